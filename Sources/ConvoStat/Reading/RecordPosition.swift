// The position of a record in the input, and the context that it inherits from the page around it.

/// The position of a record: ranks what the record says, and locates the record if it is rejected.
struct RecordPosition {
  /// The path of the input.
  var input: InputName
  /// The offset of the line in the decompressed stream, in bytes from 0.
  var offset: Int
  /// The index in the innermost page, or -1 for a line.
  var index = -1
  /// The number of the element among all elements of the line in the order of reading, or -1 for a line.
  ///
  /// Ranks use it: elements of several pages of a line may have the same index.
  var element = -1
  /// The conversation that the path of the input names, if an option asks for it; else empty.
  var conversationFromPath = Text.empty

  func rank(isRecord: Bool, updated: Int64) -> Rank {
    Rank(isRecord: isRecord, updated: updated, input: input, offset: offset, index: element)
  }
}

/// The context that a page gives the messages in it (Inputs: which conversation).
struct PageContext {
  /// The conversation of asapp messages that name none.
  var asapp: Reference?
  /// The conversation and account of chatwoot messages that name none.
  var conversation = Text.empty
  var account = Text.empty
  /// The inbox of the conversation around the messages, which may tell its account.
  var inbox = Text.empty
  /// Values of the page's `meta`, which rank below what a message says itself.
  var assigneeID = Text.empty
  var assigneeName = Text.empty
  var contactID = Text.empty
  /// Empty if no option asks for it.
  var contactName = Text.empty
  var inboxName = Text.empty

  static let none = PageContext()

  /// Maximum length in bytes of a context that is repeated for each rejected element.
  private static let maximumWrappingBytes = 4096

  /// Reads the context of a page.
  ///
  /// A value that the page lacks comes from `outer`, the page around it.
  /// - Parameter names: the slots of the customer's name.
  init(page fields: Fields, within outer: PageContext, names: [Int] = []) {
    self = outer
    if let own = AsappReader.reference(fields) { asapp = own }
    func assign(_ own: Text, _ value: inout Text) { if !own.isEmpty { value = own } }
    assign(fields.text(.conversationNumber, .conversationObjectID, .conversationDisplayID), &conversation)
    assign(fields.text(.accountID, .accountObjectID, .conversationAccountID), &account)
    if !fields.text(.assigneeID, .assigneeName).isEmpty, !ChatwootReader.isBotAssigned(fields) {
      assigneeID = fields.text(.assigneeID)
      assigneeName = fields.text(.assigneeName)
    }
    assign(fields.text(.inboxID, .inboxObjectID), &inbox)
    assign(fields.text(.contactID, .firstContactID), &contactID)
    if let slot = names.first(where: { !fields.text($0).isEmpty }) { contactName = fields.text(slot) }
    assign(fields.text(.metaInboxName), &inboxName)
  }

  /// Makes the context of the messages in a conversation record.
  init(asapp reference: Reference) { asapp = reference }

  init(chatwoot conversation: Text, account: Text, inbox: Text) {
    self.conversation = conversation
    self.account = account
    self.inbox = inbox
  }

  private init() {}

  /// Returns the text before and after an element that makes it a page with this context, so that a rejected
  /// element can be repaired and fed back (Outputs: rejects.ndjson).
  ///
  /// `nil` if the context is empty or too long.
  func wrapping() -> (before: [UInt8], after: [UInt8])? {
    var before: [UInt8] = [UInt8(ascii: "{")]
    func add(_ key: StaticString, _ value: Text, to bytes: inout [UInt8]) {
      if value.isEmpty { return }
      if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
      bytes.append(literal: key)
      bytes.append(jsonString: value)
    }
    switch asapp {
    case .byID(let id): add("\"conversationId\":", id, to: &before)
    case .byExternalID(let id): add("\"conversationExternalId\":", id, to: &before)
    default: break
    }
    add("\"conversation_id\":", conversation, to: &before)
    add("\"account_id\":", account, to: &before)
    if account.isEmpty { add("\"inbox_id\":", inbox, to: &before) }
    let meta = metaBytes(add)
    if before.count == 1, meta.isEmpty { return nil }
    if !meta.isEmpty {
      if before.count > 1 { before.append(UInt8(ascii: ",")) }
      before += meta
    }
    before.append(literal: ",\"payload\":[")
    if before.count > PageContext.maximumWrappingBytes { return nil }
    return (before, Array("]}".utf8))
  }

  private func metaBytes(_ add: (StaticString, Text, inout [UInt8]) -> Void) -> [UInt8] {
    var parts: [[UInt8]] = []
    if !assigneeID.isEmpty || !assigneeName.isEmpty {
      var part = Array("\"assignee\":{".utf8)
      add("\"id\":", assigneeID, &part)
      add("\"name\":", assigneeName, &part)
      parts.append(part + [UInt8(ascii: "}")])
    }
    for (key, id, name) in [
      ("\"contact\":{" as StaticString, contactID, contactName), ("\"inbox\":{", .empty, inboxName),
    ] where !id.isEmpty || !name.isEmpty {
      var part: [UInt8] = []
      part.append(literal: key)
      add("\"id\":", id, &part)
      add("\"name\":", name, &part)
      parts.append(part + [UInt8(ascii: "}")])
    }
    return parts.isEmpty
      ? [] : Array("\"meta\":{".utf8) + parts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
  }
}
