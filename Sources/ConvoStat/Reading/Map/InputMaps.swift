// The maps of a run, and the inputs that each of them reads.

/// Maps with the inputs that they are for; an input without a map is read by the shapes of its records.
public struct InputMaps: Sendable {
  /// A map with its inputs.
  public struct Entry: Sendable {
    /// The map.
    public let map: PlatformMap
    /// The path of the map's file, as given.
    public let path: String
    /// The inputs that the map reads; `nil` if it reads all that no pattern matches.
    public let pattern: PathPattern?
  }

  /// The maps in the order in which they were given.
  public private(set) var entries: [Entry] = []

  /// No maps: all records are asapp's and chatwoot's.
  public init() {}

  /// True if there is no map.
  public var isEmpty: Bool { entries.isEmpty }

  /// True if no input is read by the shapes of its records.
  public var readAll: Bool { entries.contains { $0.pattern == nil } }

  /// The names of the platforms, each once, in the order of the maps.
  public var sources: [String] {
    entries.map(\.map.source).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The keys of metadata that the maps define.
  var metadataKeys: [String] { Set(entries.flatMap(\.map.metadataKeys)).sorted() }

  /// Adds a map.
  ///
  /// It replaces an earlier map that has no pattern either, or the same file and pattern.
  public mutating func add(_ map: PlatformMap, path: String, pattern: PathPattern? = nil) {
    entries.removeAll { $0.pattern == pattern && (pattern == nil || $0.path == path) }
    entries.append(Entry(map: map, path: path, pattern: pattern))
  }

  /// Returns the index of the map that reads an input; `nil` if its records are read by their shapes.
  func index(of input: String) -> Int? {
    if entries.isEmpty { return nil }
    return entries.firstIndex { $0.pattern?.matches(input) ?? false }
      ?? entries.firstIndex { $0.pattern == nil }
  }

  /// Throws if the patterns of two maps match one input.
  func requireOne(of paths: [String]) throws(Failure) {
    if entries.count < 2 { return }
    for path in paths {
      let all = entries.filter { $0.pattern?.matches(path) ?? false }
      if all.count > 1 { throw .input(.severalMaps(path: path, maps: all.map(\.path))) }
    }
  }

  /// Returns a warning for each map whose pattern matches no input.
  func warnings(for paths: [String]) -> [String] {
    entries.compactMap { entry in
      guard let pattern = entry.pattern, !paths.contains(where: pattern.matches) else { return nil }
      return
        "--map: no input matches \(pattern.text.printablePath), so \(entry.path.printablePath) reads nothing"
    }
  }
}
