"""The one sentence that says why a verdict has its status."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from indicators.calc.assessment import assess
from indicators.calc.case import Case, Verdict
from indicators.calc.interval import Interval
from indicators.calc.phrases import bare
from indicators.calc.status import REASONS, STATUSES


def outcome_sentence(case: Case, verdict: Verdict) -> str:
    label = STATUSES[verdict.status].label
    if verdict.status in ("no_data", "inconclusive"):
        said = REASONS.get(verdict.reason or "", "依据不足")
    else:
        said = _at_the_end(case, verdict) if verdict.final else _before_the_end(case, verdict)
    return f"{said}，故为“{label}”。"


def _at_the_end(case: Case, verdict: Verdict) -> str:
    met = verdict.status == "achieved"
    if verdict.regime == "COMP":
        return (
            "规划期末，自最高档起各档累计比例均不低于目标"
            if met
            else "规划期末，自最高档起各档累计比例均不高于目标且有差距"
        )
    if verdict.regime == "YEARLY" and case.every_year:
        return "规划期末，各年均达到目标" if met else "规划期末，至少有一年未达到目标"
    if verdict.regime == "BUDGET":
        return "规划期末，合计控制在目标以内" if met else "规划期末，合计突破目标"
    return "规划期末，实际达到目标" if met else "规划期末，实际未达到目标"


def _before_the_end(case: Case, verdict: Verdict) -> str:
    status, regime = verdict.status, verdict.regime
    if status == "achieved_early":
        return "规划期未满，实际已达到目标"
    if regime == "YEARLY" and status == "basically_on_track":
        goal = _goal(verdict)
        return f"当年未达到{goal}，但已报确数的各年平均值达到{goal}，且不是约束性指标"
    if status in ("within_limit", "breached"):
        return _limit(case, verdict)
    if "regressed" in verdict.flags:
        return "目标实现程度为负，不论与时序进度相差多少，都按最低一档评价"
    return _band(case, verdict)


def _goal(verdict: Verdict) -> str:
    return "年度目标" if verdict.expected_by == "annual_targets" else "目标"


def _limit(case: Case, verdict: Verdict) -> str:
    kept = verdict.status == "within_limit"
    if verdict.regime == "COMP":
        return "自最高档起各档累计比例均不低于目标"
    if verdict.regime == "BUDGET":
        return _kept_budget(case, verdict) if kept else "合计已突破规划期的控制目标"
    return f"实际守住了{_goal(verdict)}" if kept else f"实际未守住{_goal(verdict)}"


def _kept_budget(case: Case, verdict: Verdict) -> str:
    if verdict.target_level is None or verdict.target_level <= 0:
        return "合计未突破规划期的控制目标"
    if case.cutoffs.on_track == 0:
        return "已用份额不高于时序进度"
    return f"已用份额与时序进度相比，在“{STATUSES['on_track'].label}”的界限之内"


def _band(case: Case, verdict: Verdict) -> str:
    cut, d = case.cutoffs, verdict.deviation
    if d is None or not isinstance(verdict.actual, Interval) or not verdict.actual.is_point:
        return f"仅按已知的下限计算，就已达到“{STATUSES[verdict.status].label}”的界限"
    said = _difference(case, verdict, d)
    if verdict.status == "ahead":
        return f"{said}，已达 {bare(cut.ahead)} 个百分点的界限" if cut.ahead > 0 else said
    if verdict.status == "on_track":
        return _on_track(said, d, cut.on_track, cut.ahead)
    tolerance, serious = bare(cut.tolerance.copy_abs()), bare(cut.serious.copy_abs())
    if verdict.status == "basically_on_track":
        return f"{said}，在 {tolerance} 个百分点的容差之内"
    if verdict.status == "seriously_behind":
        return f"{said}，超过 {serious} 个百分点的界限"
    if case.attribute == "binding" and _tolerated_if_expected(case):
        return f"{said}；约束性指标不设容差（若为预期性，则为“{STATUSES['basically_on_track'].label}”）"
    return f"{said}，已达 {tolerance} 个百分点的界限，未超过 {serious} 个百分点"


def _on_track(said: str, d: Decimal, on_track: Decimal, ahead: Decimal) -> str:
    if d == 0 and on_track == 0:
        return said
    if on_track == 0:
        return f"{said}，未到 {bare(ahead)} 个百分点"
    return f"{said}，处在 {bare(on_track)} 至 {bare(ahead)} 个百分点之间"


def _difference(case: Case, verdict: Verdict, d: Decimal) -> str:
    """The deviation to two places; where only rounding reaches a cut-off, or only rounding keeps within it,
    the words say so.
    """
    budget = verdict.regime == "BUDGET"
    if d == 0 and verdict.status == "on_track":
        return "已用份额与时序进度持平" if budget else "与时序进度持平"
    side = "高" if (d > 0) != budget else "低"
    opening = f"{'已用份额' if budget else ''}比时序进度{side}"
    if d == 0:
        return f"{'已用份额比时序进度高' if budget else '比时序进度低'}不到 0.01 个百分点"
    size, cut = bare(d.copy_abs()), case.cutoffs
    if (verdict.status == "on_track" and d >= cut.ahead) or (
        verdict.status == "basically_on_track" and d <= cut.tolerance
    ):
        return f"{opening}不足 {size} 个百分点"
    over = verdict.status == "seriously_behind" and d >= cut.serious
    return f"{opening} {size} 个百分点{'以上' if over else ''}"


def _tolerated_if_expected(case: Case) -> bool:
    """Whether only the attribute makes the difference, judged exactly and not by the rounded deviation."""
    return assess([replace(case, attribute="expected")])[0].status == "basically_on_track"
