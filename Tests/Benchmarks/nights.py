"""Cuts a dump into nights: nights.py DUMP OUT COUNT.

A night has the conversations that began in it, in equal numbers, and a tenth of those of the next night too. So a
tenth of each night overlaps with another.
"""

import os
import re
import sys

CONVERSATION = re.compile(rb'"conversationId":"([^"]*)"')


def main():
    source, out, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(f"{source}/conversations.ndjson", "rb") as file:
        records = file.read().splitlines(keepends=True)
    with open(f"{source}/messages.ndjson", "rb") as file:
        messages = file.read().splitlines(keepends=True)
    # The ids are ULIDs, which sort by time.
    own = [re.search(rb'"id":"([^"]*)"', line)[1] for line in records]
    places = {identity: place * count / len(own) for place, identity in enumerate(sorted(own))}
    of = [CONVERSATION.search(line)[1] for line in messages]
    for name, lines, identities in (("conversations", records, own), ("messages", messages, of)):
        nights = [[] for _ in range(count)]
        for line, identity in zip(lines, identities):
            night = int(places[identity])
            nights[night].append(line)
            if night > 0 and places[identity] - night < 0.1:
                nights[night - 1].append(line)
        for night, part in enumerate(nights):
            os.makedirs(f"{out}/{night:03}", exist_ok=True)
            with open(f"{out}/{night:03}/{name}.ndjson", "wb") as file:
                file.writelines(part)


main()
