// A library to preload: counts one kind of system call of convostat, and makes the n-th call fail.
//
//   FAULT_CALL   open, read, write, fsync, rename, link, unlink, close, mkdir, lock, pwrite, truncate, pipe, spawn
//   FAULT_AT     the number of the call, from 1; 0 only counts
//   FAULT_WITH   an errno; "kill" ends the process there; "short" does a part of a read or write;
//                "shrink" cuts the file to nothing before it is read; "term" sends SIGTERM before the call
//   FAULT_ALL    set: every call from that one on fails
//   FAULT_COUNT  a file that takes the number of calls
//   FAULT_CLOCK  set: each reading of the wall clock is an hour earlier than the one before
//   FAULT_TRACE  a file that takes a line for each sync and rename: "sync PATH", "rename OLD NEW"

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_int calls;
static int fault_at, all, with_errno, with_kill, with_short, with_shrink, with_term;
static int is_clock_set_back;
static const char *call = "";

__attribute__((constructor)) static void begin(void) {
  const char *name = program_invocation_short_name;
  if (!name || strcmp(name, "convostat")) return;
  is_clock_set_back = getenv("FAULT_CLOCK") != NULL;
  if (getenv("FAULT_CALL")) call = getenv("FAULT_CALL");
  const char *at = getenv("FAULT_AT"), *with = getenv("FAULT_WITH");
  fault_at = at ? atoi(at) : 0;
  all = getenv("FAULT_ALL") != NULL;
  if (!with) return;
  with_kill = !strcmp(with, "kill");
  with_short = !strcmp(with, "short");
  with_shrink = !strcmp(with, "shrink");
  with_term = !strcmp(with, "term");
  with_errno = atoi(with);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path || !*call) return;
  char text[16];
  int length = snprintf(text, sizeof text, "%d\n", atomic_load(&calls));
  int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  syscall(SYS_write, file, text, length);
  syscall(SYS_close, file);
}

// Returns true if this call must fail.
static int strikes(const char *kind) {
  if (strcmp(kind, call)) return 0;
  int number = atomic_fetch_add(&calls, 1) + 1;
  if (!fault_at || (all ? number < fault_at : number != fault_at)) return 0;
  if (with_kill) kill(getpid(), SIGKILL);
  if (with_term) {  // and gives the program time to act on it
    kill(getpid(), SIGTERM);
    usleep(100000);
  }
  return 1;
}

// Records a sync or a rename.
static void trace(const char *what, const char *path, const char *other) {
  const char *to = getenv("FAULT_TRACE");
  char line[2 * 4096 + 16];
  if (!to || !*to || strcmp(program_invocation_short_name, "convostat")) return;
  int length = snprintf(line, sizeof line, "%s %s%s%s\n", what, path, *other ? " " : "", other);
  int file = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND, 0666);
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
int clock_gettime(clockid_t clock, struct timespec *now) {
  static atomic_int looks;
  int status = (int)syscall(SYS_clock_gettime, clock, now);
  if (is_clock_set_back && clock == CLOCK_REALTIME) now->tv_sec -= 3600 * atomic_fetch_add(&looks, 1);
  return status;
}

#define FAIL(kind) if (strikes(kind) && with_errno) return errno = with_errno, -1;

// Dispatch looks at its threads once a second, in /proc/NUMBER/stat, and aborts the program if it cannot.
static int is_of_dispatch(const char *path) {
  return !strncmp(path, "/proc/", 6) && path[6] >= '0' && path[6] <= '9';
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list); \
    if (!is_of_dispatch(path)) { FAIL("open") } \
    return REAL(name)(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int directory, const char *path, int flags, ...) { \
    va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list); \
    FAIL("open") \
    return REAL(name)(directory, path, flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)

static size_t part(size_t count) { return count > 1 ? count / 2 : count; }

ssize_t read(int file, void *bytes, size_t count) {
  if (strikes("read")) {
    if (with_errno) return errno = with_errno, -1;
    if (with_short) count = part(count);
  }
  return REAL(read)(file, bytes, count);
}

#define PREAD(name) \
  ssize_t name(int file, void *bytes, size_t count, off_t offset) { \
    if (strikes("read")) { \
      if (with_errno) return errno = with_errno, -1; \
      if (with_short) count = part(count); \
      if (with_shrink) return 0; \
    } \
    return REAL(name)(file, bytes, count, offset); \
  }
PREAD(pread)
PREAD(pread64)

ssize_t write(int file, const void *bytes, size_t count) {
  if (strikes("write")) {
    if (with_errno) return errno = with_errno, -1;
    if (with_short) count = part(count);
  }
  return REAL(write)(file, bytes, count);
}

#define PWRITE(name) \
  ssize_t name(int file, const void *bytes, size_t count, off_t offset) { \
    if (strikes("pwrite")) { \
      if (with_errno) return errno = with_errno, -1; \
      if (with_short) count = part(count); \
    } \
    return REAL(name)(file, bytes, count, offset); \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

int fsync(int file) {
  FAIL("fsync")
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  int result = REAL(fsync)(file);
  if (result == 0) trace("sync", path, "");
  return result;
}
int close(int file) {
  if (strikes("close") && with_errno) {  // the descriptor is closed nevertheless
    syscall(SYS_close, file);
    return errno = with_errno, -1;
  }
  return REAL(close)(file);
}
int rename(const char *old, const char *new) {
  FAIL("rename") trace("rename", old, new); return REAL(rename)(old, new);
}

int renameat(int from, const char *old, int to, const char *new) {
  FAIL("rename") trace("rename", old, new); return REAL(renameat)(from, old, to, new);
}
int linkat(int from, const char *old, int to, const char *new, int flags) {
  FAIL("link") return REAL(linkat)(from, old, to, new, flags);
}
int unlink(const char *path) {
  FAIL("unlink") return REAL(unlink)(path);
}

int unlinkat(int directory, const char *path, int flags) {
  FAIL("unlink") return REAL(unlinkat)(directory, path, flags);
}
int mkdir(const char *path, mode_t mode) { FAIL("mkdir") return REAL(mkdir)(path, mode); }
int flock(int file, int how) { FAIL("lock") return REAL(flock)(file, how); }
int ftruncate(int file, off_t length) { FAIL("truncate") return REAL(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { FAIL("truncate") return REAL(ftruncate64)(file, length); }
int pipe(int *ends) { FAIL("pipe") return REAL(pipe)(ends); }

int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const words[], char *const environment[]) {
  if (strikes("spawn") && with_errno) return with_errno;
  return REAL(posix_spawnp)(process, file, actions, attributes, words, environment);
}
