// The datapackage.json of a run, as the verbs read it that look at finished tables.

import ConvoStat

/// The descriptions of the tables of an output directory.
struct WrittenPackage: Decodable {
  var resources: [Resource]

  /// The description of a table.
  struct Resource: Decodable, Sendable {
    /// The name of the table, without `.csv`.
    var name: String
    var path: Files
    var dialect: Form
    var schema: Schema
  }

  /// The form of the rows of a table.
  struct Form: Decodable, Sendable {
    var delimiter: String
    var lineTerminator: String

    var separator: UInt8 { delimiter.utf8.first ?? UInt8(ascii: ",") }
  }

  /// The columns of a table.
  struct Schema: Decodable, Sendable {
    var fields: [Field]
    /// The names of the key columns; `nil` if the table has one row.
    var primaryKey: [String]?
  }

  /// The description of a column.
  struct Field: Decodable, Sendable {
    var name: String
    var type: String
    var unit: String?
  }

  /// The name of a file, or the names of the parts of a table.
  struct Files: Decodable, Sendable {
    var names: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        names = [name]
      } else {
        names = try container.decode([String].self)
      }
    }
  }
}
