// The width of a terminal.

import Foundation

/// Widths of terminals, in columns.
enum TerminalWidth {
  /// The width without a terminal.
  static let standard = 80

  /// The width of standard output; 80 if it is no terminal.
  static var standardOutput: Int { width(of: STDOUT_FILENO) }

  /// The width of standard error; 80 if it is no terminal.
  static var standardError: Int { width(of: STDERR_FILENO) }

  private static func width(of stream: Int32) -> Int {
    var size = winsize()
    guard ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return standard }
    return max(Int(size.ws_col), 40)
  }
}
