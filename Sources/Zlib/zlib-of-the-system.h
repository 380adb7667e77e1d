// The system's zlib, which reads and writes gzip and deflates the workbook.

#ifndef ZLIB_OF_THE_SYSTEM_H
#define ZLIB_OF_THE_SYSTEM_H

#include <zlib.h>

#endif
