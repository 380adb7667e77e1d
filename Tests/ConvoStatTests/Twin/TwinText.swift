// Text that is compared by its bytes, as ids and names are.

import Foundation

extension Twin {
  /// A text; equal and ordered by its UTF-8 bytes, where Swift's own strings go by canonical equivalence.
  struct Text: Hashable, Comparable, ExpressibleByStringLiteral {
    /// The text itself.
    let string: String

    /// The text of a string.
    init(_ string: String) { self.string = string }
    /// The text of a literal.
    init(stringLiteral string: String) { self.string = string }

    /// Returns true if two texts are equal byte for byte.
    static func == (a: Text, b: Text) -> Bool {
      a.string == b.string && Data(a.string.utf8) == Data(b.string.utf8)
    }
    /// Equal bytes have equal hashes; canonically equivalent texts have too, which does no harm.
    func hash(into hasher: inout Hasher) { hasher.combine(string) }
    /// Returns true if the left text comes first bytewise.
    static func < (a: Text, b: Text) -> Bool { a.string.utf8.lexicographicallyPrecedes(b.string.utf8) }

    /// Returns true if `self` comes before another id: by length in bytes, then bytewise, so that 9 is before
    /// 10.
    func precedesAsID(_ other: Text) -> Bool {
      let lengths = (string.utf8.count, other.string.utf8.count)
      return lengths.0 != lengths.1 ? lengths.0 < lengths.1 : self < other
    }
  }
}
