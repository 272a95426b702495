"""The lines of a page, and which of them are furniture between the two halves of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from intake.parsing.passage import Passage

PAGE_NUMBER = re.compile(
    r"[-—–_―·.\s]*(?:第\s*)?[\dIVXivx]{1,4}(?:\s*页)?(?:\s*[,/]?\s*共\s*\d{1,4}\s*页|\s*/\s*\d{1,4})?[-—–_―·.\s]*"
)
CONTINUED = re.compile(
    r"[(（【]?续(?:上)?[表页前]?\s*\d{0,3}.{0,30}[)）】]?|(?:接上[表页]|转下[表页]).{0,4}|.{0,30}[(（]续(?:表|上表)?[)）]"
)
MARKUP = re.compile(r"<!--.{0,80}-->|\f+|[-*_]{3,}|[─━═—_=–\-]{6,}")
SHORT = 40  # characters: a longer line is a paragraph
ENDS = re.compile(r"备?注\s*\d*[:：]|说明[:：]|专栏|附?表\s*\d|第[一二三四五六七八九十]+[章节篇]|资料来源")
LONGEST_HEAD = 45


class Lines:
    """Made once for a document. `taken` are the lines that already belong to a table."""

    def __init__(self, page: Passage) -> None:
        self.all = list(page.lines())
        self.taken = [False] * len(self.all)
        self._furniture: dict[int, bool] = {}

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, at: int) -> Passage:
        return self.all[at]

    @cached_property
    def repeated(self) -> Counter[str]:
        return Counter(line.text.strip() for line in self.all)

    def is_free(self, at: int) -> bool:
        return 0 <= at < len(self.all) and not self.taken[at]

    def is_furniture(self, at: int) -> bool:
        """A blank line, a page number, a running head, 续表."""
        if at not in self._furniture:
            self._furniture[at] = self._looks_like_furniture(at)
        return self._furniture[at]

    def _looks_like_furniture(self, at: int) -> bool:
        text = self.all[at].text.strip()
        if not text or CONTINUED.fullmatch(text) or MARKUP.fullmatch(text):
            return True
        if PAGE_NUMBER.fullmatch(text):
            return any(not sign.isdigit() for sign in text) or not self._stands_close(at)
        return (
            len(text) <= LONGEST_HEAD
            and self.repeated[text] > 1
            and bool(re.search(r"规划|纲要|文件|计划|公报|政府", text))
        )

    def _stands_close(self, at: int) -> bool:
        """A bare number right between two filled lines is a cell rather than the number of a page."""
        around = [self.all[i].text.strip() for i in (at - 1, at + 1) if 0 <= i < len(self.all)]
        return all(around)

    def stands_between(self, inner: Sequence[bool], at: int) -> bool:
        """Group rows and the first half of a broken name have no sign of a table of their own: short lines,
        three together at most, between lines that have (`inner`).
        """
        text = self.all[at].text.strip()
        if not text or len(text) > SHORT or self.is_furniture(at) or ENDS.match(text):
            return False
        return self._near(inner, at, -1) and self._near(inner, at, 1)

    def _near(self, inner: Sequence[bool], at: int, step: int) -> bool:
        seen, i = 0, at + step
        while 0 <= i < len(self.all) and seen < 3:
            if inner[i]:
                return True
            text = self.all[i].text.strip()
            if ENDS.match(text) or len(text) > SHORT:
                return False
            seen += not self.is_furniture(i)
            i += step
        return False

    def take(self, first: int, last: int) -> None:
        self.taken[first:last] = [True] * (last - first)

    def runs(self, fits: Sequence[bool], gap: int = 8) -> list[list[int]]:
        """Stretches of free lines that fit, bridged over at most `gap` lines of furniture."""
        found: list[list[int]] = []
        for at, fit in enumerate(fits):
            if not fit or self.taken[at]:
                continue
            if found and self._bridged(found[-1][-1], at, gap):
                found[-1].append(at)
            else:
                found.append([at])
        return found

    def _bridged(self, last: int, at: int, gap: int) -> bool:
        return at - last - 1 <= gap and all(
            not self.taken[i] and self.is_furniture(i) for i in range(last + 1, at)
        )
