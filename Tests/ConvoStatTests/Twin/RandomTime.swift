// Random timestamps in every form that is read, and in some that are not.

extension RandomScribe {
  /// A moment of a small range in which many coincide, in milliseconds since 1970.
  mutating func moment() -> Int64 {
    let start: Int64 = 1_767_603_600_000
    switch random.below(20) {
    case 0: return start + Int64(random.below(4_000_000)) * 1000 + 999
    case 1: return random.pick([1, 999, 1000, 32_503_679_999_999, 951_782_399_000, 1_709_164_800_000])
    case 2...8: return start + Int64(random.below(12)) * 60_000
    default: return start + Int64(random.below(40)) * 1000 + Int64(random.pick([0, 0, 1, 250, 500]))
    }
  }

  /// A timestamp as JSON; nil leaves the key out.
  mutating func time(missing: Int, bad: Int) -> String? {
    if random.chance(missing) { return random.pick([nil, "null", "\"\"", "0", "\"0\"", "0.0", "\"-0\""]) }
    if random.chance(bad) { return random.pick(Self.badTimes) }
    let moment = moment()
    switch random.below(10) {
    case 0, 1: return asNumber(moment)
    case 2: return quoted(asNumber(moment))
    default: return quoted(asText(moment))
    }
  }

  private mutating func asNumber(_ moment: Int64) -> String {
    let thousandths = String(moment % 1000 + 1000).dropFirst()
    switch random.below(7) {
    case 0 where moment >= 100_000_000_000: return String(moment)
    case 1 where moment >= 100_000_000_000: return String(moment * 1000 + Int64(random.below(1000)))
    case 2 where moment >= 100_000_000_000: return "\(moment).\(random.below(1000))"
    case 3: return "\(moment / 1000).\(thousandths)\(random.below(1000))"
    case 4: return "\(moment)e-3"
    case 5: return "\(moment / 1000).\(thousandths)E+0"
    default: return moment % 1000 == 0 ? "\(moment / 1000)" : "\(moment / 1000).\(thousandths)"
    }
  }

  private mutating func asText(_ moment: Int64) -> String {
    let zones = [
      "Z", "z", "", "+00:00", "-00:00", "+01:00", "-0730", " +0530", " UTC", "UTC", " -03:00", "+2359",
      "GMT", " GMT", "+00", "-00", " +00",
    ]
    let zone = random.pick(zones)
    let digits = zone.filter { "0123456789".contains($0) }.compactMap { Int64(String($0)) }
    var shift: Int64 = 0
    if digits.count == 4 {
      shift = (digits[0] * 600 + digits[1] * 60 + digits[2] * 10 + digits[3]) * (zone.contains("-") ? -1 : 1)
    }
    let local = moment + shift * 60_000
    // Before 1970 there is nothing to write from; UTC serves there.
    var text = Twin.Clock.write(local < 0 ? moment : local)
    text = String(text.dropLast())
    if random.chance(30) { text = text.replacing("T", with: random.pick(["t", " "])) }
    if text.hasSuffix(".000"), random.chance(60) { text = String(text.dropLast(4)) }
    if local >= 0, !text.contains("."), random.chance(8) { return asMail(moment) }
    if !text.contains("."), text.hasSuffix(":00"), random.chance(20) {
      text = String(text.dropLast(3))
    } else if text.contains(".") {
      if random.chance(10) { text = text.replacing(".", with: ",") }
      text += String(String(random.next() % 1_000_000).prefix(random.below(7)))
    } else if text.hasSuffix(":00"), random.chance(3) {
      text = String(text.dropLast(2)) + "60"
    }
    return text + (local < 0 ? "Z" : zone)
  }

  /// A moment of whole seconds as in the header of a mail.
  private mutating func asMail(_ moment: Int64) -> String {
    let text = Twin.Clock.write(moment)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = months[(Int(text.dropFirst(5).prefix(2)) ?? 1) - 1]
    let day = text.dropFirst(8).prefix(2)
    let start =
      random.pick(["", "Mon, ", "fri,  "]) + (day.hasPrefix("0") ? random.pick([day, day.dropFirst()]) : day)
    let zone = random.pick(["+0000", "GMT", "UTC", "Z", "-0000 (UTC)"])
    return "\(start) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) \(zone)"
  }

  private static let badTimes = [
    "true", "false", "[]", "{}", "\"soon\"", "-1", "\"-1\"", "\"2026-02-29T00:00:00Z\"", "99999999999",
    "\"2026-13-01T00:00:00Z\"", "\"2026-01-05T24:00:00Z\"", "\"2026-01-05T09:00:61Z\"", "1e30",
    "\"2026-01-05T09:60:00Z\"", "\"2026-01-05\"", "\"2026-01-05T09:00.5Z\"", "\"2026-01-05T09:00:00.Z\"",
    "\"2026-01-05T09:00:00.1234567890Z\"", "\"2026-01-05T09:00:00 Z\"", "\"2026-01-05T09:00:00+24:00\"",
    "\"2026-01-05T09:00:00+0160\"", "\"2026-01-05T09:00:00 utc\"", "\"1969-12-31T23:59:59.999Z\"",
    "\"3000-01-01T00:00:00Z\"", "\" 2026-01-05T09:00:00Z\"", "\"2026-01-05T09:00:00Z \"", "\"+5\"", "\"007\"",
    "\"1e\"", "\"٢\"", "\"2026-1-5T09:00:00Z\"", "\"2026-01-05T09:00:00+1\"", "32503680000000000",
    "\"2026-01-05T09:00:00,Z\"", "\"Sun, 10 Aug 2025 18:04:33\"", "1.2345678901234567890123456789012",
    "\"2026-00-10T00:00:00Z\"", "\"2026-01-00T00:00:00Z\"", "\"1900-02-29T00:00:00Z\"",
    "\"2026-01-05_09:00:00Z\"",
  ]
}
