// Sentences made of words, and names, as bytes that need no escape in a JSON string.

/// The texts in a dump.
struct Phrases {
  private let sentences: [[UInt8]]
  /// Full names of people, some with letters beyond ASCII.
  let names: [[UInt8]]

  init(seed: UInt64) {
    var random = Random(seed: seed)
    sentences = (0..<4096).map { _ in Self.sentence(&random) }
    let firstNames = "Ines Jonas Marta Nerea Lena Emre Iñaki Sam Priya Greta Aiko Clara Hélène Bram Ayla Zoë"
    let lastNames =
      "Duarte Weber Huber Etxeberria Vogt Öztürk Ruiz Okafor Nair Lindner Itō Böhm Roy Kaya Silva Kim"
    names = firstNames.split(separator: " ").flatMap { first in
      lastNames.split(separator: " ").map { Array("\(first) \($0)".utf8) }
    }
  }

  /// Appends the text that `seed` determines: one to five sentences, escaped for JSON.
  func write(_ seed: UInt64, to file: OutputFile) {
    var random = Random(seed: seed)
    let length = [1, 1, 1, 2, 2, 2, 3, 5][random.below(8)]
    for place in 0..<length {
      if place > 0 { file.byte(UInt8(ascii: " ")) }
      file.bytes(sentences[random.below(sentences.count)])
    }
    if random.perMille(60) {
      file.text(" #")
      file.decimal(random.below(10_000_000), width: 7)
    }
  }

  private static func sentence(_ random: inout Random) -> [UInt8] {
    var sentence = words[random.below(words.count)].capitalizedFirst
    for _ in 0..<(2 + random.below(10)) {
      var word = words[random.below(words.count)]
      if random.perMille(20) { word = foreign[random.below(foreign.count)] }
      if random.perMille(6) { word = "\\\"\(word)\\\"" }
      sentence += (random.perMille(4) ? "\\n" : " ") + word
    }
    if random.perMille(10) { sentence += extras[random.below(extras.count)] }
    return Array((sentence + [".", ".", "?", "!"][random.below(4)]).utf8)
  }

  private static let words = """
    the my your order parcel invoice is was not yet here please could you tell me when it will arrive I have \
    paid twice and would like to return these shoes number address we are sorry for delay let look into that \
    account password card refund days working within tomorrow morning thanks again help with an article blue \
    lamp still missing from delivery today can change this contract month plan phone number they said but nobody \
    called back of course happy to check status now one moment shipped warehouse customer service e-mail copy
    """.split(separator: " ").map(String.init)
  private static let foreign = [
    "pequeñas", "größer", "für", "déjà", "reçu", "伊藤", "注文", "заказ", "dziękuję", "São", "müssen", "🙂",
  ]
  private static let extras = [
    " \\u00fcber", " C:\\\\temp", " \\ud83d\\ude42", " 1\\/2", "\\t",
    " https://example.com/orders?id=7&view=all",
  ]
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
