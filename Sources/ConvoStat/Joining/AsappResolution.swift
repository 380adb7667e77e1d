// The resolution of asapp references, possible only when all records are read (Inputs:
// which conversation).

/// The links between ids and external ids that asapp conversation records make.
///
/// Only names that need a link are looked up: external ids, and ids without a record. Most dumps have none,
/// and then the links are not read at all.
struct AsappResolution {
  /// By index of a reference: true if a conversation record has that id.
  private var bearsRecord: [Bool]
  /// The names that may be external ids of records.
  private let wanted = TextTable()
  /// By wanted name: the greatest id linked with it, if any, and whether several ids are.
  private var linked: [(greatest: UInt32?, isShared: Bool)] = []

  /// Collects the links that the references need.
  /// - Parameters:
  ///   - references: all references of the run.
  ///   - workers: the facts with the links of conversation records.
  init(_ references: DistinctReferences, _ workers: [Facts]) {
    bearsRecord = Array(repeating: false, count: references.count)
    for (facts, indexes) in zip(workers, references.indexes) {
      let links = facts.links.view
      for link in 0..<facts.links.count { bearsRecord[Int(indexes[Int(links[link].id)])] = true }
    }
    for index in 0..<UInt32(references.count) where needsLink(index, references) {
      _ = wanted.number(of: references[index].name)
    }
    if wanted.count == 0 { return }
    linked = Array(repeating: (nil, false), count: wanted.count)
    for (worker, facts) in workers.enumerated() {
      for number in 0..<facts.links.count {
        let link = facts.links[number]
        if link.externalID.isEmpty { continue }
        if let name = wanted.find(link.externalID) {
          note(references.indexes[worker][Int(link.id)], Int(name))
        }
      }
    }
  }

  private func needsLink(_ index: UInt32, _ references: DistinctReferences) -> Bool {
    if bearsRecord[Int(index)] { return false }
    return references[index].platform == .asapp
  }

  /// Records that a name is an external id of a record.
  ///
  /// Indexes have the order of the ids.
  private mutating func note(_ id: UInt32, _ name: Int) {
    guard let before = linked[name].greatest else {
      linked[name].greatest = id
      return
    }
    if before != id { linked[name].isShared = true }
    linked[name].greatest = max(before, id)
  }

  /// Returns the reference of the conversation that the reference at `index` means: by its id, if that is
  /// known.
  ///
  /// `isAmbiguous` is true if the reference may mean another conversation as well.
  func resolve(_ index: UInt32, in references: DistinctReferences) -> (index: UInt32, isAmbiguous: Bool) {
    guard needsLink(index, references) else { return (index, false) }
    let reference = references[index]
    if let name = wanted.find(reference.name), let greatest = linked[Int(name)].greatest {
      return (greatest, linked[Int(name)].isShared)
    }
    if reference.kind == .byID { return (index, false) }
    return (references.find(.byID(reference.name)) ?? index, false)
  }
}
