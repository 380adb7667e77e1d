// The system's zlib, which undoes gzip.

#ifndef ZLIB_OF_THE_SYSTEM_H
#define ZLIB_OF_THE_SYSTEM_H

#include <zlib.h>

#endif
