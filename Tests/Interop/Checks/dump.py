"""Prints a dump with given numbers of queues, days and conversations, like a working week; the same every time."""

import json
import random
import sys

queues, days, conversations = (int(word) for word in sys.argv[1:4])
generator = random.Random(5)
topics = ["Billing", "Delivery", "Returns", "Technical support", "Contracts", "Complaints", "Sales", "Identity check"]
regions = ["north", "south", "east", "west", "Österreich", "España", "日本", "priority", "evening"]
names = ["Ada Lindqvist", "Bruno Esteves", "Chiara Vogt", "Dmitri Olsen", "Emeka Nwosu", "Fatima Haddad", "Grace Liu",
         "Hugo Marchetti", "Ines Carvalho", "Jonas Weber"]
WEEK = [1.0, 0.95, 0.9, 0.9, 0.85, 0.35, 0.25]
HOURS = [1, 1, 1, 1, 1, 2, 5, 10, 18, 26, 28, 26, 20, 22, 25, 24, 20, 15, 12, 9, 7, 5, 3, 2]
start = 1736121600000  # Monday, 6 January 2025


def queue(number):
    name = topics[number % len(topics)]
    return name if number < len(topics) else f"{name} {regions[number // len(topics) % len(regions)]} {number}"


def put(**record):
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


for number in range(conversations):
    while True:
        day = generator.randrange(days)
        if generator.random() < WEEK[day % 7]:
            break
    hour = generator.choices(range(24), HOURS)[0]
    at = start + day * 86_400_000 + hour * 3_600_000 + generator.randrange(3_600_000)
    which = min(int(generator.paretovariate(0.6)) - 1, queues - 1) if queues > 1 else 0
    identity = f"01JH{number:08d}"
    agent = generator.randrange(max(1, 2 * queues))
    put(id=identity, externalId=f"web-{number}", customer={"externalId": f"u-{number % 9973}"},
        agent={"externalId": f"a{agent}", "name": names[agent % len(names)]}, metadata={"queue": queue(which)})
    slow = 1 + which % 5
    skew = generator.choice([0, 0, 0, 0, 0, 0, 0, -90_000 if which % 7 == 3 else 0])
    step = 0
    for turn in range(generator.randrange(1, 6)):
        role = "customer" if turn % 2 == 0 else "bot" if turn == 1 and generator.random() < 0.2 else "agent"
        for _ in range(generator.choice([1, 1, 2])):
            sender = {"role": role, "externalId": f"a{agent}" if role == "agent" else "x"}
            message = dict(conversationId=identity, messageId=f"{number}-{step}", sender=sender, createdTimestamp=at)
            if generator.random() < 0.9:
                message["clientTimestamp"] = at - int(generator.lognormvariate(5.5, 1)) - (skew if role == "customer" else 0)
            put(**message)
            step += 1
            at += generator.randrange(1000, 20_000)
        wait = {"customer": generator.lognormvariate(11.5, 1.3) * slow, "agent": generator.lognormvariate(11, 1),
                "bot": 3000}[role]
        at += int(min(wait, 5 * 86_400_000))
