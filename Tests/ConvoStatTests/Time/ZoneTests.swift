// The offsets of a zone against the system's, before and after the year from which they are sampled less
// often.

import Foundation
import Testing

@testable import ConvoStat

@Suite("Zone")
struct ZoneTests {
  @Test("Every zone has the offsets of the system", arguments: TimeZone.knownTimeZoneIdentifiers)
  func offsets(identifier: String) throws {
    let system = try #require(TimeZone(identifier: identifier))
    let zone = try #require(Zone(identifier))
    var random = RandomSource(seed: UInt64(identifier.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }))
    for end in [Int64(4_102_444_800), 32_503_680_000] {
      for _ in 0..<200 {
        let second = Int64(random.next() % UInt64(end))
        let offset = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        #expect(zone.offset(at: second * 1000) == Int64(offset) / 60 * 60_000, "at \(second)")
      }
    }
  }

  @Test("A change of the clock is found to the second, in any year", arguments: [2026, 2099, 2100, 2750])
  func changes(year: Int) throws {
    let system = try #require(TimeZone(identifier: "Europe/Berlin"))
    let zone = try #require(Zone("Europe/Berlin"))
    let start = try #require(parseMoment("\(year)-01-01T00:00:00Z"))
    let first = try #require(
      system.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(start / 1000))))
    let change = Int64(first.timeIntervalSince1970) * 1000
    #expect(zone.offset(at: change - 1) == 3_600_000)
    #expect(zone.offset(at: change) == 7_200_000)
  }
}
