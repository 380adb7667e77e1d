// JSON by RFC 8259, production by production: valid, invalid, and left open by the RFC.

/// Texts by production of RFC 8259.
///
/// `\u{...}` of Swift are the characters themselves.
enum GrammarTexts {
  /// Section 2, 3: structure, white space and literals.
  private static let structure = (
    taken: [
      "null", "true", "false", "0", "\"\"", "[]", "{}", " null ", "\tnull\t", "\r\nnull\r\n", "[ ]", "{ }",
      "[\t1\r,\n2 ]",
      "{\t\"a\"\r:\n1 }", " [ [ ] , { } ] ", "[null,true,false]", "[[[[[[[[]]]]]]]]",
      "{\"a\":{\"b\":{\"c\":{}}}}",
    ],
    refused: [
      "", " ", "\t", "nul", "nulL", "NULL", "Null", "tru", "truE", "TRUE", "True", "fals", "FALSE", "False",
      "nan", "NaN",
      "Infinity", "-Infinity", "undefined", "nulll", "truefalse", "null null", "null,null", "[null", "null]",
      "\u{0C}null",
      "\u{0B}null", "\u{A0}null", "\u{1680}null", "\u{2003}null", "\u{2028}null", "\u{3000}null",
      "\u{FEFF}null",
      "null\u{FEFF}", "null\u{0}", "\u{0}", "null;", "// c\nnull", "/* c */null", "# c\nnull", "null/**/",
      "(null)",
      "<null>", "&", "*", "~", "|", "\\", "\\u006eull", "`null`", "=1", "@", "!", "?", "%", "^",
    ]
  )

  /// Section 4: objects.
  private static let objects = (
    taken: [
      "{\"\":0}", "{\"a\":1,\"b\":2}", "{\"a\":[],\"b\":{}}", "{\"\\u0061\":1}", "{\"a\\\"b\":1}",
      "{\"\\\\\":1}",
      "{\"a\u{0}b\":1}".replacing("\u{0}", with: "\\u0000"), "{\"é\":1}", "{\"😀\":1}", "{\" \":1}",
      "{\"{\":\"}\"}",
      "{\"null\":null}",
    ],
    refused: [
      "{", "}", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}",
      "{,\"a\":1}", "{\"a\":1,,\"b\":2}",
      "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{\"a\"=1}", "{\"a\"::1}", "{:1}", "{\"a\":}", "{\"a\"}",
      "{\"a\",\"b\"}", "{a:1}", "{'a':1}",
      "{1:1}", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", "{\"a\":1]", "{\"a\":1;}", "{\"a\":1}}",
      "{\"a\":1}{", "{\"a\":1}\"x\"",
      "{\"a\":1},", "{\"a\":1}:", "{...}", "{\"a\":1/**/}", "{\"a\":1,//\n}", "{\"a\u{1}\":1}",
      "{\"a\\x\":1}", "{\"a:1}", "{\"a\":\"b}",
      "{\"a\":'b'}", "{\"a\":b}", "{\"a\":1 , }", "{\"a\":-}",
    ]
  )

  /// Section 5: arrays.
  private static let arrays = (
    taken: [
      "[1]", "[1,2]", "[1 ,2 , 3]", "[[],[]]", "[{},{}]", "[\"a\",1,null,{\"b\":[]}]", "[\"[\",\"]\"]",
      "[\"\\\"]\"]",
      "[[1],[2,[3]]]",
    ],
    refused: [
      "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1;2]", "[1:2]", "[\"a\":1]", "[1}",
      "[1]]", "[[1]", "[1]1",
      "[1],", "[a]", "['a']", "[1,a]", "[\"a]", "[\"a\",\"b]", "[-]", "[1,]]", "[[[[1]]]", "[][]", "[]{}",
      "[] []", "[\"a\"", "[null,",
      "[tru]", "[1\u{0}]", "[\u{A0}1]", "[*]", "[...]", "[,", "[]\u{2060}",
    ]
  )

  /// Section 6: numbers.
  private static let numbers = (
    taken: [
      "0", "-0", "1", "-1", "9", "10", "123456789", "0.0", "-0.0", "0.1", "1.0", "1.10", "1e1", "1E1", "1e+1",
      "1e-1",
      "1E+01", "1e00", "0e0", "0e+1", "0E-0", "-0e0", "1.5e3", "-1.5E-3", "123.456e789", "1e400", "-1e400",
      "1e-400",
      "100000000000000000000", "9007199254740993", "18446744073709551616", "-9223372036854775809",
      "0.1000000000000000055511151231257827", "0.00000000000000000000000000000000000000000001",
    ],
    refused: [
      "00", "01", "-00", "-01", "007", "0x1", "0b1", "0o7", "1.", "-1.", "1.e1", ".1", "-.1", ".", "-", "+",
      "+1", "++1", "--1",
      "-+1", "1+", "1-", "1+1", "1-1", "1e", "1E", "1e+", "1e-", "1e+-1", "1e1.", "1e1.5", "1e1e1", "1ee1",
      "1e 1", "1 e1",
      "1. 0", "1 .0", "- 1", "1,000", "1_000", "1'000", "1f", "1L", "1d", "0a", "1a", "-a", "e1", "E",
      "1.0.0", "1..0", "1/2",
      "12 34", "１", "1１", "٣", "−1", "½", "1%", "$1", "1e１", "-Infinity", "-NaN", "inf",
    ]
  )

  /// Section 7: strings.
  private static let strings = (
    taken: [
      "\"a\"", "\" \"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\u0000\"",
      "\"\\u001f\"", "\"\\u007f\"",
      "\"\\u00e9\"", "\"\\u00E9\"", "\"\\uABCD\"", "\"\\uabcd\"", "\"\\ud83d\\ude00\"", "\"\\uD83D\\uDE00\"",
      "\"\\uFFFE\"",
      "\"\\uFFFF\"", "\"\\\\u0000\"", "\"\\\\\\\\\"", "\"\\\\\\\"\"", "\"'\"", "\"`\"", "\"\u{7F}\"",
      "\"\u{80}\"", "\"\u{85}\"",
      "\"\u{A0}\"", "\"é\"", "\"e\u{301}\"", "\"\u{2028}\u{2029}\"", "\"\u{FEFF}\"", "\"\u{FFFD}\"",
      "\"\u{FFFE}\"", "\"\u{FFFF}\"",
      "\"\u{10000}\"", "\"\u{10FFFF}\"", "\"😀👨‍👩‍👧\"", "\"\u{202E}abc\"", "\"\u{E000}\"", "\"[]{}:,\"",
      "\"// c\"", "\"null\"", "\"0\"",
      "\"\\u0022\"", "\"\\u005C\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\u0061\"",
    ],
    refused: [
      "\"", "\"a", "a\"", "\"\"\"", "\"a\"b\"", "'a'", "\"\\\"", "\"\\", "\"\\a\"", "\"\\v\"", "\"\\0\"",
      "\"\\x41\"", "\"\\'\"", "\"\\U0041\"",
      "\"\\u\"", "\"\\u0\"", "\"\\u00\"", "\"\\u004\"", "\"\\u00g0\"", "\"\\u+041\"", "\"\\u 041\"",
      "\"\\u{41}\"", "\"\\u004", "\"\\ \"", "\"\\é\"",
      "\"\\\n\"", "\"\u{0}\"", "\"\u{1}\"", "\"\t\"", "\"\n\"", "\"\r\"", "\"\u{1F}\"", "\"\u{8}\"",
      "\"\u{C}\"", "\"a\u{1B}[2J\"", "\"\\ud83d", "\"\\ud83d\\\"",
      "\"\\ud83d\\u\"", "\"\\ud83d\\u12\"", "\"a\" \"b\"", "\"a\"\"b\"", "\"a\",", "“a”",
      "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\t\"",
      "\"aaaaaaaaaaaaaaaa\u{1}\"", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\q\"",
    ]
  )

  /// Section 8.1: bytes that are not UTF-8, each within a string.
  private static let bytes: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC3, 0xC3], [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF],
    [0xE2, 0x82], [0xE2, 0x82, 0x41], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
    [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
    [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x41, 0x80],
    [0xF4, 0x90, 0x80, 0x80],
    [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE],
    [0xFF],
  ]

  /// Section 9, the choices of a parser: these are accepted.
  static let takenByDecision: [(text: String, decision: String)] = [
    ("{\"a\":1,\"a\":2}", "of a key given twice the last value holds"),
    ("{\"a\":1,\"\\u0061\":2}", "keys compare unescaped"),
    ("\"\\ud83d\"", "a lone surrogate is U+FFFD"), ("\"\\ude00\"", "a lone surrogate is U+FFFD"),
    ("\"\\ude00\\ud83d\"", "a pair the wrong way round is two of them"),
    ("\"\\ud83dx\"", "a lone surrogate is U+FFFD"),
    ("\"\\ud83d\\ud83d\"", "each lone surrogate is one"),
    ("\"\\uD800\\u0041\"", "a lone surrogate is U+FFFD"),
    ("1e999999", "a number is text until a time is wanted"), ("-0", "a number keeps its sign as text"),
    ("5", "any value may stand alone"), ("\"x\"", "any value may stand alone"),
    (String(repeating: "[", count: 512) + String(repeating: "]", count: 512), "512 deep is deep enough"),
    ("[" + String(repeating: "7", count: 20_000) + "]", "a number may have any length"),
  ]

  /// The valid texts.
  static let taken: [[UInt8]] =
    [structure.taken, objects.taken, arrays.taken, numbers.taken, strings.taken].flatMap { $0 }.map {
      Array($0.utf8)
    }
    + takenByDecision.map { Array($0.text.utf8) }

  /// The invalid texts.
  static let refused: [[UInt8]] =
    [structure.refused, objects.refused, arrays.refused, numbers.refused, strings.refused].flatMap { $0 }
    .map { Array($0.utf8) } + bytes.map { [0x22] + $0 + [0x22] } + bytes.map { [0x22, 0x61] + $0 } + bytes
}
