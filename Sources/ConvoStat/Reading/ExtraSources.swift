// The paths at which records hold the attributes that options ask for, flat, because readers go over them
// for each record.

/// A path at which a record may hold the value of an attribute.
///
/// Holds no reference, so that a loop over sources costs no retain and release per record.
struct ExtraSource {
  /// The index of the attribute among the attributes that options ask for.
  let index: Int
  /// The slot in `Fields` that takes the value.
  let slot: Int
  let form: Form

  /// The form of the value: a text, a time of the conversation or in a message of it, arrays of labels, directly or in
  /// an object, a text of labels, or a priority, which may be a number.
  enum Form { case text, moment, momentInMessage, labels, labelsInside, labelsInText, priority }
}

/// The sources of attributes in each kind of record.
///
/// If several sources of one attribute have a value, the last one wins.
struct ExtraSources {
  private(set) var asapp: [ExtraSource] = []
  private(set) var chatwoot: [ExtraSource] = []
  private(set) var chatwootMessages: [ExtraSource] = []

  /// Finds the sources of attributes in a tree with the given paths.
  init(of extras: [ExtraAttribute], in paths: [[[UInt8]]]) {
    for (index, extra) in extras.enumerated() {
      func sources(_ own: [[String]], _ forms: (labels: ExtraSource.Form, moment: ExtraSource.Form))
        -> [ExtraSource]
      {
        func form(_ path: [String]) -> ExtraSource.Form {
          switch extra {
          case .labels: path == ExtraAttribute.cachedLabels ? .labelsInText : forms.labels
          case .created: forms.moment
          case .priority: .priority
          default: .text
          }
        }
        return own.reversed().compactMap { path in
          paths.firstIndex(of: path.map { Array($0.utf8) })
            .map { ExtraSource(index: index, slot: $0, form: form(path)) }
        }
      }
      asapp += sources(extra.asappPaths, (.labelsInside, .moment))
      chatwoot += sources(extra.chatwootPaths, (.labels, .moment))
      chatwootMessages += sources(extra.chatwootMessagePaths, (.labels, .momentInMessage))
    }
  }

  /// The slots that may hold labels.
  var labelSlots: [Int] {
    (asapp + chatwoot).filter { $0.form == .labels || $0.form == .labelsInside }.map(\.slot)
  }
}

extension Facts {
  /// Observes the attributes that the record being read holds at `sources`.
  func observe(_ sources: [ExtraSource], of fields: Fields) {
    for source in sources where fields.kind(source.slot) != .absent {
      switch source.form {
      case .text: observe(extra: source.index, fields.text(source.slot))
      case .moment:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value, isRare: true)
      case .momentInMessage:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value)
      case .priority: observe(extra: source.index, ChatwootReader.priority(fields.text(source.slot)))
      case .labelsInText: observe(labels: source.index, ofList: fields.text(source.slot))
      case .labels: observe(labels: source.index, fields, source.slot, in: .array)
      case .labelsInside: observe(labels: source.index, fields, source.slot, in: .object)
      }
    }
  }

  private func observe(labels index: Int, ofList list: Text) {
    let labels = list.bytes.split(separator: UInt8(ascii: ",")).map { part in
      list[part.startIndex - list.bytes.startIndex..<part.endIndex - list.bytes.startIndex].solid
    }
    if !labels.isEmpty { observe(labels: index, labels.filter { !$0.isEmpty }) }
  }

  private func observe(labels index: Int, _ fields: Fields, _ slot: Int, in kind: ValueKind) {
    if fields.kind(slot) == kind { observe(labels: index, fields.texts(inArraysOf: fields.raw(slot))) }
  }
}
