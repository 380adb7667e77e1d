// Tools with pipes: what they say at their end, and that none of them stays.

import Foundation
import Testing

@testable import System

@Suite("Tool processes") struct ToolProcessTests {
  @Test(
    "The end of a tool is its last message, else its status or its signal",
    arguments: [
      ("exit 3", "sh ended with status 3"), ("kill -9 $$", "sh was ended by signal 9"),
      ("echo first >&2; echo last >&2; exit 1", "last"), ("true", nil),
    ] as [(String, String?)])
  func end(_ script: String, _ reason: String?) throws {
    let tool = try ToolProcess(["sh", "-c", script])
    _ = systemClose(tool.input)
    _ = systemClose(tool.output)
    let end = tool.awaitEnd()
    #expect(end.isSuccess == (reason == nil))
    if let reason { #expect(end.reason == reason) }
  }

  @Test("Bytes go through a tool") func bytes() throws {
    let tool = try ToolProcess(["tr", "a-z", "A-Z"])
    #expect(Array("some bytes".utf8).withUnsafeBytes { writeAll(tool.input, $0) })
    _ = systemClose(tool.input)
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = systemRead(tool.output, &bytes, bytes.count)
    _ = systemClose(tool.output)
    #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "SOME BYTES")
    #expect(tool.awaitEnd().isSuccess)
  }

  @Test("A tool with more messages than a pipe holds does not wait for a reader") func manyMessages() throws {
    let null = open("/dev/null", O_RDONLY)
    defer { _ = systemClose(null) }
    let script =
      "i=0; while [ $i -lt 3000 ]; do echo 'a message that is long enough to fill a pipe' >&2; i=$((i + 1)); done"
    let tool = try ToolProcess(["sh", "-c", "{ \(script); } 2>&2; echo done"], input: null)
    var byte: UInt8 = 0
    // The messages are read only after the output, as everywhere.
    #expect(systemRead(tool.output, &byte, 1) == 1)
    _ = systemClose(tool.output)
    #expect(tool.awaitEnd().messages.utf8.count == 4096)
  }

  @Test("A tool that nobody waits for is gone with its object") func abandoned() throws {
    var tool: ToolProcess? = try ToolProcess(["sh", "-c", "echo $$; exec sleep 1000"])
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = systemRead(tool?.output ?? -1, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(kill(process, 0) == 0)
    for descriptor in [tool?.input, tool?.output] { _ = systemClose(descriptor ?? -1) }
    tool = nil
    #expect(kill(process, 0) != 0)
  }

  @Test("A tool that is not installed is an error") func missing() {
    let error = #expect(throws: Errno.self) { _ = try ToolProcess(["convostat-no-such-tool"]) }
    #expect(error?.code == ENOENT)
  }

  @Test("An attempt is made at once, and until it succeeds or the time is over") func retries() {
    var attempts = 0
    let value: Int? = retry(for: .seconds(0)) {
      attempts += 1
      return nil
    }
    #expect(value == nil && attempts == 1)
    let third: Int? = retry(for: .seconds(10)) {
      attempts += 1
      return attempts == 4 ? attempts : nil
    }
    #expect(third == 4)
  }
}
