#define _GNU_SOURCE
#include "Ending.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// A list to which entries are only added, at its head. A forgotten entry becomes EMPTY and is reused.
enum kind { EMPTY, TAKEN, FILE_NAME, DIRECTORY, TOOL };

struct leaving {
  struct leaving *next;
  _Atomic(int) kind;
  int directory;
  char *name;
  pid_t process;
};

static _Atomic(struct leaving *) newest;
// The number of active holds.
static atomic_int holders;
// The signal that arrived during a hold; 0 if none.
static atomic_int waiting;
// True if a thread has begun to end the program.
static atomic_bool is_ending;
static atomic_bool are_outputs_in_place;
static atomic_bool is_progress_line_shown;
// True if the Swift runtime or the C++ library reported a failed allocation.
static atomic_bool has_allocation_failed;
static const char *_Atomic memory_message;
static int memory_status = 1;

// MARK: Resources that must not outlast the program

static struct leaving *free_entry(void) {
  for (struct leaving *entry = atomic_load(&newest); entry; entry = entry->next) {
    int empty = EMPTY;
    if (atomic_compare_exchange_strong(&entry->kind, &empty, TAKEN)) return entry;
  }
  struct leaving *entry = calloc(1, sizeof *entry);
  if (!entry) return NULL;
  atomic_store(&entry->kind, TAKEN);
  entry->next = atomic_load(&newest);
  while (!atomic_compare_exchange_weak(&newest, &entry->next, entry)) {
  }
  return entry;
}

static struct leaving *note(enum kind kind, int directory, const char *name, pid_t process) {
  struct leaving *entry = free_entry();
  if (!entry) return NULL;
  // Never freed, because a handler may still read the previous name of the entry. Names are few and short.
  char *copy = name ? strdup(name) : NULL;
  if (name && !copy) {
    atomic_store(&entry->kind, EMPTY);
    return NULL;
  }
  entry->directory = directory;
  entry->name = copy;
  entry->process = process;
  atomic_store(&entry->kind, kind);
  return entry;
}

struct leaving *note_file(int directory, const char *name) {
  return note(FILE_NAME, directory < 0 ? AT_FDCWD : directory, name, 0);
}

struct leaving *note_directory(const char *path) { return note(DIRECTORY, AT_FDCWD, path, 0); }

struct leaving *note_tool(pid_t process) { return note(TOOL, -1, NULL, process); }

void forget_leaving(struct leaving *entry) {
  if (entry) atomic_store(&entry->kind, EMPTY);
}

void note_outputs_in_place(bool are_in_place) { atomic_store(&are_outputs_in_place, are_in_place); }

void note_progress_line(bool is_shown) { atomic_store(&is_progress_line_shown, is_shown); }

// MARK: The end

// Blocks until another thread has ended the program.
static void wait_for_end(void) {
  for (;;) pause();
}

static void remove_leavings(void) {
  // Files first, because directories must be empty. The innermost directory is the newest entry.
  for (int kind = FILE_NAME; kind <= TOOL; kind++) {
    for (struct leaving *entry = atomic_load(&newest); entry; entry = entry->next) {
      if (atomic_load(&entry->kind) != kind) continue;
      if (kind == FILE_NAME) unlinkat(entry->directory, entry->name, 0);
      if (kind == DIRECTORY) unlinkat(entry->directory, entry->name, AT_REMOVEDIR);
      if (kind == TOOL) kill(entry->process, SIGKILL);
    }
  }
}

static void print(const char *text) {
  size_t count = strlen(text);
  while (count > 0) {
    ssize_t written = write(STDERR_FILENO, text, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    count -= (size_t)written;
  }
}

static void take_progress_line_away(void) {
  if (atomic_load(&is_progress_line_shown)) print("\r\x1B[K");
}

void leave_by(int number) {
  if (number == SIGQUIT || number == SIGXCPU) {
    // The default action of these signals writes a core dump if the system is configured to.
    signal(number, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
  }
  _exit(128 + number);
}

// Ends the program by a signal, and removes everything that it was about to write.
static void end_by(int number) {
  if (atomic_exchange(&is_ending, true)) wait_for_end();
  remove_leavings();
  take_progress_line_away();
  leave_by(number);
}

// Each hold increments the count before it checks for a signal, and each handler stores the signal before
// it checks the count. So at least one of them sees the other, and no file is created after the others were
// removed.
void hold_end(void) {
  atomic_fetch_add(&holders, 1);
  if (atomic_load(&is_ending)) wait_for_end();
}

void release_end(void) {
  int number = atomic_fetch_sub(&holders, 1) == 1 ? atomic_load(&waiting) : 0;
  if (number == 0) return;
  if (atomic_load(&are_outputs_in_place)) {
    atomic_store(&waiting, 0);
    return;
  }
  end_by(number);
}

void stand_aside(void) {
  if (atomic_load(&is_ending) || (atomic_load(&waiting) && !atomic_load(&are_outputs_in_place))) wait_for_end();
}

// MARK: Signals

static const int answered[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};
enum { ANSWERED_COUNT = sizeof answered / sizeof *answered };

static bool is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static int watchers_bell = -1;

void answer_signals_as_usual(void) {
  for (int index = 0; index < ANSWERED_COUNT; index++) {
    if (!is_ignored(answered[index])) signal(answered[index], SIG_DFL);
  }
}

static void answer(int number) {
  int interrupted = errno;
  if (watchers_bell >= 0) {
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(watchers_bell, &byte, 1);
    (void)written;
  } else if (atomic_load(&are_outputs_in_place)) {
    answer_signals_as_usual();
  } else {
    atomic_store(&waiting, number);
    if (atomic_load(&holders) == 0) end_by(number);
  }
  errno = interrupted;
}

void answer_signals(int bell) {
  watchers_bell = bell;
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  struct sigaction action = {.sa_handler = answer, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  sigset_t unblocked;
  sigemptyset(&unblocked);
  for (int index = 0; index < ANSWERED_COUNT; index++) {
    if (is_ignored(answered[index])) continue;
    sigaction(answered[index], &action, NULL);
    sigaddset(&unblocked, answered[index]);
  }
  // The parent process may have blocked them, and a program inherits that.
  pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
}

// MARK: Lack of memory

static const int crashes[] = {SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS};
enum { CRASH_COUNT = sizeof crashes / sizeof *crashes };
static struct sigaction usual[CRASH_COUNT];

void end_without_memory(void) {
  if (atomic_exchange(&is_ending, true)) wait_for_end();
  // During a replacement the names stay as they are: the next run uses them to undo it.
  if (atomic_load(&holders) == 0) remove_leavings();
  take_progress_line_away();
  const char *message = atomic_load(&memory_message);
  if (message) print(message);
  _exit(memory_status);
}

// Returns true if the system cannot map more memory now.
static bool is_memory_out(void) {
  const size_t count = 8 << 20;
  void *memory = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return true;
  munmap(memory, count);
  return false;
}

// A crash is due to memory if an allocation failed in this thread just before it: the runtime reported it,
// or the error number says so and no memory is available now either.
static void answer_crash(int number, siginfo_t *information, void *context) {
  (void)context;
  bool is_for_memory = errno == ENOMEM && (number == SIGABRT || is_memory_out());
  if (atomic_load(&has_allocation_failed) || is_for_memory) end_without_memory();
  for (int index = 0; index < CRASH_COUNT; index++) {
    if (crashes[index] == number) sigaction(number, &usual[index], NULL);
  }
  // A trapping instruction traps again by itself; a sent signal must be sent again.
  if (number == SIGTRAP || information->si_code <= 0) raise(number);
}

#if defined(__GLIBC__)
// Forwards the C library's standard error, except the messages of runtimes before they abort for memory,
// and the stack trace after them.
static ssize_t pass_on(void *cookie, const char *text, size_t count) {
  (void)cookie;
  static const char *const sayings[] = {"failed to allocate", "std::bad_alloc"};
  for (int index = 0; index < 2; index++) {
    if (memmem(text, count, sayings[index], strlen(sayings[index]))) atomic_store(&has_allocation_failed, true);
  }
  return atomic_load(&has_allocation_failed) ? (ssize_t)count : write(STDERR_FILENO, text, count);
}
#endif

void answer_lack_of_memory(const char *message, int status) {
  const char *before = atomic_exchange(&memory_message, strdup(message));
  memory_status = status;
  if (before) return;
#if defined(__GLIBC__)
  FILE *stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = pass_on});
  if (stream) {
    setvbuf(stream, NULL, _IONBF, 0);
    stderr = stream;
  }
#endif
  struct sigaction action = {.sa_sigaction = answer_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < CRASH_COUNT; index++) sigaction(crashes[index], &action, &usual[index]);
}
