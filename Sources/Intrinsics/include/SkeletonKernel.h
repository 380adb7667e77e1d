// The way through a line whose skeleton is known, as far as it is a usual one: fixed bytes and short values 32 at a
// time, by what newer x86 processors do and others do not.

#ifndef SKELETON_KERNEL_H
#define SKELETON_KERNEL_H

#include <stdint.h>

// The token after fixed bytes. Swift derives the names of its cases from these names.
enum __attribute__((enum_extensibility(closed))) SkeletonHole : uint8_t {
  SkeletonHoleString,
  SkeletonHoleNumber,
  SkeletonHoleEnd,
  SkeletonHoleNothing,  // the line has ended
};

// Fixed bytes of lines, the value behind them, and where it goes on.
struct skeleton_node {
  const uint8_t *_Nonnull literal;
  struct skeleton_node *_Nonnull next;    // the one behind the value
  struct skeleton_node *_Nullable other;  // the next alternative
  int32_t count;                          // how many bytes are fixed
  int32_t slot;                           // what takes the value, or -1
  int32_t leaf;                           // where the line has ended: what the owner knows it by
  enum SkeletonHole hole;
};

// Where a value lies.
struct value_range {
  const uint8_t *_Nonnull start;
  int64_t count;
};

// A position in a line, and the node whose fixed bytes are expected there.
struct skeleton_position {
  const uint8_t *_Nonnull at;
  struct skeleton_node *_Nonnull node;
};

// Goes on in a line over strings and whole numbers, and notes where they lie; a noted string has no
// escapes.
//
// Returns where it has to go on in another way: what follows is not as usual or not as expected, or nothing follows
// since a newline ends the line there; at once where this processor lacks AVX2.
//
// 64 bytes can be read behind the line, and 32 behind the fixed bytes of all nodes.
struct skeleton_position usual_way(struct skeleton_position from, struct value_range *_Nonnull values);

#endif
