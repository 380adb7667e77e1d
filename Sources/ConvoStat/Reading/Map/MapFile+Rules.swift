// The parser of what a map decides by words: classes of messages, conditions, and statuses.

import Foundation

extension MapFile {
  // MARK: Classes

  /// Returns the rules for the class of a message.
  mutating func roles(_ entry: MapObject) throws(MapProblem) -> [MapRule<MessageClass>] {
    try rules("role", of: entry, MapFile.kind)
  }

  private static func kind(_ value: Any, at path: String) throws(MapProblem) -> MessageClass {
    let name = value as? String
    if let kind = MessageClass.allCases.first(where: { $0.name.description == name }) { return kind }
    throw MapProblem(
      key: path, sentence: "must be one of \(MapFile.list(MessageClass.allCases.map(\.name)))")
  }

  // MARK: Statuses

  /// Returns the selectors of an element that tells a status.
  mutating func status(of entry: MapObject) throws(MapProblem) -> MapEntry.Status {
    let moment = try requiredSelector("moment", of: entry)
    let (isExact, isWhole) = (try entry.flag("exact"), try entry.flag("whole_seconds"))
    var (rules, constant) = ([MapRule<StatusObservation.Told>](), StatusObservation.Told?.none)
    if entry["status"] is String {
      constant = try MapFile.told(entry["status"] ?? "", at: entry.path("status"))
    } else {
      rules = try self.rules("status", of: entry, MapFile.told)
    }
    return MapEntry.Status(
      rules: rules, constant: constant, moment: moment, isExact: isExact ?? true,
      isInWholeSeconds: isWhole ?? false)
  }

  private static func told(_ value: Any, at path: String) throws(MapProblem) -> StatusObservation.Told {
    let name = value as? String
    if let told = StatusObservation.Told.statuses.first(where: { $0.name.description == name }) {
      return told
    }
    throw MapProblem(
      key: path, sentence: "must be one of \(MapFile.list(StatusObservation.Told.statuses.map(\.name)))")
  }

  private static func list(_ names: [StaticString]) -> String {
    names.map(\.description).joined(separator: ", ")
  }

  // MARK: Conditions

  /// Returns the condition of an entry; `nil` without one.
  mutating func condition(of entry: MapObject) throws(MapProblem) -> MapCondition? {
    guard let value = entry["if"] as? [String: Any], let words = value["values"] else {
      return try selector("if", of: entry).map { MapCondition(selector: $0, words: nil) }
    }
    let object = try MapObject(value, at: entry.path("if"), keys: ["at", "values"])
    let selector = try requiredSelector("at", of: object)
    guard let list = words as? [Any], !list.isEmpty else {
      throw MapProblem(key: object.path("values"), sentence: "must be a list of at least one string")
    }
    var all: Set<[UInt8]> = []
    for (index, word) in list.enumerated() {
      guard let word = word as? String else {
        throw MapProblem(key: "\(object.path("values"))[\(index)]", sentence: "must be a string")
      }
      all.insert(Array(word.utf8))
    }
    return MapCondition(selector: selector, words: all)
  }

  // MARK: Rules

  /// Returns one rule or a list of them.
  /// - Parameter outcome: reads the outcome for a word.
  private mutating func rules<Outcome>(
    _ key: String, of entry: MapObject,
    _ outcome: (_ value: Any, _ path: String) throws(MapProblem) -> Outcome
  ) throws(MapProblem) -> [MapRule<Outcome>] {
    let path = entry.path(key)
    guard let value = entry[key] else { throw MapProblem(key: path, sentence: "is missing") }
    guard let list = value as? [Any] else { return [try rule(value, at: path, outcome)] }
    if list.isEmpty { throw MapProblem(key: path, sentence: "must have a rule") }
    var rules: [MapRule<Outcome>] = []
    for (index, value) in list.enumerated() {
      rules.append(try rule(value, at: "\(path)[\(index)]", outcome))
    }
    return rules
  }

  private mutating func rule<Outcome>(
    _ value: Any, at path: String, _ outcome: (_ value: Any, _ path: String) throws(MapProblem) -> Outcome
  ) throws(MapProblem) -> MapRule<Outcome> {
    let object = try MapObject(value, at: path, keys: ["at", "values", "else"])
    let selector = try requiredSelector("at", of: object)
    guard let given = object["values"] else {
      throw MapProblem(key: object.path("values"), sentence: "is missing")
    }
    let table = try MapObject(given, at: object.path("values"), keys: nil)
    var values: [[UInt8]: MapRule<Outcome>.Verdict] = [:]
    var beginnings: [[UInt8]: MapRule<Outcome>.Verdict] = [:]
    for word in table.members.keys.sorted() {
      let value = table[word] ?? NSNull()
      let verdict =
        value is NSNull ? MapRule<Outcome>.Verdict.next : .decided(try outcome(value, table.path(word)))
      if word.hasSuffix("*") {
        beginnings[Array(word.utf8.dropLast())] = verdict
      } else {
        values[Array(word.utf8)] = verdict
      }
    }
    let other: Outcome? =
      if let value = object["else"] { try outcome(value, object.path("else")) } else { nil }
    return MapRule(
      selector: selector, values: values, beginnings: beginnings,
      beginningLengths: Set(beginnings.keys.map(\.count)).sorted(by: >), other: other)
  }
}
