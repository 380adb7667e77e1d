// Pages: the records in an array, each read by itself with what the page says of it.

extension RecordReader {
  /// Reads the messages that the record at a level of nesting holds, if it does.
  @inline(__always)
  func messages(in fields: Fields, level: Int, _ context: PageContext, _ place: RecordPlace) {
    guard fields.kind(.messages) == .array else { return }
    let messages = fields.raw(.messages)
    if messages.isEmpty { return }  // an empty array that a skeleton noted
    elements(of: messages, level, context, place)
  }

  func page(
    _ array: Text, _ level: Int, _ context: PageContext, _ place: RecordPlace
  ) throws(Refusal) {
    if level >= RecordReader.deepestPage { throw Refusal(.unknownShape) }
    let before = counts.elements
    elements(of: array, level, context, place)
    if counts.elements == before { facts.counts.usable += 1 }
  }

  /// Reads the elements of an array that was proved to be JSON.
  private func elements(of array: Text, _ level: Int, _ context: PageContext, _ place: RecordPlace) {
    // Asked for once: whoever asks counts a reference.
    let (fields, facts) = (fields(level + 1), facts)
    var cursor = Cursor(at: array.start + 1, fields: fields, spansLines: true)
    var place = place
    place.index = 0
    while true {
      cursor.skipBlanks()
      if cursor.at.pointee == UInt8(ascii: ",") { cursor.at += 1 }
      cursor.skipBlanks()
      if cursor.at.pointee == UInt8(ascii: "]") { return }
      let start = cursor.at
      guard let shape = readElement(&cursor, fields) else { return }
      counts.elements += 1
      let value = Text(start: start, count: cursor.at - start)
      element(value, shape, fields, level: level + 1, context, place, into: facts)
      place.index += 1
    }
  }

  private func element(
    _ value: Text, _ shape: Shape, _ fields: Fields, level: Int, _ context: PageContext, _ place: RecordPlace,
    into facts: Facts
  ) {
    do throws(Refusal) {
      _ = try take(value, shape, fields, level: level, context, place, into: facts)
    } catch {
      guard let (before, after) = context.wrapping() else {
        reject(error, place, record: [value])
        return
      }
      before.withText { before in
        after.withText { after in
          reject(error, place, record: [before, value, after])
        }
      }
    }
  }
}
