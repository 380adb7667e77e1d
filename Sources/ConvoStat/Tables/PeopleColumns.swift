// What the definitions of columns about people say if the tables do not name everybody.

extension People {
  /// Content of a column about people.
  enum Content { case id, name, key }

  /// Returns the definition of a column about agents.
  func ofAgents(_ definition: String, _ content: Content) -> String {
    definition + People.note(agents, "--agents", content)
  }

  /// Returns the definition of a column about customers.
  func ofCustomers(_ definition: String, _ content: Content) -> String {
    definition + People.note(customers, "--customers", content)
  }

  /// Returns the definition of a key column of tables by groups.
  func definition(of key: Key) -> String {
    key == .agent || key == .assignedAgent ? ofAgents(key.definition, .key) : key.definition
  }

  /// Returns the sentence that follows a definition; empty if the column says everything.
  private static func note(_ disclosure: Disclosure, _ flag: String, _ content: Content) -> String {
    switch (disclosure, content) {
    case (.names, _), (.ids, .id), (.ids, .key): ""
    case (.pseudonyms, .id), (.pseudonyms, .key):
      " Because of \(flag) pseudonyms, a pseudonym is in place of each id."
    case (.none, .key): " Because of \(flag) none, all agents together are (hidden)."
    case (.ids, .name), (.pseudonyms, .name), (.none, _): " Empty because of \(flag) \(disclosure.rawValue)."
    }
  }
}
