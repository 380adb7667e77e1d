// swift-tools-version: 6.2
// The package: a library that reads dumps and makes tables, and the thin command on top of it.

import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "convostat",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "convostat", targets: ["Command"])],
  targets: [
    .target(name: "Ending"),
    .target(name: "Intrinsics"),
    .systemLibrary(name: "Zlib"),
    .target(name: "ConvoStat", dependencies: ["Ending", "Intrinsics", "Zlib"], swiftSettings: settings),
    .target(name: "Presentation", dependencies: ["ConvoStat"], swiftSettings: settings),
    .executableTarget(
      name: "Command", dependencies: ["ConvoStat", "Ending", "Presentation"], swiftSettings: settings),
    .testTarget(
      name: "ConvoStatTests", dependencies: ["ConvoStat", "Presentation"], swiftSettings: settings),
    .testTarget(
      name: "PresentationTests", dependencies: ["Presentation"], swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["Command"], exclude: ["Cases", "Faults/faults.c"],
      swiftSettings: settings),
    .testTarget(
      name: "Interop", dependencies: ["Command"], path: "Tests/Interop",
      exclude: ["Checks", "hostile.ndjson", "requirements.txt"],
      swiftSettings: settings),
  ]
)
