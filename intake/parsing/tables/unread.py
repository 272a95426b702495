"""Titles of tables of indicators under which no row was read: a table lost is told, not passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.reading import Doubt
from intake.parsing.tables.periods import is_completion
from intake.parsing.tables.surroundings import is_caption

INDICATORS = re.compile(r"指标(?:体系|表|情况|一览表|汇总表|目标)?(?:\(.{1,20}\))?(?:[.…·\s]*\d{0,3})?$")
CONTENTS = re.compile(r"[.…·\s]*\d{0,3}$")
FRAME = re.compile(r"(?:\s*\|)+\s*$|\*\*")
REACH = 1000  # signs from the title to the first row: a head, a unit and a page's furniture stand between


def unread_tables(page: Passage, starts: Sequence[int], locate: Locator) -> Iterator[Doubt]:
    """`starts` is where the rows begin. A title may stand in the contents too: one place of it is enough."""
    titles: dict[str, list[Passage]] = {}
    for line in page.lines():
        title = line.replaced(FRAME, lambda _: "").strip()
        if is_caption(title.text) and INDICATORS.search(title.text) and not is_completion(title.text):
            titles.setdefault("".join(CONTENTS.sub("", title.text).split()), []).append(title)
    for name, found in titles.items():
        ends = [title.span()[1] for title in found]
        if not any(end <= start <= end + REACH for end in ends for start in starts):
            message = f"“{name}”下没有读出指标表（可能是图片，或版式没有认出），请对照原文补录。"
            yield Doubt("table_unread", message, locate.place(found[-1]))
