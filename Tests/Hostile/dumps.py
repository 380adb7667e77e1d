"""Dumps of hostile sizes: lines, pages, conversations, ids, agents and rejects without end."""

from kind import START, Kind, lines, message


def numbered(records):
    """Writes the lines that a function gives for each number below the size."""
    return lambda out, n: lines(out, (line for i in range(n) for line in records(i)))


def huge_line(out, n):
    piece = b"a" * (1 << 20)
    for _ in range(max(1, n >> 20)):
        out.write(piece)
    out.write(b"\n")
    lines(out, [message("c", 0)])


def huge_string(out, n):
    out.write(b'[{"messageId":"')
    piece = b"a" * (1 << 20)
    for _ in range(max(1, n >> 20)):
        out.write(piece)
    out.write(b'"},\n')
    lines(out, [message("c", 0) + "]"])


def nested(out, n):
    out.write(b"[1,\n" + b"[" * n + b"\n")
    lines(out, [message("c", 0)])


def nested_lines(out, n):
    lines(out, ("[" * 600 for _ in range(n)))
    lines(out, [message("c", 0)])


def page(out, n):
    out.write(b'{"conversationId":"c","items":[')
    for number in range(n):
        out.write((("," if number else "") + message("c", number)).encode())
    out.write(b"]}\n")


def rejected_elements(out, n):
    """A page whose elements are all bad, so that its context is repeated for each reject."""
    out.write(b'{"conversationId":"' + b"7" * 3500 + b'","items":[')
    for number in range(n):
        out.write(b'%s{"messageId":1,"sender":{"role":"x"}}' % (b"," if number else b""))
    out.write(b"]}\n")
    lines(out, [message("c", 0)])


def unclosed_array(out, n):
    out.write(b"[\n")
    lines(out, ('{"a":[1,"b",{"c":tru' for _ in range(n)))
    lines(out, [message("c", 0)])


KINDS = {
    "one-huge-line": Kind(huge_line, 1 << 30),
    "a-huge-string-in-an-array": Kind(huge_string, 1 << 28),
    "brackets-that-never-close": Kind(nested, 250_000),
    "lines-that-are-too-deep": Kind(nested_lines, 250_000),
    "one-page": Kind(page, 250_000, ["--max-line-bytes", "1G"]),
    "elements-that-are-rejected": Kind(
        rejected_elements, 100_000, ["--max-line-bytes", "1G", "--max-reject-bytes", "16M"]
    ),
    "a-line-of-zeros": Kind(
        lambda o, n: (lines(o, [message("c", 0)]), o.write(b"\0" * n + b"\n")), 15_000_000
    ),
    "values-that-break-off": Kind(unclosed_array, 250_000),
    "one-conversation": Kind(lambda o, n: lines(o, (message("c", i) for i in range(n))), 1_250_000),
    "conversations-of-one-message": Kind(lambda o, n: lines(o, (message(f"c{i}", i) for i in range(n))), 250_000),
    "agents-and-queues": Kind(
        numbered(
            lambda i: (
                f'{{"id":"c{i}","customer":{{}},"metadata":{{"queue":"q{i}"}},"agent":{{"externalId":"a{i}","name":"n{i}"}}}}',
                message(f"c{i}", 1, f"a{i}"),
            )
        ),
        250_000,
    ),
    "inboxes-without-accounts": Kind(
        numbered(
            lambda i: (
                f'{{"id":{i},"name":"n{i}","channel_type":"x"}}',
                f'{{"id":{i},"inbox_id":{i},"account_id":{i % 1000},"meta":{{}}}}',
            )
        ),
        100_000,
    ),
    "ids-of-a-megabyte": Kind(lambda o, n: lines(o, (message("c" * (1 << 20) + str(i), i) for i in range(n))), 100),
    "one-message-again-and-again": Kind(lambda o, n: lines(o, (message("c", 0) for _ in range(n))), 500_000),
    "one-external-id-for-all": Kind(
        numbered(
            lambda i: (
                f'{{"id":"c{i}","externalId":"x","customer":{{}}}}',
                f'{{"externalId":"x","messageId":"m{i}","sender":{{"role":"agent"}},"createdTimestamp":{START + i}}}',
            )
        ),
        250_000,
    ),
    "keys-without-end": Kind(
        lambda o, n: o.write(
            ("{" + ",".join(f'"k{i}":{i}' for i in range(n)) + "," + message("c", 0)[1:] + "\n").encode()
        ),
        500_000,
    ),
    "rejects": Kind(lambda o, n: lines(o, ["{}"] + ["x" for _ in range(n - 1)] + [message("c", 0)]), 2_500_000),
    "blank-lines": Kind(lambda o, n: (o.write(b"\n" * n), lines(o, [message("c", 0)])), 50_000_000),
}
