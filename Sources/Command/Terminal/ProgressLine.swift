// The progress line on a terminal, which disappears when the run ends.

import ConvoStat
import Ending
import Foundation
import Synchronization

/// A line with the progress of a run on standard error, at most ten times a second, if that is a terminal.
final class ProgressLine: Sendable {
  private let progress: RunProgress
  private let state = Mutex(State())

  private struct State {
    var isOver = false
    var isShown = false
  }

  /// The current line, so that a signal can remove it.
  private static let current = Mutex<ProgressLine?>(nil)
  /// The seconds before the first line, so that short runs show none.
  private static let patience = 0.3

  /// Returns a progress line; `nil` if nobody would see it.
  static func watch(isQuiet: Bool) -> ProgressLine? {
    let isCapable = ProcessInfo.processInfo.environment["TERM"] != "dumb"
    return isQuiet || isatty(STDERR_FILENO) == 0 || !isCapable ? nil : ProgressLine()
  }

  /// The progress that the run must update.
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

  /// Removes the line for good.
  func end() {
    state.withLock { state in
      if state.isShown && !state.isOver { _ = writeAll("\r\u{1B}[K", to: STDERR_FILENO) }
      state.isOver = true
      note_progress_line(false)
    }
  }

  /// Removes the current line, at the end of the program.
  static func endCurrent() { current.withLock { $0 }?.end() }

  private func show(_ seconds: Double) -> Bool {
    let text = ProgressLine.text(progress.snapshot, seconds: seconds)
    return state.withLock { state in
      if state.isOver { return false }
      state.isShown = true
      note_progress_line(true)
      // The line is shorter than the terminal is wide: a line that fills it may wrap.
      _ = writeAll("\r\(text.prefix(ProgressLine.columns - 1))\u{1B}[K", to: STDERR_FILENO)
      return true
    }
  }

  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// Returns whole seconds, or the two greatest units.
  private static func remaining(_ seconds: Double) -> String {
    let whole = Int64(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : Quantity.duration(milliseconds: whole * 1000)
  }

  /// Returns the line: what is done, which share, how fast, and the time left.
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
