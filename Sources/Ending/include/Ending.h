// The end of the program before its time: by a signal, or because memory ran out.
//
// A signal handler can read all state here: it uses no lock, no allocation and no thread. So a signal can
// end a run with one thread, and a run that cannot start another.

#ifndef ENDING_H
#define ENDING_H

#include <stdbool.h>
#include <sys/types.h>

// A resource that must not outlast the program: a temporary file, a directory that the run created, or a
// tool that it started.
struct leaving;

// Each function registers a resource that the end of the program removes or stops. Call it inside a hold,
// before the resource is created. Pass the result to `forget_leaving` exactly once, when the resource has
// its final name or is gone. `directory` is a descriptor that must stay open until then, or -1 if `name` is
// a path. Returns NULL if memory ran out: then the program ends without removing the resource.
struct leaving *_Nullable note_file(int directory, const char *_Nonnull name);
struct leaving *_Nullable note_directory(const char *_Nonnull path);
struct leaving *_Nullable note_tool(pid_t process);
void forget_leaving(struct leaving *_Nullable leaving);

// A hold: while one is active, no signal ends the program. Files are renamed, or created and registered,
// inside a hold. A signal that arrives meanwhile ends the program at `release_end`. Holds may overlap, in
// one thread and between threads.
void hold_end(void);
void release_end(void);

// Records whether the outputs are in place. If they are, the first signal is ignored, so that the exit
// status says what happened; a second signal ends the program.
void note_outputs_in_place(bool are_in_place);

// Records whether a progress line is on the terminal. The end of the program erases it.
void note_progress_line(bool is_shown);

// Blocks forever if a signal is ending the program.
void stand_aside(void);

// Installs the handlers of signals that end programs, except those that were ignored at the start. A write
// to a pipe without a reader, or beyond the limit of a file's size, then fails with an error number. The
// handler writes the signal's number as a byte to the descriptor `bell`, for a thread that ends the
// program. If `bell` is -1, the handler itself ends the program.
void answer_signals(int bell);

// Restores the default actions of the signals.
void answer_signals_as_usual(void);

// Ends the program like an unhandled signal.
void leave_by(int number) __attribute__((noreturn));

// Installs the handlers for lack of memory: the program prints `message`, which is copied, and exits with
// `status`. A crash with another cause proceeds as usual. A second call replaces the message.
void answer_lack_of_memory(const char *_Nonnull message, int status);

// Ends the program because memory ran out.
void end_without_memory(void) __attribute__((noreturn));

#endif
