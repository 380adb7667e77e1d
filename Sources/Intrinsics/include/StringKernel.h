// The inside of a JSON string, 64 bytes at a time, by what newer x86 processors do and others do not.

#ifndef STRING_KERNEL_H
#define STRING_KERNEL_H

#include <stdint.h>

// How long the string is whose opening quote lies just before `start`, doubled, and one more if it holds a backslash.
// -1 where that has to be found in another way: something in it is not as usual (a \u escape, or no string at all),
// or this processor lacks AVX2.
//
// 64 bytes can be read behind the string's end, or behind the first byte that no string holds.
int64_t usual_string(const uint8_t *start);

#endif
