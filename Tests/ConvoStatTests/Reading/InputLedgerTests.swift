// Blocks entered in any order: the same numbered rejects, the same counts.

import Synchronization
import Testing

@testable import ConvoStat

@Suite("Input ledger")
struct InputLedgerTests {
  /// Blocks of two inputs: the first in lines, the second with its own line numbers.
  private func blocks() -> [BlockResult] {
    func log(_ rejects: [(line: Int, offset: Int)]) -> RejectLog {
      var log = RejectLog()
      for reject in rejects {
        log.add(
          Reject(reason: .badJSON, detail: [], line: reject.line, offset: reject.offset, index: -1),
          record: [Text("x")])
      }
      return log
    }
    func result(
      _ input: Int, _ sequence: Int, last: Bool, lines: Int, _ rejects: [(line: Int, offset: Int)], own: Bool
    ) -> BlockResult {
      var counts = Counts()
      counts.lines = lines
      counts.blank = 1
      counts.records = lines - 1 - rejects.count
      counts.rejected = rejects.count
      return BlockResult(
        input: input, sequence: sequence, isLast: last, end: (sequence + 1) * 100, lines: own ? nil : lines,
        counts: counts, rejects: log(rejects))
    }
    return [
      result(0, 0, last: false, lines: 10, [(2, 20), (10, 99)], own: false),
      result(0, 1, last: false, lines: 5, [], own: false),
      result(0, 2, last: true, lines: 7, [(1, 150)], own: false),
      result(1, 0, last: false, lines: 4, [(9, 30)], own: true),
      result(1, 1, last: true, lines: 4, [(20, 80)], own: true),
    ]
  }

  @Test("All orders of arrival result in the same rejects, each with its line in the file")
  func anyOrder() throws {
    let blocks = blocks()
    func reject(_ path: String, _ line: Int, _ offset: Int) -> String {
      "{\"path\":\"\(path)\",\"line\":\(line),\"offset\":\(offset),\"reason\":\"bad_json\",\"detail\":\"\",\"record\":\"x\"}"
    }
    let expected = [
      reject("a\\\"b", 2, 20), reject("a\\\"b", 10, 99), reject("a\\\"b", 16, 150), reject("c", 9, 30),
      reject("c", 20, 80),
    ]
    for order in permutations(blocks.count) {
      let written = Mutex<(text: String, rows: Int)>(("", 0))
      let ledger = InputLedger(paths: ["a\"b", "c"]) { bytes, rows in
        written.withLock { $0 = ($0.text + bytes.string, $0.rows + rows) }
      }
      for index in order { try ledger.enter(blocks[index]) }
      let (text, rows) = written.withLock { $0 }
      #expect(text.split(separator: "\n").map(String.init) == expected, "\(order)")
      #expect(rows == expected.count)
      #expect(ledger.inputs.map(\.lines) == [22, 8] && ledger.inputs.map(\.bytes) == [300, 200])
      #expect(ledger.counts.rejected == 5 && ledger.counts.records == 20 && ledger.counts.blank == 5)
    }
  }

  @Test(
    "Rejects that wait in a file, and a file that is full, give the first rejects whole, in every order of arrival"
  )
  func limits() throws {
    let blocks = blocks()
    func write(_ options: Options, _ order: [Int]) throws -> (text: String, rows: Int?) {
      let written = Mutex("")
      let ledger = InputLedger(paths: ["a", "c"], rejects: RejectStore(options.rejectLimits)) { bytes, _ in
        written.withLock { $0 += bytes.string }
      }
      for index in order { try ledger.enter(blocks[index]) }
      #expect(ledger.counts.rejected == 5)
      return (written.withLock { $0 }, ledger.rejectsWritten)
    }
    let whole = try write(Options(), Array(blocks.indices)).text
    var waiting = Options()
    waiting.memoryBytes = 1
    var limited = waiting
    for order in permutations(blocks.count) {
      let all = try write(waiting, order)
      #expect(all.text == whole && all.rows == 5, "\(order)")
      for limit in [1, whole.utf8.count / 2, whole.utf8.count - 1, whole.utf8.count] {
        limited.maxRejectBytes = limit
        let (text, rows) = try write(limited, order)
        #expect(whole.hasPrefix(text) && text.utf8.count <= limit && (text.isEmpty || text.hasSuffix("\n")))
        #expect(rows == text.count { $0 == "\n" })
        #expect((text == whole) == (limit == whole.utf8.count), "\(limit)")
      }
    }
  }

  @Test("A sequencer returns everything once and in sequence, whatever the order of delivery")
  func sequencer() {
    for order in permutations(6) {
      var sequencer = Sequencer<Int>()
      var given: [Int] = []
      var delivered: Set<Int> = []
      for place in order {
        given += sequencer.deliver(place * 10, at: place)
        delivered.insert(place)
        #expect(given.count == (0...6).first { !delivered.contains($0) })
      }
      #expect(given == [0, 10, 20, 30, 40, 50])
    }
  }

  @Test(
    "Workers' results are in the order of the workers, and the first failure is thrown",
    arguments: [1, 2, 7, 64])
  func workers(count: Int) {
    let failure = FailureBox()
    let results = inParallel(count) { worker in
      failure.report(.becameShorter("\(worker)"))
      return "\(worker)"
    }
    #expect(results == (0..<count).map { "\($0)" })
    #expect(failure.hasFailed)
    #expect(throws: Failure.self) { try failure.check() }
    #expect(throws: Never.self) { try FailureBox().check() }
  }
}
