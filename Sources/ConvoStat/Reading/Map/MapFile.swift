// The parser of a map file. Each problem names the key at which it is.

import Foundation

/// A problem of a map.
public struct MapProblem: Error, Sendable, Equatable {
  /// The key, such as `messages[0].role`; empty for the whole file.
  public let key: String
  /// The problem as a sentence without subject and full stop.
  public let sentence: String
}

extension PlatformMap {
  /// Reads the map in a file.
  public convenience init(path: String) throws(MapProblem) {
    switch read(path, atMost: 1 << 24) {
    case .success(let bytes): try self.init(bytes)
    case .failure(let error): throw MapProblem(key: "", sentence: error.sentence)
    }
  }

  /// Reads a map from the content of a file.
  public convenience init(_ bytes: [UInt8]) throws(MapProblem) {
    // Foundation takes a comma after the last element.
    let broken = BrokenPlace(in: bytes)
    guard broken == nil,
      let content = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    else {
      throw MapProblem(key: "", sentence: "is not JSON" + (broken.map { " at \($0.text)" } ?? ""))
    }
    if let key = RepeatedKey(in: bytes)?.path { throw MapProblem(key: key, sentence: RepeatedKey.problem) }
    var file = MapFile()
    let top = try MapObject(
      content, at: "", keys: ["source", "about", "conversations", "messages", "statuses"])
    let source = try top.text("source")
    file.platform = source.withText { Platform(source: $0) }
    if file.platform == .mapped,
      source.contains(where: \.isWhitespace) || !source.withText(SourcedAccount.isSource)
    {
      throw MapProblem(key: "source", sentence: "must be one word that names the platform")
    }
    let conversations = try file.entries("conversations", of: top, .conversation)
    let messages = try file.entries("messages", of: top, .message)
    if messages.isEmpty {
      throw MapProblem(key: "messages", sentence: "must be a list of at least one object")
    }
    let statuses = try file.entries("statuses", of: top, .status)
    self.init(source: source, entries: conversations + messages + statuses, slots: file.slots)
  }
}

/// A map under construction.
struct MapFile {
  fileprivate(set) var slots: [MapSlot] = []
  /// The platform that the source names.
  fileprivate var platform = Platform.mapped
  /// The number of levels that a pointer of the current entry can go outwards.
  private var levels = 0

  /// What the elements of an entry are.
  fileprivate enum Kind {
    case conversation, message, status

    /// The keys of such an entry.
    var keys: [String] {
      let all = ["each", "if", "conversation", "account"]
      let described = ["updated", "attributes", "metadata"]
      return switch self {
      case .conversation: all + described + ["created"]
      case .message: all + described + ["message", "role", "created", "client", "sender", "sender_name"]
      case .status: all + ["moment", "status", "exact", "whole_seconds"]
      }
    }
  }

  private static let attributes: [(name: String, attribute: Attribute)] = [
    ("external_id", .externalID), ("status", .status), ("queue", .queue),
    ("organizational_group", .organizationalGroup), ("subdivision", .subdivision),
    ("assigned_agent_id", .assignedAgentID), ("assigned_agent_name", .assignedAgentName),
    ("customer_id", .customerID),
  ]
  private static let extras: [(name: String, attribute: ExtraAttribute)] =
    ExtraAttribute.columns.map { ($0.factKey.description, $0) }

  fileprivate mutating func entries(
    _ key: String, of top: MapObject, _ kind: Kind
  ) throws(MapProblem) -> [MapEntry] {
    guard let value = top[key] else {
      if kind == .message { throw MapProblem(key: key, sentence: "is missing") }
      return []
    }
    guard let list = value as? [Any] else {
      throw MapProblem(key: key, sentence: "must be a list of objects")
    }
    var entries: [MapEntry] = []
    for (index, element) in list.enumerated() {
      let object = try MapObject(element, at: "\(key)[\(index)]", keys: kind.keys)
      entries.append(try entry(object, kind))
    }
    return entries
  }

  private mutating func entry(_ object: MapObject, _ kind: Kind) throws(MapProblem) -> MapEntry {
    let each = try MapFile.pointer(object["each"] ?? "", at: object.path("each"))
    if each.outward > 0 { throw MapProblem(key: object.path("each"), sentence: "must not begin with ^") }
    levels = each.elementsPassed
    let slot = add(object.path("each"), each)
    let condition = try condition(of: object)
    let conversation = try requiredSelector("conversation", of: object)
    if kind == .status {
      let account = try selector("account", of: object)
      return MapEntry(
        name: object.path, each: slot, condition: condition, conversation: conversation, account: account,
        updated: nil, attributes: [], extras: [:], message: nil, status: try status(of: object))
    }
    var message: MapEntry.Message?
    if kind == .message {
      message = MapEntry.Message(
        id: try requiredSelector("message", of: object), role: try roles(object),
        created: try requiredSelector("created", of: object), client: try selector("client", of: object),
        sender: try selector("sender", of: object), senderName: try selector("sender_name", of: object))
    }
    let (account, updated) = (try selector("account", of: object), try selector("updated", of: object))
    let attributes = try attributes(object)
    var extras = try extras(object, kind)
    if platform == .asapp, kind == .conversation {
      for (attribute, selector) in attributes {
        if let key = MapEntry.asappKeys[attribute] { extras[.metadata(key)] = selector }
      }
    }
    return MapEntry(
      name: object.path, each: slot, condition: condition, conversation: conversation,
      account: account, updated: updated, attributes: attributes, extras: extras, message: message)
  }

  private mutating func attributes(
    _ entry: MapObject
  ) throws(MapProblem) -> [(attribute: Attribute, selector: MapSelector)] {
    guard let value = entry["attributes"] else { return [] }
    let keys = MapFile.attributes.map(\.name) + MapFile.extras.map(\.name)
    let object = try MapObject(value, at: entry.path("attributes"), keys: keys)
    var selectors: [(attribute: Attribute, selector: MapSelector)] = []
    for (name, attribute) in MapFile.attributes {
      if let selector = try selector(name, of: object) { selectors.append((attribute, selector)) }
    }
    return selectors
  }

  private mutating func extras(
    _ entry: MapObject, _ kind: Kind
  ) throws(MapProblem) -> [ExtraAttribute: MapSelector] {
    var selectors: [ExtraAttribute: MapSelector] = [:]
    if kind == .conversation { selectors[.created] = try selector("created", of: entry) }
    if let value = entry["attributes"] {
      let object = try MapObject(value, at: entry.path("attributes"), keys: nil)
      for (name, extra) in MapFile.extras { selectors[extra] = try selector(name, of: object) }
    }
    if let value = entry["metadata"] {
      let object = try MapObject(value, at: entry.path("metadata"), keys: nil)
      for key in object.members.keys.sorted() {
        if platform == .asapp, MapEntry.asappKeys.values.contains(key) {
          throw MapProblem(key: object.path(key), sentence: "is an attribute of asapp: name it in attributes")
        }
        selectors[.metadata(key)] = try selector(key, of: object)
      }
    }
    return selectors
  }

  // MARK: Selectors

  mutating func requiredSelector(_ key: String, of object: MapObject) throws(MapProblem)
    -> MapSelector
  {
    guard let selector = try selector(key, of: object) else {
      throw MapProblem(key: object.path(key), sentence: "is missing")
    }
    return selector
  }

  /// Returns the selector of a key; `nil` if the object does not have the key.
  mutating func selector(_ key: String, of object: MapObject) throws(MapProblem) -> MapSelector? {
    guard let value = object[key] else { return nil }
    let path = object.path(key)
    guard let list = value as? [Any] else {
      return MapSelector(alternatives: [try alternative(value, at: path)])
    }
    if list.isEmpty { throw MapProblem(key: path, sentence: "must have at least one pointer") }
    var alternatives: [MapSelector.Alternative] = []
    for (index, value) in list.enumerated() {
      alternatives.append(try alternative(value, at: "\(path)[\(index)]"))
    }
    return MapSelector(alternatives: alternatives)
  }

  private mutating func alternative(
    _ value: Any, at path: String
  ) throws(MapProblem) -> MapSelector.Alternative {
    guard value is [String: Any] else {
      return MapSelector.Alternative(slot: add(path, try inner(value, at: path)))
    }
    let object = try MapObject(value, at: path, keys: ["at", "prefix", "after", "in", "key", "take"])
    let pointer = try inner(try object.text("at"), at: object.path("at"))
    let prefix = object["prefix"] == nil ? "" : try object.text("prefix")
    let after = object["after"] == nil ? "" : try object.text("after")
    var lookup: MapSelector.Lookup?
    let slot = add(path, pointer)
    if ["in", "key", "take"].contains(where: { object[$0] != nil }) {
      let list = try inner(try object.text("in"), at: object.path("in"))
      let key = try MapFile.pointer(try object.text("key"), at: object.path("key"))
      let take = try MapFile.pointer(try object.text("take"), at: object.path("take"))
      if key.outward + take.outward > 0 {
        throw MapProblem(key: path, sentence: "key and take belong into the elements of the list, without ^")
      }
      lookup = MapSelector.Lookup(
        list: add(object.path("in"), list), key: add(object.path("key"), key),
        take: add(object.path("take"), take))
    }
    return MapSelector.Alternative(
      slot: slot, prefix: Array(prefix.utf8), after: Array(after.utf8), lookup: lookup)
  }

  /// Returns a pointer that must begin within the record.
  private func inner(_ value: Any, at path: String) throws(MapProblem) -> MapPointer {
    let pointer = try MapFile.pointer(value, at: path)
    if pointer.outward > levels {
      throw MapProblem(
        key: path, sentence: "\(pointer.text) leads out of the record: each allows \(levels) ^")
    }
    return pointer
  }

  private static func pointer(_ value: Any, at path: String) throws(MapProblem) -> MapPointer {
    guard let text = value as? String, let pointer = MapPointer(text) else {
      throw MapProblem(
        key: path,
        sentence: "must be a JSON pointer such as /author/id, or one of an outer object such as ^/id")
    }
    return pointer
  }

  private mutating func add(_ name: String, _ pointer: MapPointer) -> Int {
    slots.append(MapSlot(name: name, pointer: pointer))
    return slots.count - 1
  }
}
