"""区域对比: by which number regions may be ranked on one indicator, and why some of them stand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from common.numbers import POINTS, number
from dashboards.words.figures import actual_text, rate
from dashboards.words.ranking import Entry, Ranked, rank
from indicators.calc.words import BASIS, SENSE
from indicators.queries.progress import Item, Judgement, Row

CLOSURE, ATTAINMENT, DEVIATION, ACTUAL = "closure", "attainment", "deviation", "actual"
MEASURES = {CLOSURE: "目标实现程度", ATTAINMENT: "完成率", DEVIATION: "快慢余量", ACTUAL: "实际值"}
# What says most under each regime, the first that two regions have.
PREFERRED = {
    "PATH": (CLOSURE, ATTAINMENT, ACTUAL, DEVIATION),
    "BUDGET": (DEVIATION, ATTAINMENT, ACTUAL, CLOSURE),
}
KEPT = ("HOLD", "YEARLY", "DIRECT")
USUAL = (ATTAINMENT, ACTUAL, DEVIATION, CLOSURE)

Rows = Mapping[str, Row]  # by region


@dataclass(frozen=True)
class Comparison:
    """Regions on one indicator, ranked `by` one of the `measures` that can rank them; with fewer than two
    to rank there are no measures, and all the ranking tells is why they stand apart.
    """

    rows: Rows
    by: str
    measures: tuple[str, ...]
    ranking: Sequence[Ranked]


def comparison_of(rows: Rows, *, like: Item, year: int, wanted: str = "") -> Comparison:
    """By the measure wanted where it can rank them, else by the most telling one."""
    measures = measures_of(rows, like=like, year=year)
    by = wanted if wanted in measures else (measures or usual_measures(rows))[0]
    return Comparison(rows, by, measures, ranking_of(rows, like=like, year=year, by=by))


def measures_of(rows: Rows, *, like: Item, year: int) -> tuple[str, ...]:
    """Those by which at least two regions can be ranked, the most telling first."""
    usual = usual_measures(rows)
    return tuple(by for by in usual if _ranked_count(ranking_of(rows, like=like, year=year, by=by)) > 1)


def usual_measures(rows: Rows) -> tuple[str, ...]:
    """In the order of how much they say under the regime of most of the regions; a rate that is to be kept
    is compared as it is.
    """
    regimes = Counter(row.verdict.regime for row in rows.values() if row.verdict and row.verdict.regime)
    regime = regimes.most_common(1)[0][0] if regimes else None
    if regime in KEPT and all(row.item.unit in POINTS for row in rows.values()):
        return (ACTUAL, *(by for by in USUAL if by != ACTUAL))
    return PREFERRED.get(regime or "", USUAL)


def explained(by: str, sense: str) -> str:
    """What the measure is, and which end of it is the better."""
    ratio = "目标÷实际" if sense == "lower" else "实际÷目标"
    return {
        CLOSURE: "从基数到目标已走过的部分，高者在前",
        ATTAINMENT: f"{ratio}，各按自己的目标，高者在前",
        DEVIATION: "有时序进度的为快于或慢于时序的百分点，没有的为优于目标的百分比，高者在前",
        ACTUAL: f"各地区自己的数值，{'低' if sense == 'lower' else '高'}者在前",
    }[by]


def _ranked_count(ranking: Sequence[Ranked]) -> int:
    return sum(each.rank is not None for each in ranking)


def ranking_of(rows: Rows, *, like: Item, year: int, by: str) -> list[Ranked]:
    """The regions by one measure; `like` gives the basis, the sense and the unit that count as the same."""
    reasons = {code: apart_reason(row, like=like, year=year, by=by) for code, row in rows.items()}
    waiting = {code for code, row in rows.items() if row.verdict and "provisional" in row.verdict.flags}
    if any(not reason and code not in waiting for code, reason in reasons.items()):
        reasons |= {code: reasons[code] or "含尚未接收的数据，其他地区均已接收" for code in waiting}
    entries = [Entry(code, measured(row.verdict, by), reasons[code]) for code, row in rows.items()]
    return rank(entries, higher_is_better=by != ACTUAL or like.sense == "higher")


def measured(verdict: Judgement | None, by: str) -> Decimal | None:
    if verdict is None:
        return None
    value: Decimal | None = exact_actual(verdict) if by == ACTUAL else getattr(verdict, by)
    return value


def exact_actual(verdict: Judgement) -> Decimal | None:
    """None for a bound, a range and shares."""
    try:
        return Decimal(verdict.actual_text)
    except InvalidOperation:
        return None


def apart_reason(row: Row, *, like: Item, year: int, by: str) -> str:
    """Why the region may not be ranked with the others; empty where it may."""
    item, verdict = row.item, row.verdict
    if (item.basis, item.sense) != (like.basis, like.sense):
        return f"口径不同：{BASIS[item.basis]}，{SENSE.get(item.sense, '结构比例')}"
    if item.sense == "composition":
        return "结构比例逐档比较，不排名"
    if verdict is None:
        return "尚未评价"
    if verdict.judged_year is None:
        return "没有数据"
    if verdict.judged_year != year:
        return f"只有 {verdict.judged_year} 年数据"
    if verdict.reason == "series_broken":
        return "口径有变化，与基数不可比"
    if "lower_bound" in verdict.flags:
        return "有年度缺数据，合计只是下限"
    if exact_actual(verdict) is None:
        return f"实际 {actual_text(row)} 不是确数"
    if by == ACTUAL and item.unit != like.unit:
        return f"单位不同（{item.unit}）"
    return f"没有{MEASURES[by]}" if measured(verdict, by) is None else ""


def measure_text(row: Row, by: str) -> str:
    """The number a region is ranked by, as its own indicator page says it."""
    if by == ACTUAL:
        return actual_text(row)
    value = measured(row.verdict, by)
    if by != DEVIATION or value is None:
        return rate(value)
    return f"{'+' if value > 0 else ''}{number(value)}"
