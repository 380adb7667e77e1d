"""The definition of a kind of hostile input, and the parts that all kinds use."""

from typing import Callable, NamedTuple

START = 1767603600


class Kind(NamedTuple):
    """An input of a size, and how it is read: in.ndjson, in the working directory of the run."""

    write: Callable
    size: int
    options: list = []
    verb: str = "summarize"
    # Files that are written next to the input, each with its name and a function that writes it.
    beside: dict = {}
    status: int = 0

    @property
    def words(self):
        place = {"summarize": ["--out", "out"], "merge": ["--out", "out"], "facts": ["--out", "facts.ndjson"]}
        return [self.verb, "in.ndjson", *place[self.verb], *self.options]


def message(conversation, number, agent="a", role=None):
    role = role or ("customer" if number % 2 == 0 else "agent")
    return (
        f'{{"conversationId":"{conversation}","messageId":"m{number}","sender":{{"role":"{role}",'
        f'"externalId":"{agent}"}},"createdTimestamp":{START + number % 30000000}}}'
    )


def lines(out, every):
    buffer = []
    for line in every:
        buffer.append(line)
        if len(buffer) == 20000:
            out.write(("\n".join(buffer) + "\n").encode())
            buffer.clear()
    out.write(("\n".join(buffer) + "\n").encode())
