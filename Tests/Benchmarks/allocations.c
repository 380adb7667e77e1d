// Counts the allocations of a program that this library is loaded into before all others, and writes the numbers
// of calls and of bytes into the file that ALLOCATIONS names when the program ends. Needs the GNU C library.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static atomic_ulong calls, bytes;

static void count(size_t size) {
  atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
}

void *malloc(size_t size) { return count(size), __libc_malloc(size); }
void *calloc(size_t number, size_t size) { return count(number * size), __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { return count(size), __libc_realloc(old, size); }
void *aligned_alloc(size_t alignment, size_t size) { return count(size), __libc_memalign(alignment, size); }
void *memalign(size_t alignment, size_t size) { return count(size), __libc_memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  count(size);
  *result = __libc_memalign(alignment, size);
  return *result ? 0 : ENOMEM;
}

// Programs that the counted one starts are not counted.
__attribute__((constructor)) static void begin(void) { unsetenv("LD_PRELOAD"); }

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("ALLOCATIONS");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
  if (file >= 0) dprintf(file, "%lu %lu\n", atomic_load(&calls), atomic_load(&bytes));
}
