// The way from a line to facts: parsed strictly, recognised by shape, read by the reader of its platform.

/// Options of a record reader.
struct ReadingOptions {
  let extras: [ExtraAttribute]
  /// The account of `--account`, or empty.
  let account: Text
  /// True if all metadata of conversations is kept, whatever its keys.
  var keepsMetadata = false
  /// True if fact lines are rejected.
  var refusesFacts = false
  /// The map of another platform; `nil` if records are recognised by their shape.
  var map: PlatformMap?
  /// The store for rejects that do not fit into memory; `nil` if the rejects of a block may take any amount.
  var rejects: RejectStore?
  /// Counts the keys of metadata; `nil` if no option asks for them.
  var metadataKeys: MetadataKeys?
  /// True if metadata keys must be counted in every record, not only in the first record of each form.
  var countsMetadata = false
  /// True if skeletons, references and dates are kept to be used again.
  var usesCaches = true
}

/// Reads the lines of one worker's blocks into the worker's facts.
final class RecordReader {
  @exclusivity(unchecked) private(set) var facts: Facts
  /// Counts of the lines of the current block.
  @exclusivity(unchecked) var counts = Counts()
  /// Lines of the block that were read although a comma or a mark makes them invalid NDJSON.
  @exclusivity(unchecked) private(set) var tolerated = ToleratedLines()
  /// The number of rejects of all blocks, by reason.
  @exclusivity(unchecked) private(set) var rejects: [RejectReason: Int] = [:]
  @exclusivity(unchecked) private var log: RejectLog
  private let rejectStore: RejectStore?
  private let asapp: AsappReader
  private let chatwoot: ChatwootReader
  /// The reader of fact lines; `nil` if fact lines are rejected.
  private let facting: FactReader?
  /// The reader of a run with a map, which then reads all records.
  let mapped: MapReader?
  /// The keys of metadata in the records so far.
  let metadataKeys: MetadataKeys?
  private let repeated: RepeatedRecords
  private let tree: FieldTree
  /// The fields of the line, then those of an element of its page, of an element in that element, and so
  /// on.
  private let lineFields: Fields
  @exclusivity(unchecked) private var deeperFields: [Fields] = []
  @exclusivity(unchecked) private var skeletons = SkeletonTree()
  /// The skeletons of elements of pages.
  @exclusivity(unchecked) private var elementSkeletons = SkeletonTree()
  private let usesCaches: Bool
  /// The line being read, counted from 1 within the block.
  @exclusivity(unchecked) private var line = 0

  /// Maximum nesting of pages.
  ///
  /// No platform prints deeper ones.
  static let deepestPage = 8
  /// Maximum number of bytes of a long line that go into the rejects.
  private static let excerptBytes = 1024

  /// Creates a reader.
  /// - Parameter fields: the result of `Field.tree(extras:)`, if the caller has it already: to make it
  ///   takes longer than to read a hundred records.
  init(options: ReadingOptions, fields: (FieldTree, ExtraSources)? = nil) {
    let (tree, extras) = fields ?? Field.tree(extras: options.extras)
    self.tree = tree
    rejectStore = options.rejects
    log = RejectLog(options.rejects)
    lineFields = Fields(tree: tree)
    facts = Facts(extras: options.extras.count, usesCaches: options.usesCaches)
    usesCaches = options.usesCaches
    repeated = RepeatedRecords(extras: extras, keepsMetadata: options.keepsMetadata || options.countsMetadata)
    metadataKeys = options.metadataKeys
    facting = options.refusesFacts ? nil : FactReader(options)
    mapped = options.map.map { MapReader($0, options) }
    asapp = AsappReader(
      extras: extras.asapp, keepsMetadata: options.keepsMetadata, metadataKeys: options.metadataKeys)
    chatwoot = ChatwootReader(options, extras: extras)
  }

  /// Resets the counts for the next block.
  func beginBlock(_ block: Block) {
    counts = Counts()
    counts.rejectedBytes = block.cutBytes
    counts.tolerated = block.tolerated.count
    tolerated = block.tolerated
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
    var cursor = Cursor(at: text.start + mark, fields: lineFields, spansLines: false)
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
      finish(value, position, record: text, isPlainLine: isPlain)
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
    var cursor = Cursor(at: text.start, fields: lineFields, spansLines: true)
    do throws(JSONError) {
      try cursor.record()
      if cursor.at < text.start + text.count { throw .malformed(cursor.at) }
      finish(text, position, record: text, isPlainLine: false)
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
      if (try? cursor.record()) != nil { finish(part.text, position, record: part.text, isPlainLine: false) }
    }
  }

  private func tolerate(_ line: Int) {
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
  ///   - isPlainLine: true if `record` is a line with nothing on it but the value.
  private func finish(_ value: Text, _ position: RecordPosition, record: Text, isPlainLine: Bool) {
    if let mapped { return finish(value, by: mapped, position, record: record) }
    let shape = value[0] == UInt8(ascii: "[") ? .page : Shape(lineFields)
    if isPlainLine, usesCaches, repeated.contains(shape, lineFields) {
      skeletons.learn(record, lineFields, tag: shape.rawValue)
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
    if let (end, tag) = elementSkeletons.match(start, limit: nil, fields), let shape = Shape(rawValue: tag) {
      cursor.at = end
      return shape
    }
    guard (try? cursor.record()) != nil else { return nil }
    let value = Text(start: start, count: cursor.at - start)
    let shape = value[0] == UInt8(ascii: "[") ? .page : Shape(fields)
    if usesCaches, repeated.contains(shape, fields) {
      elementSkeletons.learn(value, fields, tag: shape.rawValue)
    }
    return shape
  }

  /// Rejects a line that is longer than allowed.
  func rejectLongLine(_ text: Text, line: Int, inputBytes: Int, limit: Int, _ position: RecordPosition) {
    if lineMarkLength(text) > 0 { tolerate(line) }
    rejectTooLong(text, line: line, inputBytes: inputBytes, limit: limit, position)
  }

  /// Rejects a line or value that is longer than allowed.
  /// - Parameters:
  ///   - text: the beginning of the record, or all of it.
  ///   - inputBytes: the length in the input, as far as it is known.
  ///   - limit: the maximum length in bytes.
  func rejectTooLong(_ text: Text, line: Int, inputBytes: Int, limit: Int, _ position: RecordPosition) {
    self.line = line
    counts.lines += 1
    var refusal = Refusal(.lineTooLong)
    refusal.detail = Array("longer than \(limit) bytes; the record is cut".utf8)
    reject(refusal, position, record: [text.prefix(RecordReader.excerptBytes)], inputBytes: inputBytes)
  }

  /// Rejects bytes that are no value.
  /// - Parameters:
  ///   - text: the bytes, or only their beginning.
  ///   - inputBytes: the length in the input.
  ///   - byte: the offset of the wrong byte, from the beginning of the value.
  func rejectBroken(
    _ text: Text, line: Int, inputBytes: Int, _ problem: JSONError.Problem, at byte: Int,
    _ position: RecordPosition
  ) {
    self.line = line
    counts.lines += 1
    reject(Refusal(problem, at: byte), position, record: [text], inputBytes: inputBytes)
  }

  /// Rejects an array that is still open at the end of the file.
  func rejectOpenArray(line: Int, _ position: RecordPosition) {
    self.line = line
    counts.lines += 1
    var refusal = Refusal(.badJSON)
    refusal.detail = Array("the array is not closed at the end of the file".utf8)
    reject(refusal, position, record: [], inputBytes: 0)
  }

  /// Rejects a line or an element.
  /// - Parameters:
  ///   - record: the pieces that together are the record.
  ///   - inputBytes: the length in the input. `nil` if the record is a line.
  func reject(_ refusal: Refusal, _ position: RecordPosition, record: [Text], inputBytes: Int? = nil) {
    rejects[refusal.reason, default: 0] += 1
    if position.index < 0 {
      counts.rejected += 1
      counts.rejectedBytes += inputBytes ?? record.reduce(0) { $0 + $1.solid.count }
    } else {
      counts.rejectedElements += 1
    }
    log.add(
      Reject(
        reason: refusal.reason, detail: refusal.detail, line: line, offset: position.offset,
        index: position.index),
      record: record)
  }

  /// Returns the fields of a nesting level; 0 is the line.
  func fields(_ level: Int) -> Fields {
    if level == 0 { return lineFields }
    while deeperFields.count < level { deeperFields.append(Fields(tree: tree)) }
    return deeperFields[level - 1]
  }

  /// The outcome of a record that was not refused.
  enum Outcome { case record, ignored }

  /// Reads the record whose fields were noted at `level`, with the reader of its shape.
  /// - Throws: `Refusal` if the record cannot be used.
  @inline(__always)
  func dispatch(
    _ value: Text, _ shape: Shape, _ fields: Fields, level: Int, _ context: PageContext,
    _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) -> Outcome {
    switch shape {
    case .page: try page(value, level, context, position)
    case .event: return try event(level, context, position)
    case .frame: return try event(reading(fields.raw(.frame), level + 1), context, position)
    case .keepAlive: return .ignored
    case .asappMessage: try AsappReader.message(fields, context, position, into: facts)
    case .chatwootMessage: try chatwoot.message(fields, context, position, into: facts)
    case .items: try page(fields.raw(.items), level, PageContext(page: fields, within: context), position)
    case .payload: try page(fields.raw(.payload), level, PageContext(page: fields, within: context), position)
    case .dataPayload:
      let data = try self.fields(reading(fields.raw(.data), level + 1))
      let outer = PageContext(page: fields, within: context)
      try page(data.raw(.payload), level + 1, PageContext(page: data, within: outer), position)
    case .asappConversation:
      let inside = try asapp.conversation(fields, position, into: facts)
      messages(in: fields, level: level, inside, position)
    case .inbox: chatwoot.inbox(fields, context, position, into: facts)
    case .chatwootConversation: try conversation(level, context, position)
    case .apiError: throw Refusal(apiError: fields)
    case .fact:
      guard let facting else { throw Refusal.ofFacts }
      try facting.read(value, into: facts)
    case .unknown: throw ErrorBody(value).map(Refusal.init) ?? Refusal(unknownShapeOf: value)
    }
    return .record
  }

  /// Reads an event.
  ///
  /// Its fields are in the object `data`, or else beside its name.
  private func event(
    _ level: Int, _ context: PageContext, _ position: RecordPosition
  ) throws(Refusal) -> Outcome {
    let fields = self.fields(level)
    let subject = EventSubject(fields.text(.event))
    if subject == .other { return .ignored }
    let inner = fields.kind(.data) == .object ? try reading(fields.raw(.data), level + 1) : level
    if subject == .message {
      try chatwoot.message(self.fields(inner), context, position, into: facts)
    } else {
      try conversation(inner, context, position)
    }
    return .record
  }

  private func conversation(_ level: Int, _ context: PageContext, _ position: RecordPosition) throws(Refusal)
  {
    let fields = fields(level)
    let inside = try chatwoot.conversation(fields, context, position, into: facts)
    messages(in: fields, level: level, inside, position)
  }

  /// Reads an object inside a line as a record, and notes its fields at `level`.
  /// - Returns: `level`.
  private func reading(_ value: Text, _ level: Int) throws(Refusal) -> Int {
    if level > RecordReader.deepestPage { throw Refusal(.unknownShape) }
    var cursor = Cursor(at: value.start, fields: fields(level), spansLines: true)
    guard (try? cursor.record()) != nil else { throw Refusal(.badJSON) }
    return level
  }
}
