// The words that turn something on or off.

/// The value of a flag that turns something on or off.
enum YesOrNo: String, CaseIterable { case yes, no }
