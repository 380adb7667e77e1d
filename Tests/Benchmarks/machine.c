// The limits of the machine: the time to read a file, to touch new memory, and to read, copy and write
// memory and a file. machine FILE DIRECTORY ROUNDS prints a Markdown table, for one thread and for two at
// once.

#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { block = 1 << 20, megabytes = 256, most_rounds = 99 };
static const size_t size = (size_t)megabytes << 20;
static const char *file, *directory;
static int threads;
static volatile uint64_t sink;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(74);
}

static char *fresh(int advice) {
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("mmap");
#ifdef MADV_HUGEPAGE
  if (advice >= 0) madvise(memory, size, advice);
#endif
  return memory;
}

// Each function measures itself and returns nanoseconds for `size` bytes.

static double read_file(int part) {
  static _Thread_local char buffer[block];
  int descriptor = open(file, O_RDONLY);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status) != 0) fail(file);
  size_t blocks = status.st_size / block;
  if (blocks == 0) fprintf(stderr, "%s is smaller than 1 MiB\n", file), exit(66);
  double start = now();
  for (size_t done = 0; done < size; done += block) {
    size_t place = (done + part * size) / block % blocks;
    if (pread(descriptor, buffer, block, (off_t)(place * block)) != block) fail(file);
  }
  double time = now() - start;
  close(descriptor);
  return time;
}

static double touch(int advice) {
  char *memory = fresh(advice);
  double start = now();
  for (size_t at = 0; at < size; at += 4096) ((volatile char *)memory)[at] = 1;
  double time = now() - start;
  munmap(memory, size);
  return time;
}

static double touch_small(int part) { return (void)part, touch(MADV_NOHUGEPAGE); }
static double touch_huge(int part) { return (void)part, touch(MADV_HUGEPAGE); }

static double read_memory(int part) {
  (void)part;
  uint64_t *memory = (uint64_t *)fresh(MADV_HUGEPAGE);
  memset(memory, 1, size);
  double start = now();
  uint64_t sum = 0;
  for (size_t at = 0; at < size / 8; at++) sum += memory[at];
  double time = now() - start;
  sink = sum;
  munmap(memory, size);
  return time;
}

static double copy_memory(int part) {
  (void)part;
  char *from = fresh(MADV_HUGEPAGE), *to = fresh(MADV_HUGEPAGE);
  memset(from, 1, size), memset(to, 1, size);
  double start = now();
  memcpy(to, from, size);
  double time = now() - start;
  sink = to[size / 2];
  munmap(from, size), munmap(to, size);
  return time;
}

// Dependent accesses all over the memory: the cost of a look-up that misses every cache.
static double chase(int part) {
  uint32_t *memory = (uint32_t *)fresh(MADV_HUGEPAGE);
  size_t lines = size / 64, mask = lines - 1, at = 0;
  for (size_t line = 0; line < lines; line++) memory[line * 16] = (uint32_t)((line * 2654435761u + 12345 + part) & mask);
  double start = now();
  for (size_t step = 0; step < lines / 4; step++) at = memory[at * 16];
  double time = (now() - start) * 4;
  sink = at;
  munmap(memory, size);
  return time;
}

static double write_file(int part) {
  static _Thread_local char buffer[block];
  char path[4096];
  memset(buffer, 'x', block);
  snprintf(path, sizeof path, "%s/machine-%d", directory, part);
  int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (descriptor < 0) fail(path);
  double start = now();
  for (size_t done = 0; done < size; done += block)
    if (write(descriptor, buffer, block) != block) fail(path);
  double time = now() - start;
  close(descriptor), unlink(path);
  return time;
}

struct task { double (*measure)(int); int part; double time; };
static void *perform(void *argument) {
  struct task *task = argument;
  task->time = task->measure(task->part);
  return NULL;
}

// Returns the time of the slowest thread. All begin together.
static double at_once(double (*measure)(int)) {
  pthread_t handles[2];
  struct task tasks[2];
  double longest = 0;
  for (int part = 0; part < threads; part++) {
    tasks[part] = (struct task){measure, part, 0};
    pthread_create(&handles[part], NULL, perform, &tasks[part]);
  }
  for (int part = 0; part < threads; part++) {
    pthread_join(handles[part], NULL);
    if (tasks[part].time > longest) longest = tasks[part].time;
  }
  return longest;
}

static int compare(const void *one, const void *other) {
  double difference = *(const double *)one - *(const double *)other;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
  if (count != 4) return 64;
  file = words[1], directory = words[2];
  int rounds = atoi(words[3]);
  if (rounds < 1 || rounds > most_rounds) return 64;
  struct { const char *name; double (*measure)(int); double unit; const char *of; } rows[] = {
      {"a cached file read into 1 MiB, again and again", read_file, 1, "byte"},
      {"memory read in order", read_memory, 1, "byte"},
      {"memory copied", copy_memory, 1, "byte"},
      {"new memory touched, pages of 4 KiB", touch_small, 4096, "page"},
      {"new memory touched, huge pages", touch_huge, 4096, "4 KiB"},
      {"one access after the other, all over 256 MiB", chase, 64, "access"},
      {"a file written, not synced", write_file, 1, "byte"},
  };
  printf("| what | one thread | two at once, each | both, GB/s |\n|---|---|---|---|\n");
  for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
    double medians[3] = {0};
    for (threads = 1; threads <= 2; threads++) {
      double times[most_rounds];
      for (int round = 0; round < rounds; round++) times[round] = at_once(rows[row].measure);
      qsort(times, rounds, sizeof *times, compare);
      medians[threads] = times[rounds / 2] / size;
    }
    double alone = medians[1] * rows[row].unit, together = medians[2] * rows[row].unit;
    int places = alone < 1 ? 3 : 0;
    printf("| %s | %.*f ns per %s | %.*f ns per %s | %.1f |\n", rows[row].name, places, alone, rows[row].of, places,
           together, rows[row].of, 2 / medians[2]);
  }
}
