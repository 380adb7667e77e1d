// The life of a conversation in fact lines: its status observations, and what reporting events are compared with.

extension FactScribe {
  /// Appends the status observations and the traits of a reference.
  func appendLife(_ index: Int, to bytes: inout ByteBuffer) {
    let statuses = set.statuses(index)
    if !statuses.isEmpty {
      FactScribe.append("observed", statuses, to: &bytes) { status, bytes in
        bytes.append(Text("[\""))
        bytes.append(Text(status.told.name))
        bytes.append(Text("\",\""))
        bytes.append(Text(status.origin.name))
        bytes.append(UInt8(ascii: "\""))
        if status.hasMoment {
          bytes.append(UInt8(ascii: ","))
          bytes.append(decimal: status.moment)
        }
        bytes.append(UInt8(ascii: "]"))
      }
    }
    if !set.hasTraits(index) { return }
    var (inboxes, starts, isRow) = ([Text](), Set<Int64>(), false)
    set.forEachTrait(index) { trait, inbox in
      switch trait.kind {
      case .inbox: inboxes.append(inbox)
      case .start: starts.insert(trait.value)
      case .row: isRow = true
      }
    }
    inboxes.sort()
    _ = inboxes.keepFirsts(==)
    if !inboxes.isEmpty {
      FactScribe.append("seen_inboxes", inboxes, to: &bytes) { $1.append(jsonString: $0) }
    }
    if !starts.isEmpty {
      FactScribe.append("seen_starts", starts.sorted(), to: &bytes) { $1.append(decimal: $0) }
    }
    if isRow { bytes.append(Text(",\"is_row\":true")) }
  }
}
