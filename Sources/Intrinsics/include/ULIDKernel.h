// The value of a ULID, all digits at once, by what newer x86 processors do and others do not.

#ifndef ULID_KERNEL_H
#define ULID_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

// The 128 bits of a ULID in upper case. False if the caller must decide in another way: the text is not a ULID in upper case, or this processor
// lacks AVX2.
bool usual_ulid(const uint8_t digits[26], uint64_t *high, uint64_t *low);

#endif
