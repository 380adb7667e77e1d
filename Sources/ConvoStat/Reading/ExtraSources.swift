// Where records have the attributes that options ask for, as readers go over them record by record.

/// A place where records may have the value of an attribute. It holds no memory, as readers go over them per record.
struct ExtraSource {
  /// The attribute's place among those that options ask for.
  let index: Int
  /// Where the value is noted.
  let slot: Int
  let form: Form

  /// What stands there: a text, a time of this conversation or in a message of it, or arrays of labels, directly or in
  /// an object.
  enum Form { case text, moment, momentInMessage, labels, labelsInside }
}

/// The places where each kind of record has attributes. Of those of one attribute the last that has a value holds.
struct ExtraSources {
  private(set) var asapp: [ExtraSource] = []
  private(set) var chatwoot: [ExtraSource] = []
  private(set) var chatwootMessages: [ExtraSource] = []

  /// The places of some attributes in a tree of these paths.
  init(of extras: [ExtraAttribute], in paths: [[[UInt8]]]) {
    for (index, extra) in extras.enumerated() {
      func sources(_ own: [[String]], _ forms: (labels: ExtraSource.Form, moment: ExtraSource.Form))
        -> [ExtraSource]
      {
        let form = extra == .labels ? forms.labels : extra == .created ? forms.moment : .text
        return own.reversed().compactMap { path in
          paths.firstIndex(of: path.map { Array($0.utf8) })
            .map { ExtraSource(index: index, slot: $0, form: form) }
        }
      }
      asapp += sources(extra.asappPaths, (.labelsInside, .moment))
      chatwoot += sources(extra.chatwootPaths, (.labels, .moment))
      chatwootMessages += sources(extra.chatwootMessagePaths, (.labels, .momentInMessage))
    }
  }

  /// Where labels may stand.
  var labelSlots: [Int] {
    (asapp + chatwoot).filter { $0.form == .labels || $0.form == .labelsInside }.map(\.slot)
  }
}

extension Facts {
  /// Notes the attributes that the record being read has in some places.
  func observe(_ sources: [ExtraSource], of fields: Fields) {
    for source in sources where fields.kind(source.slot) != .absent {
      switch source.form {
      case .text: observe(extra: source.index, fields.text(source.slot))
      case .moment:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value, isRare: true)
      case .momentInMessage:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value)
      case .labels: observe(labels: source.index, fields, source.slot, in: .array)
      case .labelsInside: observe(labels: source.index, fields, source.slot, in: .object)
      }
    }
  }

  private func observe(labels index: Int, _ fields: Fields, _ slot: Int, in kind: ValueKind) {
    if fields.kind(slot) == kind { observe(labels: index, fields.texts(inArraysOf: fields.raw(slot))) }
  }
}
