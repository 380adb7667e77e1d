// Templates of links.

import Testing

@testable import ConvoStat

@Suite struct LinkTemplateTests {
  @Test(
    "A template of a page of the web is taken",
    arguments: [
      "https://chat.example.com/app/accounts/{account_id}/conversations/{conversation_id}",
      "http://localhost:3000/{source}/{queue}?a={metadata.a b}#{external_id}",
      "HTTPS://x/%20{customer_id}!$&'()*+,;=:@",
    ])
  func taken(_ text: String) throws { #expect(try LinkTemplate(text).text == text) }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "x", "javascript://x/{conversation_id}", "data:text/html,{conversation_id}",
      "https:/x/{conversation_id}",
      "https://{conversation_id}", "https://a@b/{conversation_id}", "https://x/", "https://x/{conversation}",
      "https://x/{conversation_id}\n", "https://x/\r\n{conversation_id}", "https://x/<{conversation_id}>",
      "https://x/{{conversation_id}}",
    ])
  func refused(_ text: String) { #expect(throws: LinkTemplate.Mistake.self) { try LinkTemplate(text) } }

  @Test("The unknown name is told") func unknown() {
    let mistake = #expect(throws: LinkTemplate.Mistake.self) { try LinkTemplate("https://x/{id}") }
    #expect(mistake?.unknownName == "id")
  }
}
