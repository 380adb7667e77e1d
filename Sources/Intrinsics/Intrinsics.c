#if defined(__linux__)
#define _GNU_SOURCE  // mremap
#endif

#include "Intrinsics.h"

#include <string.h>
#include <sys/mman.h>

void *resized_region(void *old, size_t old_size, size_t size) {
#if defined(__linux__)
  if (old != NULL) {
    void *moved = mremap(old, old_size, size, MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? NULL : moved;
  }
#endif
  void *region = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (region == MAP_FAILED) return NULL;
  if (old != NULL) {
    memcpy(region, old, old_size < size ? old_size : size);
    munmap(old, old_size);
  }
  return region;
}
