// The messages and turns of each role as pairs of bars.

import ConvoStat

/// The bars of the roles.
struct RoleChart {
  let roles: ReportTable

  /// The chart, with the number of messages of each role in words.
  var svg: String {
    let (left, width, row) = (100, 640, 44)
    let peak = max(roles.rows.map { $0.count(.messages) }.max() ?? 0, 1)
    var content = ""
    for (index, role) in roles.rows.enumerated() {
      let y = index * row + 4
      content += "<text class=\"end\" x=\"\(left - 8)\" y=\"\(y + 23)\">\(role.text(.role))</text>"
      for (place, measure) in [ColumnName.messages, .turns].enumerated() where !role[measure].isEmpty {
        let count = role.count(measure)
        let long = Double(width - left - 200) * Double(count) / Double(peak)
        content +=
          "<rect class=\"\(place == 0 ? "bar" : "bar second")\" x=\"\(left)\" y=\"\(y + place * 18)\" "
          + "width=\"\(Markup.length(long))\" height=\"15\"/>"
          + "<text class=\"start small\" x=\"\(Markup.length(Double(left) + long + 6))\" y=\"\(y + place * 18 + 12)\">"
          + "\(Quantity.counted(count, place == 0 ? "message" : "turn"))</text>"
      }
    }
    let words = roles.rows.map { "\($0.text(.role)) \(Quantity.count($0.count(.messages)))" }.joined(
      separator: ", ")
    return "<svg viewBox=\"0 0 \(width) \(roles.rows.count * row + 4)\" role=\"img\" "
      + "aria-label=\"Messages by role: \(words).\">\(content)</svg>"
  }
}
