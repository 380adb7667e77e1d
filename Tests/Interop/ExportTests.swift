// The exports of samples/export against a local server that answers as the platforms do, and that misbehaves.

import Foundation
import TestSupport
import Testing

@Suite(
  .serialized,
  .enabled(
    if: Skips.unless(["jq", "curl", "python3"].allSatisfy(Machine.has), "jq, curl and Python"),
    "jq, curl or Python is not installed"))
struct ExportTests {
  @Test(
    "An export is whole, or it ends with a status and names what is missing",
    arguments: ["good", "faulty", "waits", "bad", "down", "endless", "ids", "sizes", "many"])
  func whole(_ scenario: String) throws { try check(scenario) }

  @Test(
    "An export goes on where it stopped, and fetches only what changed",
    arguments: ["unchanged", "since", "killed", "alone", "nightly"])
  func goesOn(_ scenario: String) throws { try check(scenario) }

  @Test(
    "Keys stay secret, the rate is kept, and wrong usage is said",
    arguments: ["secrets", "pace", "lists", "usage"])
  func commandLine(_ scenario: String) throws { try check(scenario) }

  @Test(
    "ShellCheck finds nothing in the scripts",
    .enabled(if: Skips.unless(Machine.has("shellcheck"), "ShellCheck"), "ShellCheck is not installed"))
  func style() throws {
    let said = try Outputs.shell("cd samples/export && shellcheck -x asapp.sh chatwoot.sh")
    #expect(said == "")
  }

  private func check(_ scenario: String) throws {
    let python = try #require(Machine.path(of: "python3"))
    try Outputs.check("export", by: python, Machine.command.path, scenario)
  }
}
