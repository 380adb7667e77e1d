// Numbers of cells: read exactly, subtracted, and set in proportion with halves rounded up.

import Testing

@testable import Presentation

@Suite struct DecimalCellTests {
  @Test(
    "A cell is read to its last decimal, and a cell that is not a number has no value",
    arguments: [
      ("0", 0, 0), ("-12.345", -12_345, 3), ("0.0001", 1, 4), ("-0.5", -5, 1), ("", nil, 0), ("x", nil, 0),
      ("1.", 1, 0), (".5", nil, 0), ("1.2.3", nil, 0), ("99999999999999999999", nil, 0),
    ] as [(String, Int64?, Int)])
  func reading(_ text: String, _ units: Int64?, _ places: Int) {
    #expect(DecimalCell(text) == units.map { DecimalCell(units: $0, places: places) })
  }

  @Test(
    "A share has four decimals, half up also below zero",
    arguments: [
      (1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20_000, "0.0001"), (-1, 20_000, "0.0000"),
      (-3, 20_000, "-0.0001"),
      (-1, 2, "-0.5000"), (5, -10, "0.5000"), (Int64.max, 1, nil), (1, 0, nil),
    ] as [(Int64, Int64, String?)])
  func share(_ part: Int64, _ whole: Int64, _ expected: String?) {
    let share = DecimalCell(units: part, places: 3).share(of: DecimalCell(units: whole, places: 3))
    #expect(share?.text == expected)
  }

  @Test("Numbers of other places and differences without room have no value")
  func difference() {
    #expect(DecimalCell("1.5")?.less(DecimalCell(units: 1, places: 0)) == nil)
    #expect(
      DecimalCell(units: .min, places: 0).less(DecimalCell(units: 1, places: 0)) == nil)
    #expect(DecimalCell("1.000")?.less(DecimalCell(units: 2500, places: 3))?.text == "-1.500")
  }
}
