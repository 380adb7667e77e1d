"""Inserts the output of a mode of `run` into the pages: publish.py MODE PAGE..., the text on standard input.

A page shows a mode's output between the lines `<!-- run MODE -->` and `<!-- end -->`.
"""

import re
import sys


def main():
    mode, *pages = sys.argv[1:]
    text = sys.stdin.read().strip()
    count = 0
    for page in pages:
        with open(page) as file:
            old = file.read()
        place = re.compile(rf"(<!-- run {re.escape(mode)} -->\n).*?(<!-- end -->)", re.DOTALL)
        new, times = place.subn(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", old)
        count += times
        if new != old:
            with open(page, "w") as file:
                file.write(new)
    if count == 0:
        sys.exit(f"no page shows what `run {mode}` prints")


main()
