// Errors that a platform answered in place of records, in the forms that records may have too.

/// A text `error`, a list `errors`, or `description` with `errors`, without any key by which records are recognised.
///
/// An object `error` is a `Shape` of its own. These forms are looked for only in a record of unknown shape, so that
/// they cost nothing elsewhere.
struct ErrorBody {
  /// What the platform said, as far as it is shown.
  private(set) var text: [UInt8] = []

  /// Recognises the error in a record that was proved to be JSON. `nil` if the record is none.
  init?(_ record: Text) {
    let unescaped = UnescapedTexts()
    var walk = ValueWalk(record, unescaped)
    guard walk.enters("{") else { return nil }
    var (error, errors, description): (Text?, Text?, Text?)
    while let (key, value) = walk.nextMember() {
      if ErrorBody.keysOfRecords.contains(where: { key == $0 }) { return nil }
      if key == "error" {
        error = value
      } else if key == "errors" {
        errors = value
      } else if key == "description" {
        description = value
      }
    }
    let isText = error.map { $0[0] == UInt8(ascii: "\"") } ?? false
    let isList = errors.map { $0[0] == UInt8(ascii: "[") } ?? false
    guard isText || isList || (errors != nil && description != nil) else { return nil }
    for value in [error, description].compactMap(\.self) { add(value, unescaped) }
    if let errors, isList { add(elementsOf: errors, unescaped) }
  }

  /// Keys of the rows of README 1.1 that come before the error body.
  private static let keysOfRecords: [StaticString] = [
    "convostat_fact", "body", "headers", "event", "name", "value", "event_start_time", "notification_type",
    "rating",
    "csat_survey_response", "feedback_message", "conversation_id", "messageId", "sender", "message_type",
    "created_at",
    "items", "payload",
  ]

  /// Adds the text of each element; of an object that of its `message`, or all of it.
  private mutating func add(elementsOf errors: Text, _ unescaped: UnescapedTexts) {
    var elements = ValueWalk(errors, unescaped)
    guard elements.enters("[") else { return }
    while text.count < ErrorBody.maximumBytes, let element = elements.nextValue() {
      var (object, message) = (ValueWalk(element, unescaped), element)
      if object.enters("{") {
        while let (key, value) = object.nextMember() {
          if key == "message" { message = value }
        }
      }
      add(message, unescaped)
    }
  }

  /// Adds a value: the text of a string, and anything else as written.
  private mutating func add(_ value: Text, _ unescaped: UnescapedTexts) {
    var walk = ValueWalk(value, unescaped)
    let shown = ((try? walk.string()) ?? value).prefix(max(ErrorBody.maximumBytes - text.count, 0))
    if shown.isEmpty { return }
    if !text.isEmpty { text.append(UInt8(ascii: " ")) }
    text.append(shown)
  }

  /// The longest text that is shown, in bytes.
  private static let maximumBytes = 500
}
