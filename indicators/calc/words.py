"""这个评价怎样得出: a verdict told in Chinese sentences, each true of this case and of no other kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from indicators.calc.assessment import assess
from indicators.calc.case import Case, Verdict
from indicators.calc.figure import Figure, format_figure, plain_number
from indicators.calc.interval import Interval
from indicators.calc.layout import target_level
from indicators.calc.status import FLAGS, REASONS, REGIMES, STATUSES

BASIS = {"cumulative": "规划期累计数", "level": "期末数", "annual": "年度数"}
SENSE = {"higher": "越高越好", "lower": "越低越好", "composition": "结构比例，高档次在前"}
FLAG_SENTENCES = {
    "approximate": "所用数据中有约数，按其数值比较，结果仅为约略。",
    "baseline_inequality": "基数是不等式或区间，不作确数使用。",
    "boundary": "实际值恰好等于目标。",
    "lower_bound": "其间有年度缺报，合计只是下限，未按 0 计。",
    "overshoot": "完成率达到 150% 以上，建议核对口径或目标是否偏低。",
    "provisional": "所用数据中有尚未接收的，评价为暂定。",
    "regressed": "实际值比基数还差，属逆向变动。",
    "stale": "此后年度尚未报送，按最近一年评价，不与更晚的进度相比。",
    "worse_than_baseline": "实际值劣于基数。",
}


def explain(case: Case, verdict: Verdict) -> list[str]:
    """The sentences, in order: the regime and why, the numbers, the expectation, the outcome, flags, grey
    reason.
    """
    lines = [_regime(case, verdict)]
    if verdict.judged_year is not None:
        lines += _numbers(case, verdict) + _expectation(case, verdict)
    lines.append(_outcome(case, verdict))
    return lines + [FLAG_SENTENCES.get(flag, FLAGS[flag]) for flag in verdict.flags]


def _regime(case: Case, verdict: Verdict) -> str:
    opening = f"{BASIS[case.basis]}，{SENSE[case.sense]}；"
    if verdict.regime is None:
        why = "没有可用的目标值" if verdict.status == "inconclusive" else "没有数据"
        return f"{opening}{why}，不适用任何评价方式。"
    name = REGIMES[verdict.regime]
    return f"{opening}{_why(case, verdict)}，按{name}评价。"


def _why(case: Case, verdict: Verdict) -> str:
    target = _printed(target_level(case))
    base = _printed(case.baseline)
    if verdict.regime == "CUM":
        return f"目标是规划期合计达到 {target}，基数不参与计算"
    if verdict.regime == "BUDGET":
        return f"目标是规划期合计不突破 {target}，基数不参与计算"
    if verdict.regime == "PATH":
        return f"目标 {target} 优于基数 {base}"
    if verdict.regime == "COMP":
        return f"目标是各档比例 {target}，自最高档起累计比较"
    if verdict.regime == "YEARLY" and case.every_year:
        return f"规划要求每年都达到目标 {target}"
    return _against_baseline(case, verdict, target, base)


def _against_baseline(case: Case, verdict: Verdict, target: str, base: str) -> str:
    """HOLD, YEARLY and DIRECT by what the baseline is."""
    kept = "底线" if case.sense == "higher" else "上限"
    exact = case.baseline is not None and case.baseline.is_exact
    printed = case.baseline is not None and case.baseline.is_comparable
    if verdict.regime == "DIRECT":
        if verdict.target_level is None:
            return f"目标 {target} 是相对基数的幅度，推算不出水平"
        if exact:
            return f"基数 {base} 与目标 {target} 数值相同但尚未满足目标，既无路径可循，也不是保持"
        if printed:
            return f"基数 {base} 不是确数，不能确定到目标 {target} 的路径"
        return f"没有基数，只能与目标 {target} 直接比较"
    if exact:
        return f"基数 {base} 已达到目标 {target}，目标是要守住的{kept}"
    if printed:
        return f"基数 {base} 不是确数，目标 {target} 作为要守住的{kept}"
    return f"没有基数，目标 {target} 作为要守住的{kept}"


def _numbers(case: Case, verdict: Verdict) -> list[str]:
    lines = [f"{verdict.judged_year} 年{_actual_name(case)}为 {_actual(verdict)}。"]
    if verdict.closure is not None and case.baseline is not None and verdict.target_level is not None:
        actual, base = _actual(verdict), _bare(case.baseline.value)
        share = f"（{actual} − {base}）÷（{_bare(verdict.target_level)} − {base}）"
        lines.append(f"目标实现程度 = {share} = {_percent(verdict.closure)}。")
    if verdict.attainment is not None:
        parts = [_actual(verdict), _bare(verdict.target_level)]
        up, down = parts if case.sense == "higher" else reversed(parts)
        lines.append(f"完成率 = {up} ÷ {down} = {_percent(verdict.attainment)}。")
    if verdict.regime == "BUDGET" and not verdict.final:
        lines += _used_share(verdict)
    if verdict.gap is not None:
        lines.append(_gap(case, verdict.gap))
    return lines


def _used_share(verdict: Verdict) -> list[str]:
    """The part of the cap that has been used, while the plan still runs."""
    actual, total = verdict.actual, verdict.target_level
    if (
        not isinstance(actual, Interval)
        or not actual.is_point
        or actual.low is None
        or not total
        or total < 0
    ):
        return []
    hundredths = Fraction(actual.low) / Fraction(total) * 10000
    sign = -1 if hundredths < 0 else 1
    share = Decimal(sign * int(abs(hundredths) + Fraction(1, 2))).scaleb(-2)
    return [f"已用份额 = {_bare(actual.low)} ÷ {_bare(total)} = {_percent(share)}。"]


def _actual_name(case: Case) -> str:
    if case.basis == "cumulative" and case.sense != "composition":
        return f"止，{case.start} 年以来的合计"
    return "实际值"


def _gap(case: Case, gap: Decimal) -> str:
    size = plain_number(abs(gap))
    if gap == 0:
        return "与目标没有差距。"
    if case.sense == "higher":
        return f"距目标还差 {size}。" if gap > 0 else f"已超过目标 {size}。"
    return f"高于目标 {size}。" if gap > 0 else f"低于目标 {size}。"


def _expectation(case: Case, verdict: Verdict) -> list[str]:
    lines = []
    if verdict.expected_by == "straight_line_incomplete":
        lines.append("所需的年度目标不全，改按规划目标和直线进度比较。")
    if verdict.schedule is not None and verdict.judged_year is not None:
        if verdict.expected_by == "annual_targets":
            lines.append(f"按年度目标，{verdict.judged_year} 年的时序进度为 {_percent(verdict.schedule)}。")
        else:
            nth = verdict.judged_year - case.start + 1
            lines.append(
                f"{verdict.judged_year} 年是 {case.years} 年中的第 {nth} 年，"
                f"时序进度 {_percent(verdict.schedule)}。"
            )
    elif verdict.expected_by == "annual_targets" and verdict.judged_year is not None:
        own = case.annual_targets.get(verdict.judged_year)
        lines.append(f"与 {verdict.judged_year} 年的年度目标 {_printed(own)} 比较。")
    return lines


def _outcome(case: Case, verdict: Verdict) -> str:
    label = STATUSES[verdict.status].label
    if verdict.status in ("no_data", "inconclusive"):
        return f"{REASONS.get(verdict.reason or '', '依据不足')}，故为“{label}”。"
    if verdict.final:
        return f"{_at_the_end(case, verdict)}，故为“{label}”。"
    return f"{_before_the_end(case, verdict)}，故为“{label}”。"


def _at_the_end(case: Case, verdict: Verdict) -> str:
    met = verdict.status == "achieved"
    if verdict.regime == "COMP":
        return (
            "规划期末，自最高档起各档累计比例均不低于目标"
            if met
            else "规划期末，各档累计比例均不高于目标且有差距"
        )
    if verdict.regime == "YEARLY" and case.every_year:
        return "规划期末，各年均达到目标" if met else "规划期末，至少有一年未达到目标"
    return "规划期末，实际达到目标" if met else "规划期末，实际未达到目标"


def _before_the_end(case: Case, verdict: Verdict) -> str:
    status, regime = verdict.status, verdict.regime
    if status == "achieved_early":
        return "规划期未满，实际已达到目标"
    if status == "within_limit":
        return _inside(verdict)
    if status == "breached":
        return "合计已突破规划期的总量" if regime == "BUDGET" else "实际未守住目标"
    if regime == "YEARLY":
        return "当年未达到目标，但已有各年的平均值达到，且不是约束性指标"
    if "regressed" in verdict.flags:
        return "目标实现程度为负，不论与时序进度相差多少"
    return _band(case, verdict)


def _inside(verdict: Verdict) -> str:
    if verdict.regime == "BUDGET":
        return "已用份额不高于时序进度"
    return "各档累计比例均不低于目标" if verdict.regime == "COMP" else "实际守住了目标"


def _band(case: Case, verdict: Verdict) -> str:
    cut, d = case.cutoffs, verdict.deviation
    if d is None or verdict.actual is None or not _is_point(verdict.actual):
        return f"已知的下限即已{'快于' if verdict.status == 'ahead' else '达到'}时序进度"
    side = "高" if d >= 0 else "低"
    used = "已用份额比时序进度" if verdict.regime == "BUDGET" else "比时序进度"
    side = {"高": "低", "低": "高"}[side] if verdict.regime == "BUDGET" else side
    said = f"{used}{side} {plain_number(abs(d))} 个百分点" if d else "恰与时序进度持平"
    if verdict.status == "ahead":
        return f"{said}，达到 {_bare(cut.ahead)} 个百分点的界限"
    if verdict.status == "on_track":
        return f"{said}，不低于 {_bare(cut.on_track)}、未到 {_bare(cut.ahead)} 个百分点"
    if verdict.status == "basically_on_track":
        return f"{said}，在 {_bare(abs(cut.tolerance))} 个百分点的容差之内"
    if verdict.status == "seriously_behind":
        return f"{said}，超过 {_bare(abs(cut.serious))} 个百分点"
    if case.attribute == "binding" and _tolerated_if_expected(case):
        return f"{said}；约束性指标不设容差（若为预期性，则为“{STATUSES['basically_on_track'].label}”）"
    tolerance, serious = _bare(abs(cut.tolerance)), _bare(abs(cut.serious))
    return f"{said}，达到或超出 {tolerance} 个百分点的容差，未超过 {serious} 个百分点"


def _tolerated_if_expected(case: Case) -> bool:
    """Whether only the attribute makes the difference, judged exactly and not by the rounded deviation."""
    return assess([replace(case, attribute="expected")])[0].status == "basically_on_track"


def _is_point(actual: Interval | tuple[Decimal, ...]) -> bool:
    return isinstance(actual, Interval) and actual.is_point


def _actual(verdict: Verdict) -> str:
    actual = verdict.actual
    if isinstance(actual, tuple):
        return "∶".join(_bare(member) for member in actual)
    return "—" if actual is None else str(actual)


def _printed(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    return format_figure(figure).strip("〔〕") or "—"


def _bare(value: Decimal | None) -> str:
    """A number without trailing zeros."""
    if value is None:
        return "—"
    shown = plain_number(value)
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _percent(value: Decimal) -> str:
    return f"{_bare(value)}%"
