// The tables that are written row by row while conversations are measured.

/// The tables whose rows are written while conversations are measured, one conversation after the other.
enum StreamedTable: CaseIterable, Sendable {
  case conversations, responses
}
