// The three standard descriptors, which may be closed at the start.

import Foundation

/// Standard input, output and error.
enum StandardDescriptors {
  /// Opens closed standard descriptors on /dev/null, so that no pipe or file of ours gets their numbers.
  static func complete() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY)  // takes the lowest number that is free
    }
  }
}
