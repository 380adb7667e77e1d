// A library that counts the allocations of a program into which it is preloaded. When the program ends, it
// writes the numbers of calls and of bytes into the file that ALLOCATIONS names. If ALLOCATION_CHAINS names
// a file, every 61st call is written there with its callers, in the format of perf. Needs the GNU C
// library.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static atomic_ulong calls, bytes;

static int chains = -1;
static _Thread_local int writing;

enum { every = 61, most_frames = 48, line = 200 };

static void write_chain(void) {
  void *frames[most_frames];
  char text[(most_frames + 2) * line];
  int number = backtrace(frames, most_frames), length = sprintf(text, "%d\n", every);
  // The first frames are this function, `count` and the allocation itself.
  for (int at = 3; at < number; at++) {
    Dl_info info;
    if (!dladdr(frames[at], &info)) continue;
    const char *name = strrchr(info.dli_fname, '/');
    length += snprintf(text + length, line, "\t%lx ? (%.100s)\n", (char *)frames[at] - (char *)info.dli_fbase,
                       name ? name + 1 : info.dli_fname);
  }
  text[length++] = '\n';
  if (write(chains, text, length) != length) _exit(74);
}

static void count(size_t size) {
  unsigned long call = atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
  if (chains < 0 || call % every != 0 || writing) return;
  writing = 1;
  write_chain();
  writing = 0;
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
__attribute__((constructor)) static void begin(void) {
  void *frame[1];
  backtrace(frame, 1);  // Loads what it needs, which allocates.
  const char *path = getenv("ALLOCATION_CHAINS");
  if (path) chains = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("ALLOCATIONS");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
  if (file >= 0) dprintf(file, "%lu %lu\n", atomic_load(&calls), atomic_load(&bytes));
}
