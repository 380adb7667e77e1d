// The tables that are written row by row while conversations are measured.

/// The tables whose rows are written during measuring, one conversation after the other.
enum StreamedTable: CaseIterable, Sendable {
  case conversations, responses
}
