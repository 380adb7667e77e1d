// Machine instructions and system calls that Swift does not offer portably.
//
// Every function is small enough to be inlined, and has a portable form.

#ifndef INTRINSICS_H
#define INTRINSICS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "SkeletonKernel.h"
#include "StringKernel.h"
#include "ULIDKernel.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

// Prefetches the memory at an address.
static inline void prefetch(const void *address) { __builtin_prefetch(address); }

// Maps a region of zeroed memory, or enlarges one and moves its content without a copy.
//
// `old` is NULL for a new region. Returns NULL if the system has no memory; the old region is then
// unchanged.
void *resized_region(void *old, size_t old_size, size_t size);

// Returns freed memory that the allocator holds to the system.
static inline void release_freed_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

// Limits the number of arenas that the C library creates for threads.
static inline void limit_arenas(int32_t count) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, count);
#else
  (void)count;
#endif
}

// Returns the bytes, out of 32, that end a run of plain ASCII inside a JSON string: bit i is set if byte i
// is a quote, a backslash, a control character, or not ASCII.
//
//     h e l l o " , " n u m b e r \n     bytes
//     0 0 0 0 0 1 0 1 0 0 0 0 0 0 1      bits, the lowest first
static inline uint32_t string_stops(const uint8_t *bytes) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8(0x22);
  const __m128i backslash = _mm_set1_epi8(0x5C);
  const __m128i blank = _mm_set1_epi8(0x20);  // as signed bytes, non-ASCII bytes are below it as well
  __m128i low = _mm_loadu_si128((const __m128i *)bytes);
  __m128i high = _mm_loadu_si128((const __m128i *)(bytes + 16));
  __m128i inLow = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(low, quote), _mm_cmpeq_epi8(low, backslash)), _mm_cmplt_epi8(low, blank));
  __m128i inHigh = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(high, quote), _mm_cmpeq_epi8(high, backslash)), _mm_cmplt_epi8(high, blank));
  return (uint32_t)_mm_movemask_epi8(inLow) | (uint32_t)_mm_movemask_epi8(inHigh) << 16;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t bit = vld1q_u8(bits);
  uint8x16_t stops[2];
  for (int half = 0; half < 2; half++) {
    uint8x16_t value = vld1q_u8(bytes + 16 * half);
    uint8x16_t quotes = vorrq_u8(vceqq_u8(value, vdupq_n_u8(0x22)), vceqq_u8(value, vdupq_n_u8(0x5C)));
    uint8x16_t others = vcltq_s8(vreinterpretq_s8_u8(value), vdupq_n_s8(0x20));
    stops[half] = vandq_u8(vorrq_u8(quotes, others), bit);
  }
  uint8x16_t pairs = vpaddq_u8(stops[0], stops[1]);
  pairs = vpaddq_u8(pairs, pairs);
  pairs = vpaddq_u8(pairs, pairs);
  return vgetq_lane_u32(vreinterpretq_u32_u8(pairs), 0);
#else
  uint32_t stops = 0;
  for (int index = 0; index < 32; index++) {
    uint8_t byte = bytes[index];
    stops |= (uint32_t)(byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80) << index;
  }
  return stops;
#endif
}

// Returns the bytes, out of 16, that differ: bit i is set if the bytes i are different.
static inline uint32_t differing_bytes(const uint8_t *left, const uint8_t *right) {
#if defined(__SSE2__)
  __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)left), _mm_loadu_si128((const __m128i *)right));
  return (uint32_t)_mm_movemask_epi8(same) ^ 0xFFFF;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t different = vbicq_u8(vld1q_u8(bits), vceqq_u8(vld1q_u8(left), vld1q_u8(right)));
  return vaddv_u8(vget_low_u8(different)) | (uint32_t)vaddv_u8(vget_high_u8(different)) << 8;
#else
  uint32_t different = 0;
  for (int index = 0; index < 16; index++) different |= (uint32_t)(left[index] != right[index]) << index;
  return different;
#endif
}

// Returns true if one of 16 bytes, given as two words, cannot be copied into a CSV cell: a control
// character, the possible first byte of a two-byte control character, a quote, a comma, or a semicolon.
static inline bool has_special_cell_bytes(uint64_t low, uint64_t high) {
#if defined(__SSE2__)
  __m128i bytes = _mm_set_epi64x((int64_t)high, (int64_t)low);
  __m128i special = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
  special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
  special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(';')));
  special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
  special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xC2)));
  return _mm_movemask_epi8(special) != 0;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  uint8x16_t bytes = vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(low), vcreate_u64(high)));
  uint8x16_t special = vcltq_u8(bytes, vdupq_n_u8(0x20));
  special = vorrq_u8(special, vceqq_u8(bytes, vdupq_n_u8('"')));
  special = vorrq_u8(special, vceqq_u8(bytes, vdupq_n_u8(',')));
  special = vorrq_u8(special, vceqq_u8(bytes, vdupq_n_u8(';')));
  special = vorrq_u8(special, vceqq_u8(bytes, vdupq_n_u8(0x7F)));
  special = vorrq_u8(special, vceqq_u8(bytes, vdupq_n_u8(0xC2)));
  return vmaxvq_u8(special) != 0;
#else
  bool is_special = false;
  for (int index = 0; index < 16; index++) {
    uint8_t byte = (uint8_t)((index < 8 ? low : high) >> (index % 8 * 8));
    is_special |= byte < 0x20 || byte == '"' || byte == ',' || byte == ';' || byte == 0x7F || byte == 0xC2;
  }
  return is_special;
#endif
}

// Returns the value of an upper-case digit of Crockford's base 32, or more than 31 for any other byte. A
// Swift global table would be checked for initialisation on each use.
static inline uint8_t crockford_value(uint8_t byte) {
#define N 255
  static const uint8_t values[256] = {
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, N, N, N, N, N, N,
      N, 10, 11, 12, 13, 14, 15, 16, 17, N, 18, 19, N, 20, 21, N,
      22, 23, 24, 25, 26, N, 27, 28, 29, 30, 31, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
      N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N};
#undef N
  return values[byte];
}

#endif
