// The line on a terminal that says how far a run is; it is gone when the run ends.

import ConvoStat
import Ending
import Foundation
import Synchronization

/// Shows a run's progress on standard error, ten times a second at most, where that is a terminal.
final class ProgressLine: Sendable {
  private let progress: RunProgress
  private let state = Mutex(State())

  private struct State {
    var isOver = false
    var isShown = false
  }

  /// The line that stands on the terminal now, so that a signal can take it away.
  private static let current = Mutex<ProgressLine?>(nil)
  /// The first line comes when a run has taken this long, so that short ones show none.
  private static let patience = 0.3

  /// A progress to be watched; nil where nobody would see it.
  static func watch(isQuiet: Bool) -> ProgressLine? {
    let isCapable = ProcessInfo.processInfo.environment["TERM"] != "dumb"
    return isQuiet || isatty(STDERR_FILENO) == 0 || !isCapable ? nil : ProgressLine()
  }

  /// The progress, to be handed to the run.
  var watched: RunProgress { progress }

  private init() {
    progress = RunProgress()
    ProgressLine.current.withLock { $0 = self }
    let start = StageTimes.clock()
    _ = startThread { [self] in
      Thread.sleep(forTimeInterval: ProgressLine.patience)
      while show(Double(StageTimes.clock() - start) / 1e9) { Thread.sleep(forTimeInterval: 0.1) }
    }
  }

  /// Takes the line away for good.
  func end() {
    state.withLock { state in
      if state.isShown && !state.isOver { _ = writeAll("\r\u{1B}[K", to: STDERR_FILENO) }
      state.isOver = true
      note_progress_line(false)
    }
  }

  /// Takes away whatever line there is: the program ends.
  static func endCurrent() { current.withLock { $0 }?.end() }

  private func show(_ seconds: Double) -> Bool {
    let text = ProgressLine.text(progress.snapshot, seconds: seconds)
    return state.withLock { state in
      if state.isOver { return false }
      state.isShown = true
      note_progress_line(true)
      // Never as wide as the terminal: a line that fills it may go on in the next.
      _ = writeAll("\r\(text.prefix(ProgressLine.columns - 1))\u{1B}[K", to: STDERR_FILENO)
      return true
    }
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whole seconds, or the two greatest units of more.
  private static func remaining(_ seconds: Double) -> String {
    let whole = Int64(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : Quantity.duration(milliseconds: whole * 1000)
  }

  /// The line: what is done, how much of it, how fast, and how long it will take.
  static func text(_ now: RunProgress.Snapshot, seconds: Double) -> String {
    var parts = [now.stage.rawValue]
    switch now.stage {
    case .reading:
      if let share = now.share { parts[0] += " \(Int(share * 100)) %" }
      parts.append(Quantity.bytes(now.bytes))
      if seconds > 0 { parts.append("\(Quantity.bytes(Int(Double(now.bytes) / seconds)))/s") }
      if let share = now.share, share >= 0.02 {
        let left = seconds * (1 - share) / share
        parts.append("\(remaining(left)) left")
      }
      parts.append(Quantity.counted(now.records, "record"))
      if now.rejects > 0 { parts.append(Quantity.counted(now.rejects, "reject")) }
    case .joining: parts.append(Quantity.counted(now.records, "record"))
    case .measuring:
      if now.parts > 0 {
        parts[0] += " \((now.part - 1) * 100 / now.parts) %"
        parts.append("part \(now.part) of \(now.parts)")
        if now.measured > 0 { parts.append(Quantity.counted(now.measured, "conversation")) }
      } else {
        if now.conversations > 0 { parts[0] += " \(now.measured * 100 / now.conversations) %" }
        parts.append(
          "\(Quantity.count(now.measured)) of \(Quantity.counted(now.conversations, "conversation"))")
      }
    case .writing: parts.append(Quantity.counted(max(now.conversations, now.measured), "conversation"))
    }
    if now.putAway > 0, now.stage != .writing { parts.append("\(Quantity.bytes(now.putAway)) put away") }
    return parts.joined(separator: "  ")
  }
}
