// The head of a partial summary: the options that it was made with, and the conversations in it.

import Foundation

/// The description of a partial summary, in lines before its facts (ManyMachines: parts).
public struct PartialHead: Sendable {
  /// The version of convostat that wrote it.
  public var version = convostatVersion
  /// The options that change tables, as words of a command line.
  public var options: [String]
  /// The latest creation time of all messages that were read, in milliseconds since 1970; `nil` without
  /// messages.
  public var newestMilliseconds: Int64?
  /// The shares that it consists of, in order; empty if it holds all conversations of its input.
  var shares: [ConversationShard] = []
  /// The number of its conversations.
  public var conversationCount: Int { keys.count }
  /// The hashes of the keys of its conversations, in ascending order.
  var keys: [UInt64] = []
  /// The path of the file, as named.
  public var path = ""

  init(options: [String], newestMilliseconds: Int64?, keys: [UInt64]) {
    self.options = options
    self.newestMilliseconds = newestMilliseconds
    self.keys = keys
  }

  /// The beginning of each line of a head.
  static let start = opening + Array(",\"part".utf8)

  private static let opening = Array("\(FactReader.opening)\(FactReader.version)".utf8)

  /// Maximum number of keys on a line.
  private static let keysPerLine = 1000

  /// The lines of the head.
  var lines: [UInt8] {
    var bytes = PartialHead.start + Array("\":".utf8)
    let head: JSONValue = [
      "version": .string(version), "options": .array(options.map(JSONValue.string)),
      "shares": .array(shares.map { .array([.number($0.number), .number($0.count)]) }),
      "newest": newestMilliseconds.map { .number(Int($0)) } ?? .null, "conversations": .number(keys.count),
    ]
    bytes += Array(head.line.utf8) + Array("}\n".utf8)
    for start in stride(from: 0, to: keys.count, by: PartialHead.keysPerLine) {
      let lineKeys = keys[start..<min(start + PartialHead.keysPerLine, keys.count)]
      bytes += PartialHead.start + Array("_keys\":[".utf8)
      bytes += lineKeys.map { "\"\(String($0, radix: 16))\"" }.joined(separator: ",").utf8
      bytes += Array("]}\n".utf8)
    }
    return bytes
  }

  private struct Line: Decodable {
    var part: Part?
    var keys: [String]?

    enum CodingKeys: String, CodingKey {
      case part
      case keys = "part_keys"
    }

    struct Part: Decodable {
      var version: String
      var options: [String]
      var shares: [[Int]]
      var newest: Int64?
      var conversations: Int
    }
  }

  /// Reads shares, each given as its number and the number of shares.
  private static func shares(_ pairs: [[Int]], path: String) throws(Failure) -> [ConversationShard] {
    let shares = pairs.compactMap { $0.count == 2 ? ConversationShard($0[0], of: $0[1]) : nil }
    if shares.count == pairs.count { return shares }
    throw .input(.cannotMerge(path: path, reason: "states an impossible share, such as 2 of 2"))
  }

  /// Reads the head of a file.
  ///
  /// Reads the file to its end, so that a broken one is found.
  private init(of path: String, maxLineBytes: Int) throws(Failure) {
    let source = try InputOpener(maxLineBytes: maxLineBytes, checksums: nil).open(path)
    let block = Block()
    var (head, expected): (PartialHead?, Int) = (nil, 0)
    var isOver = false
    while try source.next(block) {
      if isOver { continue }
      for line in block.text.bytes.split(separator: 0x0A) {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)) else { continue }
        if let part = line.part, head == nil {
          head = PartialHead(options: part.options, newestMilliseconds: part.newest, keys: [])
          head?.version = part.version
          head?.shares = try PartialHead.shares(part.shares, path: path)
          if let newest = part.newest, !(0..<Timestamp.end ~= newest) {
            throw .input(
              .cannotMerge(path: path, reason: "states a latest message outside the allowed years"))
          }
          expected = part.conversations
        } else if let keys = line.keys, head != nil {
          head?.keys += keys.compactMap { UInt64($0, radix: 16) }
        } else {
          isOver = true
          break
        }
      }
    }
    guard var head, head.keys.count == expected else {
      throw .input(.cannotMerge(path: path, reason: "is not a partial summary"))
    }
    head.path = path
    self = head
  }

  /// Returns the heads of all inputs.
  /// - Throws: `Failure` if an input is no partial summary, or if two of them have a conversation in common.
  public static func heads(of inputs: [String], maxLineBytes: Int) throws(Failure) -> [PartialHead] {
    var heads: [PartialHead] = []
    var owners: [UInt64: Int] = [:]
    for path in try InputList(inputs).paths {
      let head = try PartialHead(of: path, maxLineBytes: maxLineBytes)
      if head.version != convostatVersion {
        throw .input(.cannotMerge(path: path, reason: "was made by convostat version \(head.version)"))
      }
      for key in head.keys {
        guard let other = owners.updateValue(heads.count, forKey: key) else { continue }
        throw .input(
          .cannotMerge(
            path: path, reason: "has conversations that \(heads[other].path.printablePath) has too"))
      }
      heads.append(head)
    }
    return heads
  }
}

extension PartialHead {
  /// Returns the head of a part that consists of other parts.
  static func joined(_ heads: [PartialHead]) -> PartialHead {
    var joined = PartialHead(
      options: heads.first?.options ?? [], newestMilliseconds: heads.compactMap(\.newestMilliseconds).max(),
      keys: heads.flatMap(\.keys).sorted())
    for shares in Dictionary(grouping: heads.flatMap(\.shares), by: \.count).values {
      let same = Dictionary(grouping: shares, by: \.number).values
      // A complete set of shares is the whole, which has no shares.
      let wholes = same.count == shares[0].count ? same.map(\.count).min() ?? 0 : 0
      joined.shares += same.flatMap { $0.dropLast(wholes) }
    }
    joined.shares.sort { ($0.count, $0.number) < ($1.count, $1.number) }
    return joined
  }

  /// Throws if a set of shares is incomplete: the meaning of a reference may depend on a record in any
  /// share.
  public static func requireAllShares(of heads: [PartialHead]) throws(Failure) {
    let left = joined(heads).shares
    guard let share = left.first, let head = heads.first(where: { $0.shares.contains(share) }) else { return }
    let present = Set(left.filter { $0.count == share.count }.map(\.number))
    let missing = (0..<share.count).first { !present.contains($0) }
    throw .input(
      .cannotMerge(
        path: head.path,
        reason: "is share \(share.number) of \(share.count), and share \(missing ?? 0) is missing"))
  }
}
