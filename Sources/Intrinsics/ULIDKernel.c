// Crockford's base 32 by vectors: the value of each byte, then neighbours put together until each four are a number.

#include "ULIDKernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define N (char)0x80

// The value of each byte; N for a byte that is not a digit.
__attribute__((target("avx2"), always_inline)) static inline __m256i values(__m256i bytes) {
  const __m256i of_30 = TWICE(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, N, N, N, N, N, N);              // 0 to 9
  const __m256i of_40 = TWICE(N, 10, 11, 12, 13, 14, 15, 16, 17, N, 18, 19, N, 20, 21, N);  // A to N
  const __m256i of_50 = TWICE(22, 23, 24, 25, 26, N, 27, 28, 29, 30, 31, N, N, N, N, N);    // P to Z
  __m256i row = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xF0));
  __m256i found = _mm256_set1_epi8(N);
  found = _mm256_blendv_epi8(found, _mm256_shuffle_epi8(of_30, bytes), _mm256_cmpeq_epi8(row, _mm256_set1_epi8(0x30)));
  found = _mm256_blendv_epi8(found, _mm256_shuffle_epi8(of_40, bytes), _mm256_cmpeq_epi8(row, _mm256_set1_epi8(0x40)));
  return _mm256_blendv_epi8(found, _mm256_shuffle_epi8(of_50, bytes), _mm256_cmpeq_epi8(row, _mm256_set1_epi8(0x50)));
}

__attribute__((target("avx2"))) static bool ulid_by_vectors(const uint8_t *digits, uint64_t *high, uint64_t *low) {
  // The first sixteen and the last, of which six are the same.
  __m128i first = _mm_loadu_si128((const __m128i *)digits), last = _mm_loadu_si128((const __m128i *)(digits + 10));
  __m256i value = values(_mm256_inserti128_si256(_mm256_castsi128_si256(first), last, 1));
  if (_mm256_movemask_epi8(value) != 0 || digits[0] > '7') return false;
  __m256i pairs = _mm256_maddubs_epi16(value, _mm256_set1_epi16(32 | 1 << 8));
  __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1024 | 1 << 16));
  uint32_t of_first[4], of_last[4];
  _mm_storeu_si128((__m128i *)of_first, _mm256_castsi256_si128(fours));
  _mm_storeu_si128((__m128i *)of_last, _mm256_extracti128_si256(fours, 1));
  uint64_t ten = (uint64_t)of_first[0] << 30 | (uint64_t)of_first[1] << 10 | of_first[2] >> 10;
  *high = ten << 16 | of_last[0] >> 4;
  *low = (uint64_t)of_last[0] << 60 | (uint64_t)of_last[1] << 40 | (uint64_t)of_last[2] << 20 | of_last[3];
  return true;
}

bool usual_ulid(const uint8_t digits[26], uint64_t *high, uint64_t *low) {
  return __builtin_cpu_supports("avx2") && ulid_by_vectors(digits, high, low);
}

#else

bool usual_ulid(const uint8_t digits[26], uint64_t *high, uint64_t *low) {
  (void)digits, (void)high, (void)low;
  return false;
}

#endif
