// The scripts of samples/export, with a curl that answers as the platforms do.

import Foundation
import TestSupport
import Testing

@Suite(
  "The scripts that save a dump",
  .enabled(if: Skips.unless(Skips.isInPath("jq"), "jq"), "jq is not installed"))
struct ExportTests {
  @Test(
    "Every page of conversations and messages is saved, and every record is read",
    arguments: ["asapp", "chatwoot"])
  func scripts(_ platform: String) throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "convostat-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    try Data(Self.curl.utf8).write(to: place.appendingPathComponent("curl"))
    try Data("E1\n".utf8).write(to: place.appendingPathComponent("external-ids.txt"))
    let script = Document.root.appendingPathComponent("samples/export/\(platform).sh").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "chmod +x curl && sh '\(script)' && '\(try BuiltCommand.find().path)' check dump 2>&1",
    ]
    process.currentDirectoryURL = place
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    process.environment = [
      "PATH": "\(place.path):\(path)", "ASAPP_ID": "id", "ASAPP_SECRET": "secret", "ACCOUNT": "3",
      "CHATWOOT_TOKEN": "t",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(
      text.contains("\nkept      3 messages in 1 conversation") && !text.contains("rejected"), "\(text)")
  }

  /// A program that answers by the address, the last word that has one.
  private static let curl = """
    #!/bin/sh
    for word in "$@"; do case $word in http*) url=$word ;; esac; done
    case $url in
      */conversation/v1/conversations) echo '{"items":[{"id":"A1","externalId":"E1","customer":{}}]}' ;;
      */conversations/A1/messages) echo '{"items":[
        {"messageId":"m1","sender":{"role":"customer"},"createdTimestamp":"2026-01-05T09:00:00Z"},
        {"messageId":"m2","sender":{"role":"agent"},"createdTimestamp":"2026-01-05T09:01:00Z"},
        {"messageId":"m3","sender":{"role":"customer"},"createdTimestamp":"2026-01-05T09:02:00Z"}]}' ;;
      */accounts/3/inboxes) echo '{"payload":[{"id":1,"name":"Web","channel_type":"Channel::WebWidget"}]}' ;;
      */conversations*page=1) echo '{"data":{"payload":[{"id":7,"account_id":3,"inbox_id":1,"meta":{}}]}}' ;;
      */conversations*page=*) echo '{"data":{"payload":[]}}' ;;
      */conversations/7/messages) echo '{"payload":[{"id":12,"message_type":1,"created_at":1767603700},
        {"id":11,"message_type":0,"created_at":1767603600}]}' ;;
      */conversations/7/messages*before=11) echo '{"payload":[{"id":10,"message_type":0,"created_at":1767603500}]}' ;;
      */conversations/7/messages*) echo '{"payload":[]}' ;;
      *) echo "no answer for $url" >&2; exit 1 ;;
    esac

    """
}
