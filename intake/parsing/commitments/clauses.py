"""Sentences cut into clauses, and the span of time that each of them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.parsing.head.dates import DIGITS
from intake.parsing.passage import Passage
from intake.parsing.prose.statements import clauses_in

SENTENCE = re.compile(r"[^。;!?]{1,3000}")
YEARS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "十": 10} | {
    str(count): count for count in range(1, 11)
}
ONE = r"(?P<count>10|[1-9]|[一两二三四五])"
PER = re.compile(rf"每(?:{ONE}个?)?年度?(?!级)|(?P<every>逐年|年均)(?=[^增下降提])")
OFTEN = re.compile(r"每(?:个)?(?:月|季度?|周|半年|学期|天|日)(?!人|均)")
WITHIN = re.compile(
    rf"(?<![\d每第前连续近过满十零年])(?:未来)?{ONE}年(?:内|间|时间)?(?=(?:,|内|共|将|累计|新|完成|[\u3400-\u9fff]))(?!(?:行动|计划|规划|以上|来|期|级|度|制|左右|前|后|一次))"
)
UNTIL = re.compile(
    r"(?<![较比自从于与])(?:到|至|在|展望)?\s*(?P<year>20\d\d|二[〇○零][二三四五][〇○零一二三四五六七八九])年(?:底前|底|末|前)?"
)
PERIOD = re.compile(r"“?十[一二三四五六七八九]五”?(?:时期|期间|期内)|规划期内?")
GROWING = re.compile(r"新增|累计|净增")
# Verbs of what is there in the end: a total even behind 每年.
LASTING = re.compile(r"打造|建成|建设|建立|形成|达到|新建|改造|拥有|发展到|总数")
RECURRING = frozenset({"次", "场", "届", "期", "场次", "批次", "批", "人次", "万人次", "期次"})


@dataclass(frozen=True)
class Clause:
    """`start`…`end` in its paragraph. `per`, `within` and `year` are None where it says nothing; `inherited`
    is the 每年 of the clause before, which may or may not reach here. `at` is where its words of time begin.
    """

    text: str
    start: int
    end: int
    at: int | None = None
    per: int | None = None
    within: int | None = None
    year: int | None = None
    inherited: int | None = None
    is_cumulative: bool = False
    in_period: bool = False
    often: str = ""


def clauses_of(paragraph: Passage) -> Iterator[Clause]:
    for sentence in SENTENCE.finditer(paragraph.text):
        last: Clause | None = None
        for start, end in clauses_in(sentence[0], 0, len(sentence[0])):
            last = _clause(sentence[0][start:end], sentence.start() + start, last)
            yield last


def _year(text: str) -> int:
    """2025, 二〇二五."""
    return int("".join(DIGITS.get(sign, sign) for sign in text))


def _clause(text: str, start: int, last: Clause | None) -> Clause:
    per, within, until = PER.search(text), WITHIN.search(text), UNTIL.search(text)
    period, often = PERIOD.search(text), OFTEN.search(text)
    times = [match.start() for match in (per, within, until, period) if match]
    carried = last if last is not None and not times else None
    in_period = bool(within or period or (carried and carried.in_period))
    return Clause(
        text=text,
        start=start,
        end=start + len(text),
        at=min(times, default=None),
        per=YEARS.get(per["count"] or "1", 1) if per else None,
        within=YEARS[within["count"]] if within and not per else (carried.within if carried else None),
        year=_year(until["year"]) if until else (carried.year if carried else None),
        inherited=(carried.per or carried.inherited) if carried else None,
        is_cumulative=in_period or bool(GROWING.search(text)),
        in_period=in_period,
        often=often[0] if often else "",
    )
