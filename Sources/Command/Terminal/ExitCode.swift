// The exit statuses, with the numbers of sysexits.h.

import ConvoStat

/// The exit status of a program that was not stopped by a signal.
enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case usage = 64
  case data = 65
  case input = 66
  case cannotCreate = 73
  case inputOutput = 74
  case busy = 75

  /// The meaning of the status for help.
  var meaning: String {
    switch self {
    case .done: "success, with or without rejects"
    case .usage: "usage error: an unknown option, no input, an output that is an input"
    case .data: "data error: too many rejects, a guard that failed, or no usable records"
    case .input:
      "an input cannot be opened, ends too early, is of another kind (UTF-16, a tar archive, HTML), or needs a "
        + "decompressor that is not installed"
    case .cannotCreate: "the output directory cannot be created, or has files that convostat did not write"
    case .inputOutput: "reading or writing failed, or memory ran out"
    case .busy: "another run is writing into the output directory"
    }
  }

  /// Creates the status of a run that failed.
  init(_ failure: Failure) {
    if case .afterReplacing(_, let failure) = failure {
      self.init(failure)
      return
    }
    self =
      switch failure {
      case .outputIsInput, .sameOutput: .usage
      case .outputIsDirectory, .foreignFile: .cannotCreate
      case .temporaryInTheWay, .halfReplaced, .afterReplacing: .inputOutput
      case .cannotOpen, .brokeOff, .otherKind, .noDecompressor, .noRun: .input
      case .cannotMakeDirectory: .cannotCreate
      case .cannotRead, .cannotWrite, .cannotSync, .noCompressor, .compressorFailed, .cannotSpill,
        .tooFewDescriptors, .tooLittleMemory:
        .inputOutput
      case .directoryHeld: .busy
      case .cannotMerge, .tooManyRejects, .noUsableRecord, .nothingToRead, .shortfall: .data
      }
  }
}
