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
    """What stands up to the end of the contents, and the rest; nothing and all where there is no table of contents."""
    start = next((at for at, each in enumerate(paragraphs) if CONTENTS.match(each.text.strip(" #*"))), None)
    if start is None:
        start = next((at - 1 for at in range(len(paragraphs)) if _are_entries(paragraphs[at : at + 3])), None)
    if start is None:
        return [], list(paragraphs)
    end, seen = start + 1, set[str]()
    for paragraph in paragraphs[start + 1 :]:
        entry = _plain(paragraph.text)
        if len(paragraph) > LONGEST_ENTRY or entry in seen or (seen and _stops(paragraph.text)):
            break
        seen.add(entry)
        end += 1
    return list(paragraphs[:end]), list(paragraphs[end:])


def _are_entries(three: Sequence[Passage]) -> bool:
    return len(three) == 3 and all(
        marker_of(each.text) and re.search(r"[.…·．]{3,}\s*\d{1,3}$", each.text) for each in three
    )


def _stops(text: str) -> bool:
    """A sentence, not an entry."""
    return text.endswith("。") and "。" in text[:-1]


def _plain(text: str) -> str:
    return re.sub(r"[\s.…·．*#|]", "", PAGE_NUMBER.sub("", text))
