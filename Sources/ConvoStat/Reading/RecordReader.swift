// The way from a line to facts: parsed strictly, recognised by shape, read by the reader of its platform.

/// Reads the lines of one worker's blocks into the worker's facts.
final class RecordReader {
  @exclusivity(unchecked) private(set) var facts: Facts
  /// Counts of the lines of the current block.
  @exclusivity(unchecked) var counts = Counts()
  /// Lines of the block that were read although a comma or a mark makes them invalid NDJSON.
  @exclusivity(unchecked) private(set) var tolerated = ToleratedLines()
  /// The number of rejects of all blocks, by reason.
  @exclusivity(unchecked) var rejects: [RejectReason: Int] = [:]
  @exclusivity(unchecked) var log: RejectLog
  private let rejectStore: RejectStore?
  let asapp: AsappReader
  let chatwoot: ChatwootReader
  /// The reader of fact lines; `nil` if fact lines are rejected.
  let facting: FactReader?
  /// The readers of the run's maps.
  let mapReaders: [MapReader]
  /// The reader of the input's map; `nil` if records are recognised by their shape.
  @exclusivity(unchecked) private var mapped: MapReader?
  /// True if a map reads the input: cheaper to ask than the reader, which is retained.
  @exclusivity(unchecked) private(set) var isMapped = false
  /// The keys of metadata in the records so far.
  let metadataKeys: MetadataKeys?
  /// The names of ignored records, such as those of events.
  let ignoredNames = ContentTally()
  private let repeated: RepeatedRecords
  private let tree: FieldTree
  /// The fields of the line, then those of an element of its page, of an element in that element, and so
  /// on.
  private let lineFields: Fields
  @exclusivity(unchecked) private var deeperFields: [Fields] = []
  @exclusivity(unchecked) private var skeletons = SkeletonTree()
  /// The skeletons of the elements of pages, and of the values of files that are not NDJSON.
  private let known: KnownValues
  private let usesCaches: Bool
  let embedded = EmbeddedObjects()
  /// The number of elements before those of the line being read.
  @exclusivity(unchecked) var firstElement = 0
  /// The line being read, counted from 1 within the block.
  @exclusivity(unchecked) var line = 0

  /// The place of a record whose bytes may be like those of later records.
  private enum Place {
    /// A line with nothing on it but the record.
    case plainLine
    /// A value of a file that is not NDJSON.
    case value
    /// Another place, of which nothing is learned.
    case other
  }

  /// Maximum nesting of pages.
  ///
  /// No platform prints deeper ones.
  static let deepestPage = 8

  /// Creates a reader.
  /// - Parameter fields: the result of `Field.tree(extras:)`, if the caller has it already: to make it
  ///   takes longer than to read a hundred records.
  init(options: ReadingOptions, fields: (FieldTree, ExtraSources)? = nil) {
    let (tree, extras) = fields ?? Field.tree(extras: options.extras)
    self.tree = tree
    rejectStore = options.rejects
    log = RejectLog(options.rejects)
    lineFields = Fields(tree: tree)
    known = KnownValues(tree: tree)
    facts = Facts(extras: options.extras.count, usesCaches: options.usesCaches)
    usesCaches = options.usesCaches
    repeated = RepeatedRecords(extras: extras, keepsMetadata: options.keepsMetadata || options.listsContents)
    metadataKeys = options.metadataKeys
    facting = options.refusesFacts ? nil : FactReader(options)
    mapReaders = options.maps.entries.map { MapReader($0.map, options) }
    asapp = AsappReader(
      extras: extras.asapp, keepsMetadata: options.keepsMetadata, metadataKeys: options.metadataKeys)
    chatwoot = ChatwootReader(options, extras: extras)
  }

  /// Resets the counts for the next block.
  /// - Parameter map: the index of the map that reads the block's input; `nil` if records are recognised by
  ///   their shape.
  func beginBlock(_ block: Block, map: Int?) {
    choose(map)
    counts = Counts()
    counts.rejectedBytes = block.cutBytes
    counts.tolerated = block.tolerated.count
    tolerated = block.tolerated
  }

  /// Chooses the map that reads the next lines.
  func choose(_ map: Int?) {
    mapped = map.map { mapReaders[$0] }
    isMapped = map != nil
  }

  /// Begins with empty facts, after the facts so far were spilled.
  func forgetFacts() { facts = facts.successor() }

  /// Returns the rejects of the block, and begins an empty log.
  func takeLog() -> RejectLog {
    defer { if !log.isEmpty { log = RejectLog(rejectStore) } }
    return log
  }

  /// Reads one line of NDJSON.
  /// - Parameters:
  ///   - text: the line without its newline. A newline or padding must follow it.
  ///   - line: the number of the line, from 1 within the block.
  func readLine(_ text: Text, line: Int, _ position: RecordPosition) {
    self.line = line
    let end = text.start + text.count
    let mark = min(lineMarkLength(text), text.count)
    var isPlain = mark == 0
    if !isPlain { tolerate(line) }
    if isPlain, let facting, facting.readWritten(text, into: facts) {
      counts.lines += 1
      counts.records += 1
      return
    }
    var cursor = Cursor(
      at: text.start + mark, fields: lineFields, spansLines: false, known: (known, end))
    cursor.skipBlanks()
    if cursor.at >= end {
      counts.lines += 1
      counts.blank += 1
      return
    }
    let start = cursor.at
    do throws(JSONError) {
      try cursor.record()
      let value = Text(start: start, count: cursor.at - start)
      cursor.skipBlanks()
      if cursor.at < end, cursor.at.pointee == UInt8(ascii: ",") {
        isPlain = false
        cursor.at += 1
        cursor.skipBlanks()
        if cursor.at >= end { tolerate(line) }
      }
      if cursor.at < end { return readValues(of: text, from: start, position) }
      counts.lines += 1
      finish(value, position, record: text, isPlain ? .plainLine : .other)
    } catch {
      readValues(of: text, from: start, position)
    }
  }

  /// Reads one value of a file that is not NDJSON.
  /// - Parameters:
  ///   - text: the value, which may span lines.
  ///   - line: the line on which the value begins.
  func readValue(_ text: Text, line: Int, _ position: RecordPosition) {
    self.line = line
    counts.lines += 1
    if !isMapped, let (end, tag) = known.match(text.start, lineFields), end == text.end,
      let shape = Shape(rawValue: tag)
    {
      return finish(text, shape, position, record: text, into: facts)
    }
    var cursor = Cursor(
      at: text.start, fields: lineFields, spansLines: true, known: (known, text.end))
    do throws(JSONError) {
      try cursor.record()
      if cursor.at < text.start + text.count { throw .malformed(cursor.at) }
      finish(text, position, record: text, .value)
    } catch {
      reject(Refusal(error.problem, at: error.position - text.start), position, record: [text])
    }
  }

  /// Reads the values of a line that has several values, or a broken one (Inputs: forms of a file).
  /// - Parameter start: the beginning of the first value.
  private func readValues(of text: Text, from start: UnsafePointer<UInt8>, _ position: RecordPosition) {
    let values = LineValues(Text(start: start, count: text.end - start), lineFields)
    if values.lineError == nil, values.hasComma || values.parts.count > 1 { tolerate(line) }
    if let error = values.lineError ?? (values.parts.count == 1 ? values.parts[0].error : nil) {
      counts.lines += 1
      return reject(Refusal(error.problem, at: error.position - text.start), position, record: [text])
    }
    for part in values.parts {
      counts.lines += 1
      var position = position
      position.offset += part.text.start - text.start
      if let error = part.error {
        reject(Refusal(error.problem, at: error.position - part.text.start), position, record: [part.text])
        continue
      }
      var cursor = Cursor(at: part.text.start, fields: lineFields, spansLines: false)
      if (try? cursor.record()) != nil { finish(part.text, position, record: part.text, .other) }
    }
  }

  func tolerate(_ line: Int) {
    let before = tolerated.count
    tolerated.add(line)
    counts.tolerated += tolerated.count - before
  }

  /// Reads the line at `start` if it matches a skeleton of an earlier line.
  /// - Parameters:
  ///   - limit: the end of a last line that has no newline.
  ///   - longest: the maximum length of a line in bytes.
  ///   - facts: the reader's facts. The caller passes them, because reading the property for each line would
  ///     retain and release.
  /// - Returns: the end of the line, or `nil` if `readLine` must read it.
  @inline(__always)
  func readRepeated(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, longest: Int, line: Int,
    _ position: RecordPosition,
    into facts: Facts
  ) -> UnsafePointer<UInt8>? {
    guard let (end, tag) = skeletons.match(start, limit: limit, lineFields), end - start <= longest,
      let shape = Shape(rawValue: tag)
    else { return nil }
    self.line = line
    counts.lines += 1
    let text = Text(start: start, count: end - start)
    finish(text, shape, position, record: text, into: facts)
    return end
  }

  /// Reads the record of a line whose fields were noted.
  /// - Parameters:
  ///   - record: the text that a reject shows.
  ///   - place: where the value is.
  private func finish(_ value: Text, _ position: RecordPosition, record: Text, _ place: Place) {
    // Facts are facts in every input: those of yesterday may be read with the records of today.
    if isMapped, !lineFields.has(.fact), let mapped {
      return finish(value, by: mapped, position, record: record)
    }
    embedded.keep(0)
    let shape = shape(of: value, lineFields)
    if place != .other, usesCaches, !isMapped, repeated.contains(shape, lineFields) {
      if place == .value {
        known.learn(value, lineFields, tag: shape.rawValue)
      } else {
        skeletons.learn(record, lineFields, tag: shape.rawValue)
      }
    }
    finish(value, shape, position, record: record, into: facts)
  }

  /// Reads the record of a line whose fields were noted, and counts its outcome.
  private func finish(
    _ value: Text, _ shape: Shape, _ position: RecordPosition, record: Text, into facts: Facts
  ) {
    do throws(Refusal) {
      switch try dispatch(value, shape, lineFields, level: 0, .none, position, into: facts) {
      case .record: counts.records += 1
      case .ignored: counts.ignored += 1
      }
    } catch {
      reject(error, position, record: [record])
    }
  }

  /// Reads the element of a page at the cursor, and notes its fields.
  /// - Parameter cursor: moves to the end of the element. Must use `fields`.
  /// - Returns: the shape of the element, or `nil` if the bytes are no value.
  @inline(__always)
  func readElement(_ cursor: inout Cursor, _ fields: Fields) -> Shape? {
    let start = cursor.at
    if let (end, tag) = known.match(start, fields), let shape = Shape(rawValue: tag) {
      cursor.at = end
      return shape
    }
    guard (try? cursor.record()) != nil else { return nil }
    let value = Text(start: start, count: cursor.at - start)
    let shape = shape(of: value, fields)
    if usesCaches, repeated.contains(shape, fields) {
      known.learn(value, fields, tag: shape.rawValue)
    }
    return shape
  }

  /// Returns the fields of a nesting level; 0 is the line.
  func fields(_ level: Int) -> Fields {
    if level == 0 { return lineFields }
    while deeperFields.count < level { deeperFields.append(Fields(tree: tree)) }
    return deeperFields[level - 1]
  }
}
