"""Files of hostile sizes whose values are cut or broken, so that the reader must find where to continue."""

from kind import Kind, lines, message

GOOD = message("c", 0)


def array(unit, between="\n"):
    """Returns a writer of an array file: a broken element again and again, then a good one on a line of its own."""

    def write(out, n):
        out.write(b"[\n")
        for start in range(0, n, 10_000):
            out.write(((unit + between) * min(10_000, n - start)).encode())
        out.write(f"\n{GOOD}\n".encode())

    return write


def pretty(out, n):
    lines(out, ["{", "}"])
    lines(out, ('{\n "a": [\n  {"b":' for _ in range(n)))
    lines(out, [GOOD])


def far_apart(out, n):
    """Writes cut elements with a thousand good ones after each."""
    lines(out, ["["])
    for cut in range(max(1, n // 1000)):
        lines(out, ['{"a":[{"b":[1,'] + [message(f"c{cut}", i) + "," for i in range(1000)])
    lines(out, [GOOD])


KINDS = {
    "cuts-in-inner-arrays": Kind(array('{"a":['), 250_000),
    "cuts-far-apart": Kind(far_apart, 250_000),
    "a-level-on-every-line": Kind(array("["), 250_000),
    "not-a-number-on-one-line": Kind(array('{"a":NaN},', ""), 250_000),
    "quotes-that-never-close": Kind(array('{"a":"'), 250_000),
    "brackets-that-do-not-match": Kind(array('{"a":[[[}},', ""), 250_000),
    "surplus-commas": Kind(array(",", ""), 1_000_000),
    "pretty-values-that-break-off": Kind(pretty, 250_000),
    "values-without-lines": Kind(lambda o, n: lines(o, (GOOD * 20 for _ in range(n // 20 + 1))), 250_000),
    "broken-values-without-lines": Kind(
        lambda o, n: lines(o, ('{"a":NaN}' * 20 + GOOD for _ in range(n // 20 + 1))), 250_000
    ),
}
