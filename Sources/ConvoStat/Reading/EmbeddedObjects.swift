// Objects that a record holds as a text: bodies of webhooks, and attributes in rows of a database.

/// Copies of texts that contain an object, padded so that a cursor can read them.
final class EmbeddedObjects {
  /// The memory of one text.
  ///
  /// A class, because the memory must not move while a record is read.
  private final class Copy {
    @exclusivity(unchecked) var bytes = ByteBuffer()
  }

  private var copies: [Copy] = []
  /// The number of copies that the record being read uses.
  private(set) var used = 0

  /// Makes all texts but the first `count` invalid.
  func keep(_ count: Int) { used = count }

  /// Returns the object that a text contains, with nothing around it but white space; `nil` if the text is anything else.
  /// - Parameter fields: fields that the cursor needs; nothing is noted in them.
  func object(in text: Text, _ fields: Fields) -> Text? {
    guard text.solid.bytes.first == UInt8(ascii: "{") else { return nil }
    if used == copies.count { copies.append(Copy()) }
    let copy = copies[used]
    copy.bytes.fill(text.count, padding: Block.padding) { target in
      target.copyBytes(from: text.rawBytes)
    }
    var cursor = Cursor(at: copy.bytes.text.start, fields: fields, spansLines: true)
    cursor.skipBlanks()
    let start = cursor.at
    guard (try? cursor.skipValue()) != nil else { return nil }
    let object = Text(start: start, count: cursor.at - start)
    cursor.skipBlanks()
    guard cursor.at == copy.bytes.text.end else { return nil }
    used += 1
    return object
  }
}
