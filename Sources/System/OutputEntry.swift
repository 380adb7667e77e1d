// The name of an output in its directory, and the calls that take it.

/// The name of a file in its directory.
package struct OutputEntry: Hashable {
  /// An open descriptor of the directory, or `AT_FDCWD` if `prefix` has the path.
  package var directory: Int32 = AT_FDCWD
  /// The text before each name in the directory: empty, or a path that ends with a slash.
  package var prefix: String
  package let name: String
  /// The permission bits of the file that has the name; `nil` if no file has it.
  package var mode: mode_t?

  /// Creates the entry of a path whose last component is not a link.
  package init(path: String, mode: mode_t?) {
    (prefix, name) = path.splitPath
    self.mode = mode
  }

  /// Creates the entry of a name in an open directory.
  package init(_ name: String, in directory: Int32, mode: mode_t?) {
    (self.directory, prefix, self.name, self.mode) = (directory, "", name, mode)
  }

  /// Returns the path of another name in the same directory, relative to `directory`.
  package func sibling(_ name: String) -> String { prefix + name }

  /// Returns the entry relative to an open directory if it is a name there that no link led to; otherwise
  /// `self`.
  package func inDirectory(_ directory: Int32, path: String, name: String) -> OutputEntry {
    let isPlain = prefix == path.appending(name: "") && self.name == name
    return isPlain ? OutputEntry(name, in: directory, mode: mode) : self
  }
}

extension OutputEntry {
  /// Removes another name in the same directory.
  /// - Returns: false with the reason in `errno` on failure.
  @discardableResult
  package func unlink(_ name: String) -> Bool {
    sibling(name).withPath { unlinkat(directory, $0, 0) } == 0
  }

  /// Gives a file in the same directory a second name.
  package func link(_ name: String, to other: String) -> Bool {
    onBoth(name, other) { linkat(directory, $0, directory, $1, 0) }
  }

  /// Renames a file in the same directory.
  package func rename(_ name: String, to other: String) -> Bool {
    onBoth(name, other) { renameat(directory, $0, directory, $1) }
  }

  private func onBoth(
    _ name: String, _ other: String, _ call: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
  ) -> Bool {
    sibling(name).withPath { old in sibling(other).withPath { new in call(old, new) } } == 0
  }

  /// Returns the state of another name in the same directory, without following links; `nil` if it does not
  /// exist.
  package func status(of name: String) -> stat? {
    var status = stat()
    return sibling(name).withPath { fstatat(directory, $0, &status, AT_SYMLINK_NOFOLLOW) } == 0 ? status : nil
  }

  /// Returns true if another name in the same directory is that of an open file.
  package func isName(_ name: String, of descriptor: Int32) -> Bool {
    var own = stat()
    guard let named = status(of: name), fstat(descriptor, &own) == 0 else { return false }
    return FileIdentity(named) == FileIdentity(own)
  }

  /// Brings the names in the directory to the disk.
  ///
  /// A directory that cannot be opened for that is passed over.
  ///
  /// - Returns: false with the reason in `errno` on failure.
  package func syncNames() -> Bool {
    directory == AT_FDCWD ? syncDirectory(prefix) : syncDescriptor(directory)
  }
}
