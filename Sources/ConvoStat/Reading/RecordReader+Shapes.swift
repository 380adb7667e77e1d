// Records by their shape: each goes to the reader of its platform, pages and events to the records in them.

extension RecordReader {
  /// The outcome of a record that was not refused.
  enum Outcome { case record, ignored }

  /// Reads the record whose fields were noted at `level`, with the reader of its shape.
  /// - Throws: `Refusal` if the record cannot be used.
  @inline(__always)
  func dispatch(
    _ value: Text, _ shape: Shape, _ fields: Fields, level: Int, _ context: PageContext,
    _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) -> Outcome {
    switch shape {
    case .page: try page(value, level, context, position)
    case .event: return try event(level, context, position)
    case .frame: return try event(reading(fields.raw(.frame), level + 1), context, position)
    case .keepAlive: return ignored(fields.text(.type))
    case .reportingEvent:
      if try !chatwoot.reportingEvent(fields, context, into: facts) { return ignored("reporting event") }
    case .notification: return ignored("notification")
    case .surveyResponse: try chatwoot.surveyResponse(fields, context, position, into: facts)
    case .wrapped: return try wrapped(fields, level, context, position, into: facts)
    case .asappMessage: try AsappReader.message(fields, context, position, into: facts)
    case .chatwootMessage: try chatwoot.message(fields, context, position, into: facts)
    case .items:
      try page(
        fields.raw(.items), level, PageContext(page: fields, within: context, names: chatwoot.customerNames),
        position)
    case .payload:
      try page(
        fields.raw(.payload), level,
        PageContext(page: fields, within: context, names: chatwoot.customerNames), position)
    case .dataPayload:
      let data = try self.fields(reading(fields.raw(.data), level + 1))
      let outer = PageContext(page: fields, within: context, names: chatwoot.customerNames)
      try page(
        data.raw(.payload), level + 1, PageContext(page: data, within: outer, names: chatwoot.customerNames),
        position)
    case .asappConversation:
      let inside = try asapp.conversation(fields, position, into: facts)
      messages(in: fields, level: level, inside, position)
    case .inbox: chatwoot.inbox(fields, context, position, into: facts)
    case .chatwootConversation: try conversation(level, context, position, nil)
    case .apiError: throw Refusal(apiError: fields)
    case .fact:
      guard let facting else { throw Refusal.ofFacts }
      try facting.read(value, into: facts)
    case .unknown: throw ErrorBody(value).map(Refusal.init) ?? Refusal(unknownShapeOf: value)
    }
    return .record
  }

  /// Maximum length of the name of an ignored record in bytes.
  private static let maximumIgnoredBytes = 80

  /// Counts an ignored record by its name, such as that of its event.
  @inline(never)
  private func ignored(_ name: Text) -> Outcome {
    ignoredNames.add(name.prefix(RecordReader.maximumIgnoredBytes))
    return .ignored
  }

  private func ignored(_ name: StaticString) -> Outcome { ignored(Text(name)) }

  /// Reads the record in the body of a webhook.
  @inline(never)
  private func wrapped(
    _ fields: Fields, _ level: Int, _ context: PageContext, _ position: RecordPosition, into facts: Facts
  ) throws(Refusal) -> Outcome {
    guard let body = body(of: fields) else { return .ignored }
    let inner = try reading(body, level + 1)
    let fields = self.fields(inner)
    return try dispatch(
      body, shape(of: body, fields), fields, level: inner, context, position, into: facts)
  }

  /// Reads an event.
  ///
  /// Its fields are in the object `data`, or else beside its name.
  private func event(
    _ level: Int, _ context: PageContext, _ position: RecordPosition
  ) throws(Refusal) -> Outcome {
    let fields = self.fields(level)
    let subject = EventSubject(fields.text(.event))
    if subject == .other { return ignored(fields.text(.event)) }  // before its fields are noted
    let inner = fields.kind(.data) == .object ? try reading(fields.raw(.data), level + 1) : level
    switch subject {
    case .message, .messageRevision:
      try chatwoot.message(
        self.fields(inner), context, position, isRevision: subject == .messageRevision, into: facts)
    case .conversation(let event): try conversation(inner, context, position, event)
    case .handover: try chatwoot.handover(self.fields(inner), context, position, into: facts)
    case .other: return .ignored
    }
    return .record
  }

  private func conversation(
    _ level: Int, _ context: PageContext, _ position: RecordPosition, _ event: ConversationEvent?
  ) throws(Refusal) {
    let fields = fields(level)
    let inside = try chatwoot.conversation(fields, context, position, event, into: facts)
    messages(in: fields, level: level, inside, position)
  }

  /// Reads an object inside a line as a record, and notes its fields at `level`.
  /// - Returns: `level`.
  private func reading(_ value: Text, _ level: Int) throws(Refusal) -> Int {
    if level > RecordReader.deepestPage { throw Refusal(.unknownShape) }
    var cursor = Cursor(at: value.start, fields: fields(level), spansLines: true)
    guard (try? cursor.record()) != nil else { throw Refusal(.badJSON) }
    noteEmbedded(fields(level))
    return level
  }

  /// Returns the shape of a record whose fields were noted.
  ///
  /// Notes the fields of objects that the record holds as texts, too.
  func shape(of value: Text, _ fields: Fields) -> Shape {
    if value[0] == UInt8(ascii: "[") { return .page }
    noteEmbedded(fields)
    if fields.kind(.headers) == .object, body(of: fields) != nil { return .wrapped }
    return Shape(fields)
  }

  /// Notes the fields of attributes that are a text that contains an object, as rows of the database have them.
  private func noteEmbedded(_ fields: Fields) {
    for field in [Field.contentAttributes, .additionalAttributes] where fields.isString(field) {
      guard let object = embedded.object(in: fields.text(field), fields) else { continue }
      var cursor = Cursor(at: object.start, fields: fields, spansLines: true)
      try? cursor.value(of: field.key)
    }
  }

  /// Returns the record in the body of a webhook as a receiver stores it; `nil` if the body is no object and no text
  /// that contains one.
  private func body(of fields: Fields) -> Text? {
    if fields.kind(.body) == .object { return fields.raw(.body) }
    return fields.isString(.body) ? embedded.object(in: fields.text(.body), fields) : nil
  }
}
