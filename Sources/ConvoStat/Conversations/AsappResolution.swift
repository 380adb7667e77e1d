// Which asapp conversation a reference means, known only when all records are read (README 1.2).

/// The links that asapp conversation records make between ids and external ids.
struct AsappResolution {
  /// By number of an id's reference: whether a record bears that id.
  private var bearsRecord: [Bool]
  /// By number of an external id's reference: the greatest id linked with it, or `none`.
  private var greatest: [UInt32]
  /// By number of an external id's reference: whether several ids are linked with it.
  private var isShared: [Bool]

  /// - Parameters:
  ///   - references: all references of the run.
  ///   - links: the links of all records, by those references' numbers.
  init(references: ReferenceTable, links: [Facts.Link]) {
    bearsRecord = Array(repeating: false, count: references.count)
    greatest = Array(repeating: Facts.Link.none, count: references.count)
    isShared = Array(repeating: false, count: references.count)
    for link in links {
      bearsRecord[Int(link.id)] = true
      if link.externalID == Facts.Link.none { continue }
      let external = Int(link.externalID)
      let before = greatest[external]
      if before == Facts.Link.none {
        greatest[external] = link.id
      } else if before != link.id {
        isShared[external] = true
        if references.text(before) < references.text(link.id) { greatest[external] = link.id }
      }
    }
  }

  /// The reference that stands for the conversation which a reference means, by its id where that is known;
  /// and whether another conversation might be meant as well.
  func resolve(_ number: UInt32, in references: ReferenceTable) -> (number: UInt32, isAmbiguous: Bool) {
    switch references[number] {
    case .byID(let id):
      if bearsRecord[Int(number)] { return (number, false) }
      guard let external = references.find(.byExternalID(id)) else { return (number, false) }
      return greatest(external) ?? (number, false)
    case .byExternalID(let id):
      return greatest(number) ?? (references.find(.byID(id)) ?? number, false)
    case .chatwoot:
      return (number, false)
    }
  }

  private func greatest(_ external: UInt32) -> (number: UInt32, isAmbiguous: Bool)? {
    let linked = greatest[Int(external)]
    return linked == Facts.Link.none ? nil : (linked, isShared[Int(external)])
  }
}
