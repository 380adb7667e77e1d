// The inside of a JSON string, 64 bytes at a time, with instructions that only newer x86 processors have.

#ifndef STRING_KERNEL_H
#define STRING_KERNEL_H

#include <stdint.h>

// Returns the length of the string that begins at `start`, after the opening quote, times two, plus one if
// it contains a backslash. Returns -1 if another function must scan the string: it contains something
// unusual (a \u escape, or an error), or the processor lacks AVX2.
//
// The caller guarantees that 64 bytes can be read after the end of the string, or after the first byte that
// no string may contain.
int64_t usual_string(const uint8_t *start);

#endif
