// The end of the program before its time: by a signal, or because memory ran out.
//
// Everything that a signal handler needs is kept here, where a handler can read it: no lock, no allocation, no thread.
// So a signal ends a run that has one thread, and a run that cannot have another.

#ifndef ENDING_H
#define ENDING_H

#include <stdbool.h>
#include <sys/types.h>

// Something that must not outlast the program: a temporary file, a directory that a run made, a tool that it started.
struct leaving;

// Each function notes a thing that the end of the program removes or stops. Call it inside a hold, before the thing is
// made. The result is given to `forget_leaving` once, when the thing has its final name or is gone.
// `directory` is a descriptor that stays open until then, or -1 if `name` is a path.
// NULL if memory ran out: then the program ends without removing the thing.
struct leaving *_Nullable note_file(int directory, const char *_Nonnull name);
struct leaving *_Nullable note_directory(const char *_Nonnull path);
struct leaving *_Nullable note_tool(pid_t process);
void forget_leaving(struct leaving *_Nullable leaving);

// A stretch of work in which no signal ends the program: files get their names in it, or are made and noted. A signal
// that comes in it ends the program at `release_end`. Holds may overlap, in one thread and in several.
void hold_end(void);
void release_end(void);

// Notes whether the outputs have taken their places. From then on a first signal is passed over, so that the exit status
// says what happened; a second signal ends the program.
void note_outputs_in_place(bool are_in_place);

// Notes whether a progress line is on the terminal; the end takes it away.
void note_progress_line(bool is_shown);

// Waits for the end for ever if a signal is ending the program.
void stand_aside(void);

// Begins to answer the signals that end programs, except those that the program was started with as ignored. A write to a
// pipe without a reader, or beyond the limit of a file's size, fails with an error number instead.
// The handler writes the signal's number as a byte to the descriptor `bell`, for a thread that ends the program. If `bell`
// is -1, the handler ends the program.
void answer_signals(int bell);

// Gives the signals back what they do by themselves.
void answer_signals_as_usual(void);

// Ends the program as a signal does.
void leave_by(int number) __attribute__((noreturn));

// Begins to answer the lack of memory: the program prints `message`, which is copied, and exits with `status`. A crash of
// another cause goes on as before. A second call changes the message.
void answer_lack_of_memory(const char *_Nonnull message, int status);

// Ends the program because memory ran out.
void end_without_memory(void) __attribute__((noreturn));

#endif
