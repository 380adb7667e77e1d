// JSON strings in vectors of 32 bytes: quotes, escapes and UTF-8 without a branch within a block.
//
// UTF-8 is validated per pair of adjacent bytes by three tables of 16 entries: each gives the possible
// errors for the upper half of the first byte, its lower half, and the upper half of the second byte. An
// error in all three tables is real. (J. Keiser and D. Lemire, Validating UTF-8 In Less Than One
// Instruction Per Byte, Software: Practice and Experience 51, 2021.)

#include "StringKernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

// The errors of two adjacent bytes.
enum {
  TOO_SHORT = 1 << 0,    // a lead byte, and no continuation
  TOO_LONG = 1 << 1,     // ASCII, and a continuation
  OVERLONG_3 = 1 << 2,   // E0 and less than A0
  TOO_LARGE = 1 << 3,    // F4 and more than 8F, or F5 and more
  SURROGATE = 1 << 4,    // ED and more than 9F
  OVERLONG_2 = 1 << 5,   // C0 or C1
  TOO_LARGE_4 = 1 << 6,  // F5 and more, and 80 to 8F
  OVERLONG_4 = 1 << 6,   // F0 and less than 90
  TWO_MORE = 1 << 7,     // two continuations: right after a lead of three or four only
};

typedef struct {
  __m256i low, high;
} Block;

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

AVX2 uint64_t bits(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

AVX2 uint64_t equal(Block block, char byte) {
  const __m256i all = _mm256_set1_epi8(byte);
  return bits(_mm256_cmpeq_epi8(block.low, all), _mm256_cmpeq_epi8(block.high, all));
}

AVX2 uint64_t controls(Block block) {
  const __m256i last = _mm256_set1_epi8(0x1F);
  return bits(_mm256_cmpeq_epi8(_mm256_min_epu8(block.low, last), block.low),
              _mm256_cmpeq_epi8(_mm256_min_epu8(block.high, last), block.high));
}

AVX2 __m256i upper_half(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

// The bytes that may follow a backslash, except u: 22 2F 5C 62 66 6E 72 74.
AVX2 __m256i not_escapable(__m256i bytes) {
  const __m256i lower = TWICE(0, 0, 1 | 4 | 8, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1);
  const __m256i upper = TWICE(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0);
  __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(lower, bytes), _mm256_shuffle_epi8(upper, upper_half(bytes)));
  return _mm256_cmpeq_epi8(both, _mm256_setzero_si256());
}

// Returns the bytes after backslashes that are not escaped themselves. `carry` is 1 if the previous block
// ended with such a backslash.
AVX2 uint64_t escaped(uint64_t backslashes, uint64_t *carry) {
  const uint64_t even = 0x5555555555555555;
  backslashes &= ~*carry;
  uint64_t behind = backslashes << 1 | *carry;
  uint64_t odd_starts = backslashes & ~even & ~behind;
  unsigned long long on_even;
  *carry = __builtin_uaddll_overflow(odd_starts, backslashes, &on_even);
  return (even ^ on_even << 1) & behind;
}

// Returns a vector in which each byte is replaced by the one that is N bytes before it.
#define BEFORE(places, bytes, previous) \
  _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(previous, bytes, 0x21), 16 - (places))

// Returns a vector that is non-zero in the bytes that show invalid UTF-8.
AVX2 __m256i faults(__m256i bytes, __m256i previous) {
  const char carried = (char)(TOO_SHORT | TOO_LONG | TWO_MORE);
  const __m256i by_first_upper = TWICE(
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, (char)TWO_MORE, (char)TWO_MORE,
      (char)TWO_MORE, (char)TWO_MORE, TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
      TOO_SHORT | TOO_LARGE | TOO_LARGE_4 | OVERLONG_4);
  const __m256i by_first_lower = TWICE(
      carried | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, carried | OVERLONG_2, carried, carried, carried | TOO_LARGE,
      carried | TOO_LARGE | TOO_LARGE_4, carried | TOO_LARGE | TOO_LARGE_4, carried | TOO_LARGE | TOO_LARGE_4,
      carried | TOO_LARGE | TOO_LARGE_4, carried | TOO_LARGE | TOO_LARGE_4, carried | TOO_LARGE | TOO_LARGE_4,
      carried | TOO_LARGE | TOO_LARGE_4, carried | TOO_LARGE | TOO_LARGE_4,
      carried | TOO_LARGE | TOO_LARGE_4 | SURROGATE, carried | TOO_LARGE | TOO_LARGE_4,
      carried | TOO_LARGE | TOO_LARGE_4);
  const char any = (char)(TOO_LONG | OVERLONG_2 | TWO_MORE);
  const __m256i by_second_upper = TWICE(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      any | OVERLONG_3 | TOO_LARGE_4 | OVERLONG_4, any | OVERLONG_3 | TOO_LARGE, any | SURROGATE | TOO_LARGE,
      any | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  __m256i first = BEFORE(1, bytes, previous);
  __m256i pairs = _mm256_and_si256(
      _mm256_and_si256(
          _mm256_shuffle_epi8(by_first_upper, upper_half(first)),
          _mm256_shuffle_epi8(by_first_lower, _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
      _mm256_shuffle_epi8(by_second_upper, upper_half(bytes)));
  // A third or fourth byte follows a continuation byte: there TWO_MORE is expected, and its absence is an
  // error.
  __m256i third = _mm256_subs_epu8(BEFORE(2, bytes, previous), _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(BEFORE(3, bytes, previous), _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i expected = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO_MORE));
  return _mm256_xor_si256(expected, pairs);
}

__attribute__((target("avx2,bmi"))) static int64_t string_by_vectors(const uint8_t *start) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i previous = zero;
  uint64_t carry = 0, has_escapes = 0;
  for (const uint8_t *at = start;; at += 64) {
    Block block = {_mm256_loadu_si256((const __m256i *)at), _mm256_loadu_si256((const __m256i *)(at + 32))};
    uint64_t ends = equal(block, '"');
    uint64_t wrong = controls(block);
    uint64_t backslashes = equal(block, '\\');
    if (backslashes | carry) {
      uint64_t behind = escaped(backslashes, &carry);
      ends &= ~behind;
      wrong |= behind & bits(not_escapable(block.low), not_escapable(block.high));
    }
    wrong |= ~bits(_mm256_cmpeq_epi8(faults(block.low, previous), zero),
                   _mm256_cmpeq_epi8(faults(block.high, block.low), zero));
    uint64_t until = ends ^ (ends - 1);  // up to the end and with it; all, where the string goes on
    if (wrong & until) return -1;
    has_escapes |= backslashes & until;
    if (ends) return (at - start + __builtin_ctzll(ends)) << 1 | (has_escapes != 0);
    previous = block.high;
  }
}

int64_t usual_string(const uint8_t *start) {
  return __builtin_cpu_supports("avx2") ? string_by_vectors(start) : -1;
}

#else

int64_t usual_string(const uint8_t *start) {
  (void)start;
  return -1;
}

#endif
