// Lines of known skeletons by vectors: each stretch of fixed bytes and each short value is looked at once.

#include "SkeletonKernel.h"

#include "StringKernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdbool.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2"), always_inline)) static inline
#define USUALLY(condition) __builtin_expect(condition, 1)

AVX2 __m256i bytes_at(const uint8_t *at) { return _mm256_loadu_si256((const __m256i *)at); }

AVX2 bool begins_with(const uint8_t *at, const uint8_t *literal, int32_t count) {
  for (; !USUALLY(count <= 32); count -= 32, at += 32, literal += 32) {
    if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes_at(at), bytes_at(literal))) != -1) return false;
  }
  uint32_t different = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes_at(at), bytes_at(literal)));
  return _bzhi_u32(different, (uint32_t)count) == 0;
}

// How long the string is that begins here, or -1 if it is not as usual.
AVX2 int64_t string_length(const uint8_t *at, bool may_have_escapes) {
  __m256i bytes = bytes_at(at);
  __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
  __m256i backslashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
  __m256i others = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes);  // as signed bytes: what is not ASCII as well
  uint32_t stops = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(quotes, backslashes), others));
  uint32_t count = _tzcnt_u32(stops);
  if (USUALLY(stops != 0 && at[count] == '"')) return count;
  int64_t usual = usual_string(at);
  return usual < 0 || ((usual & 1) != 0 && !may_have_escapes) ? -1 : usual >> 1;
}

// How long the number is that begins here, or -1 if it is not of digits alone, or too long.
AVX2 int64_t number_length(const uint8_t *at) {
  __m128i digits = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)at), _mm_set1_epi8('0'));
  __m128i are_digits = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
  uint32_t count = _tzcnt_u32(~(uint32_t)_mm_movemask_epi8(are_digits));
  bool is_whole = at[count] != '.' && (at[count] | 0x20) != 'e';
  bool is_usual = count == 1 || (count - 2 < 14 && at[0] != '0');
  return is_whole && is_usual ? (int64_t)count : -1;
}

__attribute__((target("avx2,bmi,bmi2"))) static struct skeleton_position way_by_vectors(
    struct skeleton_position position, struct value_range *values) {
  for (;;) {
    struct skeleton_node *node = position.node;
    if (!begins_with(position.at, node->literal, node->count)) {
      if (!node->other) return position;
      position.node = node->other;
      continue;
    }
    const uint8_t *value = position.at + node->count;
    int64_t length = -1;
    if (USUALLY(node->hole == SkeletonHoleString)) {
      length = string_length(value, node->slot < 0);
    } else if (node->hole == SkeletonHoleNumber) {
      length = number_length(value);
    } else if (USUALLY(*value == '\n')) {
      return (struct skeleton_position){value, node->next};
    }
    if (length < 0) return position;
    if (node->slot >= 0) values[node->slot] = (struct value_range){value, length};
    position = (struct skeleton_position){value + length, node->next};
  }
}

struct skeleton_position usual_way(struct skeleton_position from, struct value_range *values) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return from;
  return way_by_vectors(from, values);
}

#else

struct skeleton_position usual_way(struct skeleton_position from, struct value_range *values) {
  (void)values;
  return from;
}

#endif
