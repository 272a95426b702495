"""The lines around the plan proper that tell where it comes from: the notice, the data sheet, the imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from intake.parsing.passage import Passage

FRONT_LINES = 160
FRONT_SIGNS = 9000
BACK_LINES = 25
BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,40}\]|^#{1,6} |\*\*|^[*_]+|[*_]+$")
SPACES = re.compile(r"\s+")
BODY = re.compile(r"^(?:第[一1](?:章|篇|部分|节)|一、|1[.、] ?[^\d\s])")


@dataclass(frozen=True)
class Front:
    """`lines` up to the first heading of the plan; `back` the last lines of the file."""

    lines: tuple[Passage, ...]
    back: tuple[Passage, ...]


def front_of(page: Passage) -> Front:
    """Empty lines are left out."""
    filled = [line for line in (_clean(line) for line in page.lines()) if line]
    front: list[Passage] = []
    for line in filled[:FRONT_LINES]:
        if (BODY.match(line.text) and front) or sum(map(len, front)) > FRONT_SIGNS:
            break
        front.append(line)
    return Front(tuple(front), tuple(filled[-BACK_LINES:]))


def close(text: str) -> str:
    """Without spaces: titles and dates are spaced out to fill their line."""
    return SPACES.sub("", text)


def tight(passage: Passage) -> Passage:
    """The passage without its spaces and line ends."""
    kept = [at for at, sign in enumerate(passage.text) if not sign.isspace()]
    return Passage("".join(passage.text[at] for at in kept), tuple(passage.origin[at] for at in kept))


def together(lines: Iterable[Passage]) -> Passage:
    return tight(Passage.joined(lines))


def _clean(line: Passage) -> Passage:
    """Without bookmarks that Word left behind and signs of Markdown."""
    return line.replaced(BOOKMARK, lambda match: "").strip()
