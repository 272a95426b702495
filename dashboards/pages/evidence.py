"""How a verdict was reached: the sentences, and the inputs from which anyone can recompute it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from common.numbers import DASH, number
from dashboards.words.figures import NO_DATA
from dashboards.words.seriousness import NOT_PUBLISHED
from dashboards.words.tally import ATTRIBUTES
from indicators.calc import Figure, assess, explain
from indicators.calc.words import BASIS, SENSE
from indicators.pages import printed
from indicators.queries.history import Dossier
from indicators.queries.progress import Judgement


@dataclass(frozen=True)
class Pair:
    term: str
    text: str


def reasons_of(verdict: Judgement | None, *, public_only: bool) -> tuple[str, ...]:
    """The sentences of the engine on the stored inputs; what nobody published is no lapse of reporting."""
    if verdict is None:
        return ()
    if public_only and verdict.status == "no_data":
        return (f"{NOT_PUBLISHED}，故为“{NO_DATA}”。",)
    return tuple(explain(verdict.case, assess([verdict.case])[0]))


def inputs_of(verdict: Judgement, found: Dossier) -> tuple[Pair, ...]:
    """What the verdict was reached from; anyone can recompute it."""
    case, cuts = verdict.case, verdict.case.cutoffs
    base = f"{printed(case.baseline)}（{found.item.baseline_year} 年）" if case.baseline else DASH
    limits = [DASH if limit is None else number(limit) for limit in case.limits]
    kind = "结构比例，高档次在前"
    if case.sense != "composition":
        kind = f"{BASIS[case.basis]}，{SENSE[case.sense]}"
    pairs = {
        "口径与方向": kind + ("；每年都须达到" if case.every_year else ""),
        "属性": ATTRIBUTES[case.attribute],
        "规划期": f"{case.start}—{case.end}，评价截至 {case.as_of} 年",
        "基数": base,
        "目标": _target_said(verdict, case.target),
        "各年数据": _series(case.actuals) + ("（自规划起始年累计）" if case.running else ""),
        "年度目标": _series(case.annual_targets),
        "自然上下限": f"{limits[0]} 至 {limits[1]}" if case.limits != (None, None) else DASH,
        "分档界限（百分点）": "，".join(
            number(cut) for cut in (cuts.ahead, cuts.on_track, cuts.tolerance, cuts.serious)
        ),
        "口径变化年份": _years_said(case.broken_years),
        "未接收年份": _years_said(case.provisional_years),
    }
    return tuple(Pair(term, text) for term, text in pairs.items() if text != DASH)


def _target_said(verdict: Judgement, target: Figure | None) -> str:
    version = verdict.target_version
    return printed(target) + (f"（第 {version} 版）" if version and version > 1 else "")


def _series(figures: Mapping[int, Figure | None]) -> str:
    said = [f"{year} 年 {printed(figure)}" for year, figure in sorted(figures.items())]
    return "；".join(said) or DASH


def _years_said(years: frozenset[int]) -> str:
    return "、".join(str(year) for year in sorted(years)) or DASH
