"""A paragraph clause by clause: the year each speaks of, and the time words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.parsing.prose.bases import outside_brackets
from intake.parsing.prose.naming import is_part, is_time_only
from intake.parsing.prose.statements import Statement, clauses_in, sentences_in, statements_in
from intake.parsing.prose.sums import PERIOD
from intake.parsing.prose.times import spoken_year
from intake.parsing.reading import Period

INDICATOR = re.compile(
    r"(?:率|比例|比重|占比|人数|人口|总量|数量|面积|里程|规模|产值|增加值|总额|收入|投资|就业|:)$"
)
# 书店数量稳步增加,达到240家.
IMPROVED = re.compile(
    r"(?P<subject>.{2,}?)(?:实现|得到|保持)?(?:稳定|大幅|稳步|持续|显著|明显|进一步|不断|快速|较快|平稳|逐步|逐年|基本|成倍)?"
    r"(?:倍增|增长|增加|提高|提升|扩大|下降|降低|减少|改善|优化|壮大|加快|翻番)$"
)


@dataclass(frozen=True)
class Clause:
    """`lead` is where the time words before it begin, else its own start; `goes_on` tells that a semicolon
    stands before its sentence. `opens` is the subject that a clause without numbers leaves to the next one:
    城镇新增就业:五年累计50万人.
    """

    lead: int
    start: int
    end: int
    year: int
    is_part: bool
    is_first: bool
    goes_on: bool
    is_whole_period: bool
    statements: tuple[Statement, ...]
    opens: str


def clauses_of(text: str, period: Period) -> Iterator[Clause]:
    """A year behind the plan's end that opens a sentence holds on for those behind it; any other year holds
    to the end of its sentence.
    """
    year = held = period[1]
    for first, last in sentences_in(text):
        goes_on = first > 0 and text[first - 1] in ";；"
        year = max(year, period[1]) if goes_on else held
        lead, part, whole, fresh = -1, False, False, True
        for start, end in clauses_in(text, first, last):
            words = text[start:end]
            year = spoken_year(outside_brackets(words), period, year) or year
            part, whole = part or is_part(words), whole or bool(PERIOD.search(words))
            statements = tuple(statements_in(text, start, end))
            if not statements and is_time_only(words):
                lead = start if lead < 0 else lead
                continue
            opens = "" if statements else _opened(words, text[start : end + 1])
            own = lead if lead >= 0 else start
            yield Clause(own, start, end, year, part, fresh, goes_on, whole, statements, opens)
            lead, fresh = -1, False
        held = held if goes_on else max(year, period[1])


def _opened(words: str, with_sign: str) -> str:
    """The subject that a clause without numbers leaves to the next one."""
    if INDICATOR.search(with_sign.rstrip(",，")):
        return words
    improved = IMPROVED.fullmatch(words)
    return improved["subject"] if improved else ""
