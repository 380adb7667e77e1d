// A run that people look at: the tables of an output directory, as its datapackage.json describes them.

import ConvoStat
import Foundation

/// The tables of an output directory.
public struct ShownRun: Sendable {
  /// The directory as given on the command line.
  public let directory: String
  /// The names of the tables, without `.csv`, in the order in which they were written.
  public var names: [String] { resources.map(\.name) }
  /// The moment at which open waits were aged; `nil` if there was no message.
  public let asOf: String?

  private let resources: [WrittenPackage.Resource]
  private let rowsByFile: [String: Int]

  /// Reads the descriptions in a directory.
  ///
  /// Throws if it has no run of convostat.
  public init(_ directory: String) throws(Failure) {
    self.directory = directory
    func refuse(_ name: String) -> Failure {
      let reason = "has no \(name), so summarize did not write this directory"
      return .input(.noRun(directory: directory, reason: reason))
    }
    let decoder = JSONDecoder()
    guard let runBytes = leftContents(of: directory + "/" + WrittenRun.fileName),
      WrittenRun(runBytes) != nil, let run = try? decoder.decode(Run.self, from: Data(runBytes))
    else { throw refuse(WrittenRun.fileName) }
    guard let packageBytes = leftContents(of: directory + "/" + OutputName.dataPackage),
      let package = try? decoder.decode(WrittenPackage.self, from: Data(packageBytes))
    else { throw refuse(OutputName.dataPackage) }
    asOf = run.asOf
    resources = package.resources
    rowsByFile = Dictionary(run.outputs.map { ($0.name, $0.rows ?? 0) }) { first, _ in first }
  }

  /// Returns the number of rows of a table, as run.json has it.
  public func rowCount(of name: String) -> Int {
    resources.first { $0.name == name }?.path.names.reduce(0) { $0 + (rowsByFile[$1] ?? 0) } ?? 0
  }

  /// Reads a table by its name, with or without `.csv`.
  ///
  /// Throws if there is no such table, or if a file is not as the run wrote it.
  public func table(named name: String) throws(Failure) -> ShownTable {
    let short = ShownRun.shortName(name)
    guard let resource = resources.first(where: { $0.name == short || $0.path.names.contains(name) }) else {
      throw .show(.noTable(directory: directory, name: short, names: names))
    }
    let fields = resource.schema.fields
    var rows: [[String]] = []
    for file in resource.path.names {
      var (isFirst, isWhole) = (true, true)
      let isRead = CSVRowReader.forEachRow(
        of: try bytes(of: file), separator: resource.dialect.separator,
        hasCarriageReturns: resource.dialect.lineTerminator == "\r\n"
      ) { cells in
        defer { isFirst = false }
        isWhole = cells.count == fields.count && (!isFirst || cells == fields.map(\.name))
        if isWhole, !isFirst { rows.append(cells) }
        return isWhole
      }
      if !isRead || !isWhole {
        throw .input(.noRun(directory: directory, reason: "\(file) was changed after the run"))
      }
    }
    let keys = Set(resource.schema.primaryKey ?? [])
    return ShownTable(
      name: resource.name,
      columns: fields.map {
        ShownTable.Column(name: $0.columnName, kind: $0.kind, isKey: keys.contains($0.name))
      },
      rows: rows)
  }

  /// Returns the name of a table without `.csv` and `.gz`.
  private static func shortName(_ name: String) -> String {
    var name = name[...]
    for ending in [".gz", ".csv"] where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
    return String(name)
  }

  /// Returns the contents of a table's file, which somebody may have compressed with gzip.
  private func bytes(of file: String) throws(Failure) -> [UInt8] {
    let path = directory + "/" + file
    var contents: [UInt8] = []
    if let plain = leftContents(of: path) {
      contents = plain
    } else {
      let code = errno
      guard let compressed = leftContents(of: path + ".gz") else {
        throw .input(.cannotOpen(path: path, errno: code))
      }
      contents = compressed
    }
    if contents.starts(with: [0x1F, 0x8B]) { contents = try ShownRun.inflated(contents, path: path) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return contents.starts(with: mark) ? Array(contents.dropFirst(mark.count)) : contents
  }

  private static func inflated(_ compressed: [UInt8], path: String) throws(Failure) -> [UInt8] {
    var offset = 0
    let inflater = Inflater(
      { target, count throws(Failure) in
        let piece = compressed[offset..<min(offset + count, compressed.count)]
        // SAFETY: the inflater gives room for `count` bytes, and the piece has at most as many.
        for (index, byte) in piece.enumerated() { target[index] = byte }
        offset += piece.count
        return piece.count
      }, damage: { .input(.brokeOff(path: path, detail: "gzip: \($0)")) })
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var taken = 0
      var failure: Failure?
      // SAFETY: the address is used during the call only, and the inflater writes at most the count of bytes.
      piece.withUnsafeMutableBytes { room in
        guard let start = room.baseAddress else { return }
        do throws(Failure) { taken = try inflater.read(start, room.count) } catch { failure = error }
      }
      if let failure { throw failure }
      if taken == 0 { return bytes }
      bytes += piece.prefix(taken)
    }
  }
}

extension ShownRun {
  private struct Run: Decodable {
    var asOf: String?
    var outputs: [Output]

    enum CodingKeys: String, CodingKey {
      case outputs
      case asOf = "as_of"
    }

    struct Output: Decodable {
      var name: String
      var rows: Int?
    }
  }
}

extension WrittenPackage.Field {
  /// The name of the column, without guards and without the zone that times of spreadsheets have.
  fileprivate var columnName: String {
    let plain = name.unguarded
    guard type == "datetime", let zone = plain.firstIndex(of: " ") else { return plain }
    return String(plain[..<zone])
  }

  fileprivate var kind: ShownTable.Kind {
    switch (type, unit) {
    case ("integer", _): .count
    case ("datetime", _): .time
    case ("boolean", _): .flag
    case ("number", "s"): .seconds
    case ("number", "1") where name.contains("_within_") || name.hasSuffix("_share"): .share
    case ("number", _): .number
    default: .text
    }
  }
}
