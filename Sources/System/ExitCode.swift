// The exit statuses, with the numbers of sysexits.h.

/// The exit status of a program that was not stopped by a signal.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case usage = 64
  case data = 65
  case input = 66
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75

  /// The meaning of the status for help.
  package var meaning: String {
    switch self {
    case .done: "success, with or without rejects"
    case .usage: "usage error: an unknown option, no input, an output that is an input"
    case .data: "data error: too many rejects, a failed guard, or no usable records"
    case .input:
      "an input cannot be opened, ends too early, is of another kind (UTF-16, a tar archive, HTML), or needs a "
        + "missing decompressor"
    case .cannotCreate: "the output directory cannot be created, or has files of others"
    case .inputOutput: "reading or writing failed, or memory ran out"
    case .busy: "another run is writing into the output directory"
    }
  }
}
