// Lines read as a worker reads them, with the results as text.

@testable import ConvoStat

/// The results of a record reader for some lines.
struct ReadRecords {
  let reader: RecordReader
  /// Owns the bytes that the facts borrow.
  private var kept: [PaddedBytes]

  /// - Parameters:
  ///   - filename: the conversation that the name of the input names.
  ///   - forFacts: keeps the attributes that fact lines have, instead of `metadataKeys`.
  init(
    _ lines: [String], account: String = "", filename: String = "", metadataKeys: [String] = [],
    forFacts: Bool = false, keepsMetadata: Bool = false
  ) {
    let (account, name) = (PaddedBytes(account), PaddedBytes(filename))
    kept = [account, name]
    reader = RecordReader(
      options: ReadingOptions(
        extras: forFacts ? ExtraAttribute.kept : metadataKeys.map(ExtraAttribute.metadata),
        account: account.text, keepsMetadata: keepsMetadata))
    for (number, line) in lines.enumerated() {
      let bytes = PaddedBytes(line)
      var position = RecordPosition(input: 0, offset: number * 1000)
      position.conversationFromPath = name.text
      reader.readLine(bytes.text, line: number + 1, position)
      kept.append(bytes)
    }
  }

  private func facts<Value>(_ show: (Fact) -> Value) -> [Value] {
    (0..<reader.facts.messages.count).map { show(reader.facts.messages[$0]) }
  }

  /// Each message as `id class created client updated conversation agent`.
  var messages: [String] {
    facts { fact in
      let client = fact.client == Message.noClient ? "-" : "\(fact.client)"
      let agent = fact.hasAgent ? reader.facts.agents[fact.agent].string : "-"
      let id = String(decoding: fact.id.spelled, as: UTF8.self)
      let conversation = spelled(reader.facts.references[fact.reference])
      return "\(id) \(fact.kind) \(fact.created) \(client) \(fact.updated) \(conversation) \(agent)"
    }
  }

  /// The references by which the messages name their conversations.
  var conversations: [String] { facts { spelled(reader.facts.references[$0.reference]) } }

  /// The classes of the messages.
  var classes: [MessageClass] { facts(\.kind.usual) }

  private func spelled(_ reference: Reference) -> String {
    switch reference {
    case .byID(let id): "id:\(id.string)"
    case .byExternalID(let id): "external:\(id.string)"
    case .chatwoot(let account, let conversation), .mapped(let account, let conversation):
      "\(account.string)/\(conversation.string)"
    case .reported(let text, let conversation):
      "reported:\(ReportedConversation(text).account.string)/\(conversation.string)"
    case .ofInbox(let inbox, let conversation): "(\(inbox.string))/\(conversation.string)"
    }
  }

  /// The observations of each reference, as `reference attribute=value ...`, one line for each record.
  var sayings: [String] {
    let names = Attribute.allCases.map { "\($0)" }
    return (0..<UInt32(reader.facts.references.count)).flatMap { number in
      var lines: [String] = []
      reader.facts.attributes.forEachRow(number) { _, first in
        var line = spelled(reader.facts.references[number])
        for index in 0..<reader.facts.attributes.width {
          let value = reader.facts.attributes[first + index]
          if value == AttributeRows.none { continue }
          let name = index < names.count ? names[index] : "metadata\(index - names.count)"
          line += " \(name)=\(reader.facts.text(value).string)"
        }
        lines.append(line)
      }
      return lines
    }
  }

  /// Each name as `kind scope id=name`.
  var names: [String] {
    var lines: [String] = []
    reader.facts.names.forEachName { named, scope, id, name, _ in
      let position =
        switch scope {
        case .account(let account): "[\(account.string)]"
        case .reference(let number): spelled(reader.facts.references[number])
        case .everywhere: "everywhere"
        }
      lines.append("\(named) \(position) \(id.string)=\(name.string)")
    }
    return lines
  }

  /// Removes and returns the rejects: each as its line and the rest of its output line.
  func takeRejects() -> [String] {
    var lines: [String] = []
    try? reader.takeLog().forEachChunk { (chunk) throws(Failure) in
      lines.append("\(chunk.line)" + chunk.bytes.string.dropLast())
    }
    return lines
  }

  /// The reasons of the rejects, with their counts.
  var reasons: [String: Int] {
    Dictionary(uniqueKeysWithValues: reader.rejects.map { ($0.key.rawValue, $0.value) })
  }
}
