// swift-tools-version: 6.2
// The package: a library that reads dumps and makes tables, and the thin command on top of it.

import Foundation
import PackageDescription

/// Returns the README of every folder of a target, which are no sources.
func readmes(_ target: String) -> [String] {
  let paths = FileManager.default.enumerator(atPath: "\(Context.packageDirectory)/Sources/\(target)")
  return paths?.compactMap { $0 as? String }.filter { $0.hasSuffix("README.md") }.sorted() ?? []
}

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "convostat",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "convostat", targets: ["Command"])],
  targets: [
    .target(name: "Ending", exclude: readmes("Ending")),
    .target(name: "Intrinsics", exclude: readmes("Intrinsics")),
    .systemLibrary(name: "Zlib"),
    .target(
      name: "System", dependencies: ["Ending", "Intrinsics", "Zlib"], exclude: readmes("System"),
      swiftSettings: settings),
    .target(
      name: "ConvoStat", dependencies: ["System", "Ending", "Intrinsics"], exclude: readmes("ConvoStat"),
      swiftSettings: settings),
    .target(
      name: "Presentation", dependencies: ["ConvoStat", "System"], exclude: readmes("Presentation"),
      swiftSettings: settings),
    .executableTarget(
      name: "Command", dependencies: ["ConvoStat", "System", "Ending", "Presentation"],
      exclude: readmes("Command"), swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    .testTarget(
      name: "ConvoStatTests", dependencies: ["ConvoStat", "System", "Presentation", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PresentationTests", dependencies: ["ConvoStat", "System", "Presentation", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CommandTests", dependencies: ["Command", "TestSupport"], exclude: ["Cases", "Faults/faults.c"],
      swiftSettings: settings),
    .testTarget(
      name: "Interop", dependencies: ["Command", "TestSupport"], path: "Tests/Interop",
      exclude: ["Checks", "hostile.ndjson", "requirements.txt"],
      swiftSettings: settings),
  ]
)
