// The forms of paths on the command line.

extension String {
  /// The path without slashes at its end.
  var withoutSlashes: String {
    let end = lastIndex { $0 != "/" }
    return end.map { String(self[...$0]) } ?? self
  }

  /// The scheme of a URL, such as `https`; `nil` for a path.
  var urlScheme: String? {
    guard let scheme = wholeMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\/.*/.dotMatchesNewlines())?.output.1
    else {
      return nil
    }
    return scheme.lowercased()
  }
}
