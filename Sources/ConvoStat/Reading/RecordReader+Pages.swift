// Pages: the records in an array, each read by itself with the context of the page.

extension RecordReader {
  /// Reads the messages of the record whose fields were noted at `level`, if it has any.
  @inline(__always)
  func messages(in fields: Fields, level: Int, _ context: PageContext, _ position: RecordPosition) {
    guard fields.kind(.messages) == .array else { return }
    let messages = fields.raw(.messages)
    if messages.isEmpty { return }  // an empty array that a skeleton noted
    elements(of: messages, level, context, position)
  }

  func page(
    _ array: Text, _ level: Int, _ context: PageContext, _ position: RecordPosition
  ) throws(Refusal) {
    if level >= RecordReader.deepestPage { throw Refusal(.unknownShape) }
    let before = counts.elements
    elements(of: array, level, context, position)
    if counts.elements == before { facts.counts.usable += 1 }
  }

  /// Reads the elements of an array that was proved to be JSON.
  private func elements(of array: Text, _ level: Int, _ context: PageContext, _ position: RecordPosition) {
    // Local constants: each access to the properties would retain and release.
    let (fields, facts, embedded) = (fields(level + 1), facts, embedded)
    let used = embedded.used
    var cursor = Cursor(at: array.start + 1, fields: fields, spansLines: true)
    var position = position
    position.index = 0
    if position.element < 0 { firstElement = counts.elements }
    while true {
      cursor.skipBlanks()
      if cursor.at.pointee == UInt8(ascii: ",") { cursor.at += 1 }
      cursor.skipBlanks()
      if cursor.at.pointee == UInt8(ascii: "]") { return }
      let start = cursor.at
      guard let shape = readElement(&cursor, fields) else { return }
      position.element = counts.elements - firstElement
      counts.elements += 1
      defer { embedded.keep(used) }
      let value = Text(start: start, count: cursor.at - start)
      element(value, shape, fields, level: level + 1, context, position, into: facts)
      position.index += 1
    }
  }

  private func element(
    _ value: Text, _ shape: Shape, _ fields: Fields, level: Int, _ context: PageContext,
    _ position: RecordPosition,
    into facts: Facts
  ) {
    do throws(Refusal) {
      _ = try dispatch(value, shape, fields, level: level, context, position, into: facts)
    } catch {
      guard let (before, after) = context.wrapping() else {
        reject(error, position, record: [value])
        return
      }
      before.withText { before in
        after.withText { after in
          reject(error, position, record: [before, value, after])
        }
      }
    }
  }
}
