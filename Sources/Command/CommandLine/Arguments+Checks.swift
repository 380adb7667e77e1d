// Checks of a command line: of options that need each other, and of operands.

import ConvoStat

extension Arguments {
  /// Throws if an option is given without the one that it needs, pseudonyms without a key, or a key without use.
  ///
  /// A key without use is refused, since who gives it expects that the outputs do not say who people are.
  func checkCompanions() throws(UsageError) {
    for flag in typedNames.compactMap(Flag.named) where partial == nil || !flag.excludesPartial {
      if let other = flag.needs, !typedNames.contains(other) { throw .alone(flag.name, needs: other) }
    }
    let people = options.people
    let asked = [("agents", people.agents), ("customers", people.customers)].first { $0.1 == .pseudonyms }
    if let asked, people.key == nil { throw .noPseudonymKey(flag: asked.0) }
    if asked == nil, people.key != nil { throw .unusedPseudonymKey }
  }

  /// Returns the only operand, or `nil` without one; throws if there are several.
  func onlyOperand(of verb: Verb) throws(UsageError) -> String? {
    if operands.count > 1 { throw .tooManyOperands(verb, operands[1]) }
    return operands.first
  }
}

extension FlagValue {
  /// Returns the template of links.
  func link() throws(UsageError) -> LinkTemplate {
    do throws(LinkTemplate.Mistake) { return try LinkTemplate(text) } catch {
      let near = error.unknownName.flatMap { nearest(to: $0, among: LinkTemplate.names) }
      let parts = [near.map { "did you mean {\($0)}?" }, error.hint].compactMap(\.self)
      throw refused(error.expected, hint: parts.isEmpty ? nil : parts.joined(separator: " "))
    }
  }

  /// Returns the key in a file.
  func pseudonymKey() throws(UsageError) -> PseudonymKey {
    let path = try path()
    do throws(SettingsMistake) { return try PseudonymKey(path: path) } catch {
      throw .badFile(flag: flag, path: path, key: error.key, problem: error.problem)
    }
  }
}
