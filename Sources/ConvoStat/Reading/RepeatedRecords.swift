// The records that repeat so often in a dump that a skeleton should read them.

/// The kinds of records that dumps repeat and whose parts are not read one by one.
struct RepeatedRecords {
  /// The slots that may hold labels; empty if no option asks for labels.
  private let labelSlots: [Int]
  /// The slots at which an empty list removes an attribute of the conversation.
  private let clearedSlots: [Int]
  private let keepsMetadata: Bool

  /// - Parameters:
  ///   - extras: the sources of attributes that options ask for.
  ///   - keepsMetadata: true if all metadata of conversations is kept, whatever its keys.
  init(extras: ExtraSources, keepsMetadata: Bool) {
    labelSlots = extras.labelSlots
    clearedSlots = RepeatedRecords.clearedFields.map(\.rawValue) + extras.recordSlots
    self.keepsMetadata = keepsMetadata
  }

  /// Returns true if the record whose fields were noted may be read by a skeleton.
  func contains(_ shape: Shape, _ fields: Fields) -> Bool {
    func isContainer(_ field: Field) -> Bool {
      fields.kind(field) == .object || fields.kind(field) == .array
    }
    // Messages inside a record are read one by one. Lists of conversations print them as an empty array,
    // which needs no reading.
    if fields.kind(.messages) == .array, !fields.raw(.messages).isEmptyArray { return false }
    if labelSlots.contains(where: { mayHoldLabels($0, fields) }) { return false }
    // All lines of a skeleton get the same shape, but the text of `type` can decide the shape.
    if fields.has(.type) { return false }
    // Texts may contain objects.
    if fields.isString(.contentAttributes) || fields.isString(.additionalAttributes) { return false }
    if fields.has(.headers), fields.isString(.body) { return false }
    // A reject shows these values, and a skeleton does not keep the text of objects and arrays.
    let shown: [Field] = [.messageType, .createdAt, .createdTimestamp, .clientTimestamp]
    if shown.contains(where: isContainer) { return false }
    switch shape {
    case .asappMessage: return true
    case .chatwootMessage: return !keepsMetadata || !fields.has(.conversation)
    case .asappConversation, .chatwootConversation:
      // A skeleton does not tell an empty list from another one.
      return !keepsMetadata
        && !clearedSlots.contains { fields.kind($0) == .array && !fields.raw($0).isEmptyArray }
    default: return false
    }
  }

  /// The fields of a conversation record whose emptiness removes an attribute.
  private static let clearedFields: [Field] = [
    .status, .inboxID, .inbox, .inboxObjectID, .assignee, .assigneeID, .assigneeName, .assigneeNumber,
    .metaSender, .metaSenderID, .contactNumber, .customerExternalID, .agent, .agentExternalID, .agentName,
    .metadataQueue, .organizationalGroup, .subdivision,
  ]

  /// Returns true if the slot holds a non-empty array, which a skeleton does not keep.
  private func mayHoldLabels(_ slot: Int, _ fields: Fields) -> Bool {
    let value = fields.raw(slot)
    if fields.kind(slot) == .array { return !value.isEmptyArray }
    return value.bytes.contains(UInt8(ascii: "["))
  }
}
