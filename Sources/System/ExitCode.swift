// How the program ends, in the numbers of sysexits.h.

/// The exit status of a program that was not stopped by a signal.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case usage = 64
  case data = 65
  case input = 66
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75

  /// What it means, as help says it.
  package var meaning: String {
    switch self {
    case .done: "done, with or without rejects"
    case .usage: "usage: an unknown option, no input, an output that is an input"
    case .data: "data: too many rejects, a guard not passed, or no usable record"
    case .input:
      "an input cannot be opened, breaks off, is of another kind (UTF-16, a tar archive, HTML), or needs a "
        + "decompressor that is not installed"
    case .cannotCreate: "the output directory cannot be made, or has others' files"
    case .inputOutput: "reading or writing failed, or memory ran out"
    case .busy: "another run holds the output directory"
    }
  }
}
