// Unbuffered writing to standard output and standard error, so that nothing is lost at the exit.

import ConvoStat

/// Writes a text to a descriptor.
///
/// - Returns: the `errno` of the write that failed, or `nil`.
func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
  Array(text.utf8).withUnsafeBytes { writeAll(descriptor, $0) } ? nil : errno
}
