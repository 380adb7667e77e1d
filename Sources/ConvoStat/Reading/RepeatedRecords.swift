// Which records of a dump are so much like others that a skeleton reads them.

/// The kinds of records that dumps repeat, of which no part is read by itself.
struct RepeatedRecords {
  /// Where labels may stand; none where nothing asks for them.
  private let labelSlots: [Int]
  private let keepsMetadata: Bool

  /// - Parameters:
  ///   - extras: where records have the attributes that options ask for.
  ///   - keepsMetadata: whether all metadata of conversations is kept, whatever its keys.
  init(extras: ExtraSources, keepsMetadata: Bool) {
    labelSlots = extras.labelSlots
    self.keepsMetadata = keepsMetadata
  }

  /// Whether the record of that shape whose fields were noted is one of them.
  func contains(_ shape: Shape, _ fields: Fields) -> Bool {
    func isContainer(_ field: Field) -> Bool {
      fields.kind(field) == .object || fields.kind(field) == .array
    }
    // Messages inside are read one by one; but lists of conversations print them empty.
    if fields.kind(.messages) == .array, !isEmptyArray(fields.raw(.messages)) { return false }
    if labelSlots.contains(where: { mayHoldLabels($0, fields) }) { return false }
    // The shape of all lines of a skeleton is one, unless the text of this decides it.
    if fields.has(.type) { return false }
    // A skeleton does not keep what a reject would show of these.
    let shown: [Field] = [.messageType, .createdAt, .createdTimestamp, .clientTimestamp]
    if shown.contains(where: isContainer) { return false }
    switch shape {
    case .asappMessage, .chatwootMessage: return true
    case .asappConversation, .chatwootConversation: return !keepsMetadata
    default: return false
    }
  }

  /// Whether there is an array with something in it, which a skeleton does not keep.
  private func mayHoldLabels(_ slot: Int, _ fields: Fields) -> Bool {
    let value = fields.raw(slot)
    if fields.kind(slot) == .array { return !isEmptyArray(value) }
    return value.bytes.contains(UInt8(ascii: "["))
  }

  private func isEmptyArray(_ array: Text) -> Bool {
    array.bytes.dropFirst().dropLast().allSatisfy { $0 <= 0x20 }
  }
}
