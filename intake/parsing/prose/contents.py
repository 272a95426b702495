"""The table of contents at the front: headings with page numbers that are not the headings themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.passage import Passage
from intake.parsing.prose.markers import marker_of

CONTENTS = re.compile(r"目\s*[录次]$")
PAGE_NUMBER = re.compile(r"(?:[.…·．\s\t]{2,}|[\t ])[-(]?\d{1,3}[-)]?$")
LONGEST_ENTRY = 60


def without_contents(paragraphs: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """What stands up to the end of the contents, and the rest; nothing and all where there are none."""
    start = next((at for at, each in enumerate(paragraphs) if CONTENTS.match(each.text.strip(" #*"))), None)
    if start is None:
        start = next((at - 1 for at in range(len(paragraphs)) if _are_entries(paragraphs[at : at + 3])), None)
    if start is None:
        return [], list(paragraphs)
    end = _end_of(paragraphs, start + 1)
    return list(paragraphs[:end]), list(paragraphs[end:])


def _end_of(paragraphs: Sequence[Passage], start: int) -> int:
    """At the first heading that comes again; else behind the last line with a page number, or where text
    begins if most of the headings before it come again behind it.
    """
    seen = set[str]()
    numbered = at = start
    for at in range(start, len(paragraphs)):
        text = paragraphs[at].text
        if _plain(text) in seen:
            return at
        if len(text) > LONGEST_ENTRY or text.endswith("。"):
            break
        seen.add(_plain(text))
        numbered = at + 1 if PAGE_NUMBER.search(text) else numbered
    again = seen & {_plain(each.text) for each in paragraphs[at:]}
    return at if len(again) * 2 > len(seen) else numbered


def _are_entries(three: Sequence[Passage]) -> bool:
    return len(three) == 3 and all(
        marker_of(each.text) and re.search(r"[.…·．]{3,}\s*\d{1,3}$", each.text) for each in three
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s.…·．*#|]", "", PAGE_NUMBER.sub("", text))
