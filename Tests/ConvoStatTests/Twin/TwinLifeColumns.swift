// The columns of conversations.csv about resolutions, hand-overs and what became of waits.

extension Twin.Tables {
  /// The cells of the headline.
  func resolved(_ history: Twin.History) -> [Twin.Cell] {
    let life = history.life
    let moment = life.isResolved ? life.resolutions.last?.moment : nil
    return [
      known(history, "resolved", life.isResolved ? 1 : 0),
      Twin.Cell(
        column: "resolved_at", plain: moment.map { Twin.Wall($0, options.zone).written } ?? ""),
      Twin.Cell(column: "resolution_s", plain: Twin.Statistics.seconds(history.lastResolution?.length)),
    ]
  }

  /// The cells after those of answers.
  func ended(_ history: Twin.History) -> [Twin.Cell] {
    func waits(_ end: String) -> Int { history.waits.count { $0.end == end } }
    return [
      .number("waits", history.waits.count), .number("bot_responses", history.botResponses.count),
      .number("waits_ended_by_bot", waits("bot")), .number("waits_ended_by_resolve", waits("resolve")),
      known(history, "resolutions", history.life.resolutions.count),
      known(history, "reopens", history.life.reopens.count),
      Twin.Cell(
        column: "first_resolution_s", plain: Twin.Statistics.seconds(history.firstResolution?.length)),
      Twin.Cell(column: "handover_s", plain: Twin.Statistics.seconds(history.handover?.length)),
    ]
  }

  /// A number that is empty if nothing tells the status.
  private func known(_ history: Twin.History, _ column: String, _ number: Int) -> Twin.Cell {
    Twin.Cell(column: column, plain: history.life.isObserved ? String(number) : "")
  }
}
