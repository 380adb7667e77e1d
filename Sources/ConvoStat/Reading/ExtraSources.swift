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
  /// an object, a text of labels, a priority, which may be a number, the object that has the team's name, or the name of
  /// the customer in a record.
  enum Form {
    case text, moment, momentInMessage, labels, labelsInside, labelsInText, priority, team, customer
  }
}

/// The sources of attributes in each kind of record.
///
/// If several sources of one attribute have a value, the last one wins.
struct ExtraSources {
  private(set) var asapp: [ExtraSource] = []
  private(set) var chatwoot: [ExtraSource] = []
  private(set) var chatwootMessages: [ExtraSource] = []
  private(set) var surveys: [ExtraSource] = []
  /// The slots of the customer's name in a page of chatwoot messages; empty if no option asks for it.
  private(set) var customerNamesInPages: [Int] = []

  /// Finds the sources of attributes in a tree with the given paths.
  init(of extras: [ExtraAttribute], in paths: [[[UInt8]]]) {
    for (index, extra) in extras.enumerated() {
      func slot(_ path: [String]) -> Int? { paths.firstIndex(of: path.map { Array($0.utf8) }) }
      func sources(
        _ own: [[String]], _ forms: (labels: ExtraSource.Form, moment: ExtraSource.Form),
        isRecord: Bool = true
      ) -> [ExtraSource] {
        func form(_ path: [String]) -> ExtraSource.Form {
          switch extra {
          case .labels: path.last == ExtraAttribute.cachedLabels.last ? .labelsInText : forms.labels
          case .created: forms.moment
          case .team: path == ExtraAttribute.teamObject ? .team : .text
          case .priority: .priority
          case .customerName: isRecord ? .customer : .text
          default: .text
          }
        }
        return own.reversed().compactMap { path in
          slot(path).map { ExtraSource(index: index, slot: $0, form: form(path)) }
        }
      }
      asapp += sources(extra.asappPaths, (.labelsInside, .moment))
      chatwoot += sources(extra.chatwootPaths, (.labels, .moment))
      if extra == .team { chatwoot += sources([ExtraAttribute.teamObject], (.labels, .moment)) }
      chatwootMessages += sources(extra.chatwootMessagePaths, (.labels, .momentInMessage), isRecord: false)
      surveys += sources(extra.surveyPaths, (.labels, .moment), isRecord: false)
      customerNamesInPages += extra.chatwootPagePaths.compactMap(slot)
    }
  }

  /// The slots that may hold labels.
  var labelSlots: [Int] {
    (asapp + chatwoot + chatwootMessages).filter { $0.form == .labels || $0.form == .labelsInside }
      .map(\.slot)
  }

  /// The slots of attributes in conversation records.
  var recordSlots: [Int] { (asapp + chatwoot).map(\.slot) }
}

extension Facts {
  /// Observes an attribute, or that the record removes it if the text is empty.
  @inline(__always)
  func observe(_ attribute: Attribute, _ text: Text, elseRemovedIf isRemoved: @autoclosure () -> Bool) {
    if text.isEmpty {
      if isRemoved() { observeRemoval(of: attribute) }
    } else if attribute.isRare {
      observe(rare: attribute, text)
    } else {
      observe(attribute, text)
    }
  }

  /// Observes the assigned agent of a conversation record, or that the record removes it if both texts are empty.
  @inline(__always)
  func observeAgent(_ id: Text, _ name: Text, elseRemovedIf isRemoved: @autoclosure () -> Bool) {
    if !id.isEmpty || !name.isEmpty { observeAgent(id, name) } else if isRemoved() { observeAgentRemoval() }
  }

  /// Observes the attributes that the conversation record being read holds at `sources`, or removes there.
  func observe(_ sources: [ExtraSource], ofRecord fields: Fields) {
    observe(sources, of: fields)
    for source in sources where !isObserved(extra: source.index) && isRemoved(source, fields) {
      observeRemoval(ofExtra: source.index)
    }
  }

  private func isRemoved(_ source: ExtraSource, _ fields: Fields) -> Bool {
    switch source.form {
    case .moment, .momentInMessage: false
    case .labelsInside:
      fields.kind(source.slot) == .object && fields.texts(inArraysOf: fields.raw(source.slot)).hasEmpty
    case .team:
      // The API does not print the team of a conversation that has none.
      fields.kind(source.slot) == .absent
        ? fields.kind(.metaSender) == .object : fields.isCleared(source.slot)
    case .customer: fields.isCleared(source.slot) || fields.isCleared(.metaSender)
    case .text, .labels, .labelsInText, .priority: fields.isCleared(source.slot)
    }
  }

  /// Observes the attributes that the record being read holds at `sources`.
  func observe(_ sources: [ExtraSource], of fields: Fields) {
    for source in sources where fields.kind(source.slot) != .absent {
      switch source.form {
      case .text: observe(extra: source.index, fields.text(source.slot))
      case .customer: observe(rareExtra: source.index, fields.text(source.slot))
      case .moment:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value, isRare: true)
      case .momentInMessage:
        observe(created: source.index, Timestamp(fields.text(source.slot), &lastDate).value)
      case .priority: observe(extra: source.index, ChatwootReader.priority(fields.text(source.slot)))
      case .labelsInText: observe(labels: source.index, ofList: fields.text(source.slot))
      case .labels: observe(labels: source.index, fields, source.slot, in: .array)
      case .labelsInside: observe(labels: source.index, fields, source.slot, in: .object)
      case .team: break
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
    if fields.kind(slot) == kind { observe(labels: index, fields.texts(inArraysOf: fields.raw(slot)).texts) }
  }
}
