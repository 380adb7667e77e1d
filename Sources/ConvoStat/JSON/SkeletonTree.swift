// The fast path for a line: it is compared with the skeletons of earlier lines, all at once.

import Intrinsics

/// The skeletons that a worker has learned, as a tree: a common beginning is compared once.
///
///     {"id":  (number)  ,"content":"  (string)  ","private":false}              (end)
///                                               ","private":false,"sender":{"id":  (number)  ...
///
/// Of the alternatives at a position, at most one fits a line: either their literals differ, or one
/// continues where another has its hole, and no literal ends with a byte that begins a value. So a noted
/// value is never taken back.
///
/// Every line is matched, so all data is in allocated memory, and an access does not retain and release.
struct SkeletonTree: ~Copyable {
  // SAFETY: only this value owns the allocations. Each has the room that its constant names, which `learn` checks before it
  // adds; the first `nodeCount`, `literalCount` and `leafCount` elements are initialized. Nodes point to other nodes and to
  // literals of the same tree.
  /// The properties that all lines that end at a leaf share.
  private struct Leaf {
    let kinds: BorrowedArray<ValueKind>
    /// The slots of objects and arrays, whose text is not kept.
    let containers: BorrowedArray<Int32>
    /// The tag that the caller of `learn` gave to these lines.
    let tag: UInt8
  }

  /// Whether a line's usual values are read by vectors.
  private let usesVectors: Bool
  private let nodes: UnsafeMutablePointer<skeleton_node>
  private var nodeCount = 0
  /// As many bytes as are read at once follow them.
  private let literals: UnsafeMutablePointer<UInt8>
  private var literalCount = 0
  private let leaves: UnsafeMutablePointer<Leaf>
  private var leafCount = 0
  private var learned = 0
  private var matched = 0

  private static let nodeRoom = 2048
  private static let literalRoom = 64 << 10
  private static let padding = 32
  private static let leafRoom = 64
  /// Maximum number of alternatives at a position.
  ///
  /// To try more takes longer than the cursor.
  private static let mostAlternatives = 24
  /// Number of learned lines after which learning must have paid off.
  private static let patience = 64

  /// Creates an empty tree.
  /// - Parameter usesVectors: false to read lines without vectors, with the same result.
  init(usesVectors: Bool = true) {
    self.usesVectors = usesVectors
    nodes = .allocate(capacity: SkeletonTree.nodeRoom)
    literals = .allocate(capacity: SkeletonTree.literalRoom + SkeletonTree.padding)
    literals.initialize(repeating: 0, count: SkeletonTree.literalRoom + SkeletonTree.padding)
    leaves = .allocate(capacity: SkeletonTree.leafRoom)
  }

  deinit {
    forgetLeaves()
    nodes.deallocate()
    literals.deallocate()
    leaves.deallocate()
  }

  private func forgetLeaves() {
    for leaf in 0..<leafCount {
      leaves[leaf].kinds.buffer.deallocate()
      leaves[leaf].containers.buffer.deallocate()
    }
  }

  /// Reads the line at `start` if it has one of the skeletons, and notes its fields as the cursor would.
  /// - Parameter limit: the end of a last line without a newline. `nil` for a value inside a line that is
  ///   known to be JSON.
  /// - Returns: the end of the line and the tag of the skeleton, or `nil` if no skeleton fits. The fields
  ///   must then be read again.
  @inline(__always)
  mutating func match(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>?, _ fields: borrowing Fields
  ) -> (end: UnsafePointer<UInt8>, tag: UInt8)? {
    guard nodeCount > 0, let (end, leaf) = find(start, limit: limit, fields) else { return nil }
    matched += 1
    return (end, leaves[leaf].tag)
  }

  /// Mutating, because the noncopyable value would be copied otherwise.
  private mutating func find(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>?, _ fields: borrowing Fields
  ) -> (end: UnsafePointer<UInt8>, leaf: Int)? {
    fields.beginNoting()
    var position = skeleton_position(at: start, node: nodes)
    while true {
      if usesVectors { position = fields.noteUsual(from: position) }
      if position.node.pointee.hole == .nothing { return (position.at, endNoting(position.node, fields)) }
      let node = position.node.pointee
      let value = position.at + Int(node.count)
      if begins(position.at, with: node.literal, Int(node.count)) {
        switch node.hole {
        case .string:
          let token = scanString(from: value)
          if token.count < 0 { return nil }
          if node.slot >= 0 { fields.note(node.slot, token) }
          position = skeleton_position(at: value + token.count, node: node.next)
          continue
        case .number:
          var behind = value
          if scanNumber(from: value, &behind) {
            if node.slot >= 0 { fields.note(node.slot, value, behind - value) }
            position = skeleton_position(at: behind, node: node.next)
            continue
          }
        default:  // the end; unnamed, since Swift would look for what C may have put there
          if value.pointee == 0x0A || value == limit || limit == nil {
            return (value, endNoting(node.next, fields))
          }
        }
      }
      guard let other = node.other else { return nil }
      position.node = other
    }
  }

  /// Returns true if the line continues at `at` with a literal.
  ///
  /// SAFETY: at most 64 bytes are read after the first one that differs. No literal has a byte that ends a line or a block,
  /// so they are in the padding of the block at worst. One call of `memcmp` for all bytes could read beyond it.
  @inline(__always)
  private func begins(_ at: UnsafePointer<UInt8>, with literal: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count <= 64 ? haveSameBytes(literal, at, count) : begins(at, withLong: literal, count)
  }

  @inline(never)
  private func begins(_ at: UnsafePointer<UInt8>, withLong literal: UnsafePointer<UInt8>, _ count: Int)
    -> Bool
  {
    var compared = 0
    while count - compared > 64 {
      if !haveSameBytes(literal + compared, at + compared, 64) { return false }
      compared += 64
    }
    return haveSameBytes(literal + compared, at + compared, count - compared)
  }

  /// Ends a line at a node, with what is common to all lines that end there.
  /// - Returns: the number of the leaf.
  @inline(__always)
  private func endNoting(_ node: UnsafePointer<skeleton_node>, _ fields: borrowing Fields) -> Int {
    let number = Int(node.pointee.leaf)
    fields.endNoting(leaves[number].kinds, containers: leaves[number].containers)
    return number
  }

  /// Learns from a line that has none of the skeletons.
  ///
  /// Stops if the lines of a dump differ too much.
  mutating func learn(_ line: Text, _ fields: borrowing Fields, tag: UInt8) {
    if learned >= SkeletonTree.patience, matched < learned * 4 { return }
    guard let skeleton = Skeleton(line, fields) else { return }
    learned += 1
    let bytes = skeleton.segments.reduce(0) { $0 + $1.literal.count }
    let hasRoom =
      leafCount < SkeletonTree.leafRoom && nodeCount + skeleton.segments.count < SkeletonTree.nodeRoom
      && literalCount + bytes <= SkeletonTree.literalRoom
    if hasRoom, insert(skeleton, fields.kindsNow, tag) { return }
    forgetLeaves()
    (nodeCount, literalCount, leafCount) = (0, 0, 0)
    if skeleton.segments.count < SkeletonTree.nodeRoom { _ = insert(skeleton, fields.kindsNow, tag) }
  }

  /// Follows the nodes that the skeleton shares with others, and adds the rest as a new alternative.
  /// - Returns: false if there are too many alternatives.
  private mutating func insert(_ skeleton: Skeleton, _ kinds: [ValueKind], _ tag: UInt8) -> Bool {
    var next = nodeCount > 0 ? nodes : nil
    var last: UnsafeMutablePointer<skeleton_node>?
    var (level, alternatives) = (0, 0)
    while let node = next {
      let segment = skeleton.segments[level]
      let literal = UnsafeBufferPointer(start: node.pointee.literal, count: Int(node.pointee.count))
      if node.pointee.hole == segment.hole, segment.literal.elementsEqual(literal) {
        if segment.hole == .end { return true }
        (next, level, alternatives) = (node.pointee.next, level + 1, 0)
      } else {
        (last, next, alternatives) = (node, node.pointee.other, alternatives + 1)
      }
    }
    if alternatives >= SkeletonTree.mostAlternatives { return false }
    last?.pointee.other = nodes + nodeCount
    for segment in skeleton.segments[level...] { append(segment.literal, segment.hole, slot: segment.slot) }
    append([], .nothing, slot: -1)
    let containers = kinds.indices.filter { kinds[$0] == .object || kinds[$0] == .array }
    let leaf = Leaf(
      kinds: allocateCopy(of: kinds.map { $0 == .escapedString ? .string : $0 }),
      containers: allocateCopy(of: containers.map(Int32.init)), tag: tag)
    (leaves + leafCount).initialize(to: leaf)
    leafCount += 1
    return true
  }

  /// Appends a node, whose successor is the next node appended.
  private mutating func append(_ literal: [UInt8], _ hole: SkeletonHole, slot: Int32) {
    let node = skeleton_node(
      literal: literals + literalCount, next: nodes + nodeCount + 1, other: nil,
      count: Int32(literal.count), slot: slot, leaf: Int32(leafCount), hole: hole)
    (nodes + nodeCount).initialize(to: node)
    nodeCount += 1
    for byte in literal {
      literals[literalCount] = byte
      literalCount += 1
    }
  }
}

/// Copies `elements` into a new allocation that the caller must deallocate.
private func allocateCopy<Element: BitwiseCopyable>(of elements: [Element]) -> BorrowedArray<Element> {
  let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
  _ = copy.initialize(fromContentsOf: elements)
  return BorrowedArray(UnsafeBufferPointer(copy))
}

/// The skeletons of the elements of pages and of the values of files, which all of a reader's pages and files share.
final class KnownValues {
  @exclusivity(unchecked) private var skeletons = SkeletonTree()
  /// The fields of values that are only stepped over.
  private let stepped: Fields

  /// Creates an empty set.
  /// - Parameter tree: the tree of the fields that values are read into.
  init(tree: FieldTree) { stepped = Fields(tree: tree) }

  /// Reads the value at `start` if it has one of the skeletons, and notes its fields as the cursor would.
  /// - Returns: the end of the value and the tag of the skeleton, or `nil` if no skeleton fits.
  @inline(__always)
  func match(_ start: UnsafePointer<UInt8>, _ fields: borrowing Fields) -> (
    end: UnsafePointer<UInt8>, tag: UInt8
  )? {
    skeletons.match(start, limit: nil, fields)
  }

  /// Returns the end of the value at `start` if it has one of the skeletons, and so is JSON.
  ///
  /// A skeleton of a value of several lines has newlines. So it may fit beyond the end of a line, but not before it.
  /// - Parameter limit: the end of the line, value or window around it.
  @inline(__always)
  func end(of start: UnsafePointer<UInt8>, before limit: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    guard let (end, _) = skeletons.match(start, limit: nil, stepped), end <= limit else { return nil }
    return end
  }

  /// Learns from a value in brackets that has none of the skeletons.
  func learn(_ value: Text, _ fields: borrowing Fields, tag: UInt8) {
    skeletons.learn(value, fields, tag: tag)
  }
}
