// Errors that a platform answered instead of records, in forms that a record may also have.

/// The text of an error: a string `error`, a list `errors`, or `description` with `errors`, in an object
/// without any key that identifies a record.
///
/// An object `error` is a `Shape` of its own. The forms here are looked for only in records of unknown
/// shape, so that other records do not pay for the search.
struct ErrorBody {
  /// The platform's message, cut to `maximumBytes`.
  private(set) var text: [UInt8] = []

  /// Recognises the error in a record that was proved to be JSON; `nil` if the record is not an error.
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

  /// Keys that identify a record (Inputs: records by shape).
  ///
  /// An object with one of them is not an error.
  private static let keysOfRecords: [StaticString] = [
    "convostat_fact", "body", "headers", "event", "name", "value", "event_start_time", "notification_type",
    "rating",
    "csat_survey_response", "feedback_message", "conversation_id", "messageId", "sender", "message_type",
    "created_at",
    "items", "payload",
  ]

  /// Adds the text of each element: the `message` of an object, or the whole element.
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

  /// Adds the text of a string, or any other value as written.
  private mutating func add(_ value: Text, _ unescaped: UnescapedTexts) {
    var walk = ValueWalk(value, unescaped)
    let shown = ((try? walk.string()) ?? value).prefix(max(ErrorBody.maximumBytes - text.count, 0))
    if shown.isEmpty { return }
    if !text.isEmpty { text.append(UInt8(ascii: " ")) }
    text.append(shown)
  }

  /// Maximum length of the text in bytes.
  private static let maximumBytes = 500
}
