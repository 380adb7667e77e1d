// The generator of dumps for benchmarks. The same options give the same bytes on every machine.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The order and packaging of messages.
enum Layout {
  /// One message per line, in the order of creation: conversations interleave.
  case timeOrdered
  /// One message per line, one conversation after another.
  case grouped
  /// In pages, as the API lists the messages of a conversation.
  case pages
}

/// The options of the generator.
struct GeneratorOptions {
  var conversations = 200_000
  var seed: UInt64 = 1
  var directory = ""
  var layout = Layout.timeOrdered
  var isChatwoot = false
  var isPlain = false

  static let usage = """
    usage: generator --out DIR [--conversations N] [--seed S] [--chatwoot] [--grouped | --pages] [--plain]
      --plain  no bots, no late messages, no wrong clocks

    """

  init?(_ words: some Sequence<String>) {
    var words = words.makeIterator()
    while let word = words.next() {
      switch word {
      case "--chatwoot": isChatwoot = true
      case "--grouped": layout = .grouped
      case "--pages": layout = .pages
      case "--plain": isPlain = true
      case "--out": directory = words.next() ?? ""
      case "--conversations":
        guard let number = words.next().flatMap({ Int($0) }), number >= 0 else { return nil }
        conversations = number
      case "--seed":
        guard let number = words.next().flatMap({ UInt64($0) }) else { return nil }
        seed = number
      default: return nil
      }
    }
    if directory.isEmpty { return nil }
  }
}

@main
struct Generator {
  let options: GeneratorOptions
  var arrivals: Arrivals
  private static let conversationsInAPage = 25

  static func main() {
    guard let options = GeneratorOptions(CommandLine.arguments.dropFirst()) else {
      _ = GeneratorOptions.usage.utf8CString.withUnsafeBytes { write(2, $0.baseAddress, $0.count - 1) }
      exit(64)
    }
    var generator = Generator(options: options, arrivals: Arrivals(seed: options.seed))
    let phrases = Phrases(seed: options.seed)
    if options.isChatwoot {
      generator.generate(ChatwootForm(phrases: phrases))
    } else {
      generator.generate(AsappForm(phrases: phrases))
    }
  }

  private mutating func generate(_ form: some Form) {
    var form = form
    mkdir(options.directory, 0o755)
    let conversations = OutputFile(options.directory + "/conversations.ndjson")
    let messages = OutputFile(options.directory + "/messages.ndjson")
    var underway = Underway()
    for index in 0..<options.conversations {
      var conversation = Conversation(
        index: index, start: arrivals.next(), seed: options.seed, isPlain: options.isPlain)
      writeConversation(conversation, as: &form, to: conversations)
      switch options.layout {
      case .timeOrdered:
        while underway.nextCreated < conversation.start {
          writeNext(of: &underway, as: &form, to: messages)
        }
        underway.insert(conversation)
      case .grouped:
        while conversation.remaining > 0 {
          form.write(conversation.next(), of: conversation, to: messages)
          messages.byte(UInt8(ascii: "\n"))
        }
      case .pages:
        var list: [Message] = []
        while conversation.remaining > 0 { list.append(conversation.next()) }
        form.write(pagesOf: list, of: conversation, to: messages)
      }
    }
    while !underway.isEmpty { writeNext(of: &underway, as: &form, to: messages) }
    conversations.finish()
    messages.finish()
    form.writeRest(into: options.directory)
  }

  private func writeNext(of underway: inout Underway, as form: inout some Form, to file: OutputFile) {
    let (conversation, message) = underway.next()
    form.write(message, of: conversation, to: file)
    file.byte(UInt8(ascii: "\n"))
  }

  private func writeConversation(
    _ conversation: Conversation, as form: inout some Form, to file: OutputFile
  ) {
    guard options.layout == .pages else {
      form.write(conversation, to: file)
      file.byte(UInt8(ascii: "\n"))
      return
    }
    let place = conversation.index % Self.conversationsInAPage
    if place == 0 { file.text(form.conversationPage.opening) } else { file.byte(UInt8(ascii: ",")) }
    form.write(conversation, to: file)
    let isLast = place == Self.conversationsInAPage - 1 || conversation.index == options.conversations - 1
    if isLast { file.text(form.conversationPage.closing) }
  }
}
