// The three descriptors that every program is given, or should be.

import Foundation

/// Standard input, output and error.
enum StandardDescriptors {
  /// Opens those that the caller has closed on nothing, so that no pipe or file of ours takes their numbers.
  static func complete() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY)  // takes the lowest number that is free
    }
  }
}
