// Readers of facts, parts, maps, hours and run.json on arbitrary bytes: each terminates, with a value or a
// refusal.

import Foundation

extension FuzzTarget {
  /// Checks that every step of a walk over valid JSON moves or throws, in any sequence of steps.
  static func walk(_ bytes: [UInt8]) -> String? {
    // The first bytes choose the steps, the others are the value.
    let steps = Array(bytes.prefix(16))
    let value = PaddedBytes(Array(bytes.dropFirst(16)))
    return withExtendedLifetime(value) {
      guard !steps.isEmpty, cursorReason(value, nil) == nil else { return nil }
      var walk = ValueWalk(value.text, UnescapedTexts())
      let end = value.start + value.count
      for number in 0..<4 * (value.count + 1) {
        let before = walk.at
        let step = steps[number % steps.count] % 8
        guard let isSure = take(step, &walk) else { return walk.at > end ? "beyond the end" : nil }
        if isSure, walk.at <= before { return "step \(step) stays at \(before - value.start)" }
        if walk.at > end { return "step \(step) from \(before - value.start) goes beyond the end" }
        if walk.at == end { return nil }
      }
      return "no end after \(value.count) bytes"
    }
  }

  /// Makes a step.
  /// - Returns: true if the step must move. `nil` if it threw.
  private static func take(_ step: UInt8, _ walk: inout ValueWalk) -> Bool? {
    do throws(WrongKind) {
      switch step {
      case 0: _ = try walk.string()
      case 1: _ = try walk.integer()
      case 2: if !walk.takeNull() { _ = try walk.integer() }
      case 3: try walk.enter("[")
      case 4: try walk.enter("{")
      case 5:
        if try walk.nextElement() { walk.skip() }
      case 6:
        if try walk.nextKey() != nil { walk.skip() }
      default:
        // The second of two steps to an element, without reading a value between them, must throw.
        guard try walk.nextElement() else { return true }
        return try walk.nextElement() ? false : true
      }
      return true
    } catch {
      return nil
    }
  }

  /// Checks that a line is a fact or a reject, and that nothing of a reject is kept.
  static func facts(_ bytes: [UInt8]) -> String? {
    facts(bytes, version: 1) ?? facts(bytes, version: 2)
  }

  private static func facts(_ bytes: [UInt8], version: Int) -> String? {
    let line = PaddedBytes(
      Array("{\"convostat_fact\":\(version),".utf8) + bytes.map { $0 == 0x0A ? 0x20 : $0 })
    let account = PaddedBytes("")
    return withExtendedLifetime((line, account)) {
      let reader = RecordReader(
        options: ReadingOptions(extras: [], account: account.text, keepsMetadata: true), fields: usualFields)
      reader.readLine(line.text, line: 1, RecordPosition(input: .none, offset: 0))
      let (counts, reasons) = (reader.counts, reader.rejects.values.reduce(0, +))
      if counts.rejected > counts.lines { return "\(counts.rejected) rejects of \(counts.lines) values" }
      // An array after the first value is a page: each of its elements can be a reject too.
      if reasons != counts.rejected + counts.rejectedElements { return "\(reasons) reasons of \(counts)" }
      return counts.rejected == counts.lines && reader.facts.messages.count > 0
        ? "a reject with messages" : nil
    }
  }

  /// Checks that the head of a part is read or refused.
  static func part(_ bytes: [UInt8]) -> String? {
    let path = "\(NSTemporaryDirectory())/convostat-fuzz-\(getpid()).ndjson"
    FileManager.default.createFile(atPath: path, contents: Data(bytes))
    defer { unlink(path) }
    do throws(Failure) {
      let heads = try PartialHead.heads(of: [path], maxLineBytes: Options().maxLineBytes)
      try PartialHead.requireAllShares(of: heads)
      let newest = heads.compactMap(\.newestMilliseconds)
      return newest.allSatisfy { 0..<Timestamp.end ~= $0 } ? nil : "newest \(newest)"
    } catch {
      return nil
    }
  }

  /// Checks that a map is read or refused, and that an accepted one terminates on records with lists of
  /// every kind.
  static func map(_ bytes: [UInt8]) -> String? {
    let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    guard let map = try? PlatformMap(Array(lines[0])) else { return nil }
    let record = lines.count > 1 ? Array(lines[1]) : Array("{\"a\":[1,[2],{\"b\":[null,true]}]}".utf8)
    let (account, padded) = (PaddedBytes(""), PaddedBytes(record.map { $0 == 0x0A ? 0x20 : $0 }))
    return withExtendedLifetime((account, padded)) {
      var options = ReadingOptions(extras: [], account: account.text)
      options.maps.add(map, path: "")
      let reader = RecordReader(options: options, fields: usualFields)
      reader.choose(0)
      if padded.count > 0 {
        reader.readLine(padded.text, line: 1, RecordPosition(input: .none, offset: 0))
      }
      return nil
    }
  }

  /// Checks that hours are read or refused, and that no interval has more open time than its length.
  static func hours(_ bytes: [UInt8]) -> String? {
    guard let hours = try? BusinessHours(json: Data(bytes)), let week = hours.schedule(of: .empty) else {
      return nil
    }
    let (start, length): (Int64, Int64) = (1_767_603_600_000, 40 * OpeningHours.dayLength)
    let open = week.length(from: start, to: start + length)
    return 0...length ~= open ? nil : "\(open) ms open of \(length)"
  }

  /// Checks that a run.json is read or refused, and that its numbers can be compared.
  static func run(_ bytes: [UInt8]) -> String? {
    guard let run = WrittenRun(bytes) else { return nil }
    var (guards, counts) = (RunGuards(), Counts())
    guards.maxDropMillionths = 500_000
    counts.messages = 10
    let shortfall = guards.shortfall(
      in: counts, NewestMessages(), start: 0, now: 0, previous: run.messages)
    let isShort = (run.messages ?? 0) > 20
    return (shortfall != nil) == isShort
      ? nil : "\(run.messages ?? -1) messages before: \(String(describing: shortfall))"
  }
}
