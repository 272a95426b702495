"""Which plan period a table is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.reading import Period
from intake.parsing.tables.heads import YEAR

NUMERALS = {sign: at for at, sign in enumerate("一二三四五六七八九", start=1)}
ERA = re.compile(r"(?<![一二三四五六七八九十])(十?[一二三四五六七八九]|十)五(?![年月个大]|\d)")
SPAN = re.compile(r"((?:19|20)\d{2})年?\s*[-—–―~至到]+\s*((?:19|20)\d{2})")
DONE = re.compile(r"完成情况|实现情况|执行情况|达成情况|实施情况|完成$|评估|进展情况|主要成就|发展成效")
OUTLOOK = 2030  # a year of five-year plans' targets; later ones are outlooks unless the plan itself ends then
LONGEST = 15


def era_period(name: str) -> Period:
    """十四五 is 2021–2025: the tenth plan began in 2001."""
    tens, _, ones = name.rpartition("十")
    number = (10 if tens or "十" in name else 0) + NUMERALS.get(ones, 0)
    start = 2001 + 5 * (number - 10)
    return start, start + 4


def eras_of(text: str) -> list[Period]:
    return [era_period(match[1]) for match in ERA.finditer(_plain(text))]


def spans_of(text: str) -> list[Period]:
    found = [(int(match[1]), int(match[2])) for match in SPAN.finditer(text)]
    return [(start, end) for start, end in found if 0 < end - start <= LONGEST]


def years_of(text: str) -> list[int]:
    return [int(match[1]) for match in YEAR.finditer(text)]


def _plain(text: str) -> str:
    return re.sub(r"[“”\"「」『』\s]", "", text)


def is_completion(caption: str) -> bool:
    """A table of how a plan was fulfilled."""
    return bool(DONE.search(_plain(caption)))


def table_period(caption: str, heads: Sequence[str], plan: Period | None) -> Period | None:
    """Caption first (十三五 …, 2021—2025年), then the columns, then the plan; None where nothing says."""
    named = _distinct([*eras_of(caption), *spans_of(caption)])
    years = sorted({year for head in heads for year in _plain_years(head)})
    if len(named) > 1:
        named = [period for period in named if period[1] in years] or named
        if plan in named:
            return plan
    if len(named) == 1 and _agrees(named[0], years):
        return named[0]
    return _by_columns(caption, heads, years, plan) or (named[-1] if named else plan)


def _distinct(periods: Sequence[Period]) -> list[Period]:
    return list(dict.fromkeys(periods))


def _plain_years(head: str) -> list[int]:
    return [year for year in years_of(head) if 1995 < year < 2060]


def _agrees(period: Period, years: Sequence[int]) -> bool:
    """Columns that are all of another time speak against a caption."""
    return not years or any(period[0] - 1 <= year <= period[1] for year in years)


def _by_columns(
    caption: str, heads: Sequence[str], years: Sequence[int], plan: Period | None
) -> Period | None:
    if plan and plan[1] in years and not (is_completion(caption) and plan[1] not in years):
        return plan
    eras = _distinct([period for head in heads for period in eras_of(head)])
    if plan and plan in eras:
        return plan
    spans = [period for head in heads for period in spans_of(head)]
    if spans:
        return max(spans, key=lambda period: period[1] - period[0])
    near = [year for year in years if year <= OUTLOOK] or list(years)
    if plan and is_completion(caption) and (not near or max(near) < plan[0]):
        return plan[0] - 5, plan[0] - 1
    if len(near) > 1 and max(near) % 5 == 0 and not (plan and plan[1] > max(near) >= plan[0]):
        return max(near) - 4, max(near)
    if eras and not plan:
        return max(eras, key=lambda period: period[1])
    return None
