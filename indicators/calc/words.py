"""这个评价怎样得出: a verdict told in Chinese sentences, each true of this case and of no other kind."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from indicators.calc.case import Case, Verdict
from indicators.calc.fixed_point import shifted
from indicators.calc.interval import Interval
from indicators.calc.outcome_words import outcome_sentence
from indicators.calc.phrases import bare, in_words, percent, printed, printed_target, term
from indicators.calc.status import FLAGS, REGIMES

BASIS = {"cumulative": "规划期累计数", "level": "期末数", "annual": "年度数"}
SENSE = {"higher": "越高越好", "lower": "越低越好"}
FLAG_SENTENCES = {
    "approximate": "所用数据中有约数，按其数值比较，结果为近似值。",
    "baseline_inequality": "基数是不等式或区间，不作确数使用。",
    "boundary": "实际值恰好等于目标值。",
    "lower_bound": "缺报年度未按 0 计，合计只是下限。",
    "overshoot": "完成率达到 150% 以上，建议核对口径或目标是否偏低。",
    "provisional": "所用数据中有尚未接收的，评价为暂定。",
    "regressed": "实际值比基数还差，属逆向变动。",
    "stale": "此后年度尚未报送，按最近有数据的年度评价，不与以后年度的进度相比。",
    "worse_than_baseline": "实际值劣于基数。",
}


def explain(case: Case, verdict: Verdict) -> list[str]:
    """The sentences, in order: the regime and why, the numbers, the expectation, the outcome or the reason
    why there is none, flags.
    """
    lines = [_regime(case, verdict)]
    if verdict.judged_year is not None:
        lines += _numbers(case, verdict) + _expectation(case, verdict)
    return [*lines, outcome_sentence(case, verdict), *_flags(case, verdict)]


def _flags(case: Case, verdict: Verdict) -> list[str]:
    said = dict(FLAG_SENTENCES)
    if case.sense == "composition":
        said["boundary"] = "各档比例恰好等于目标。"
    elif case.target is not None and case.target.op in (">", "<"):
        target = printed(case.target)
        said["boundary"] = f"实际值与目标数值相同，但目标“{target}”不包括这个数本身。"
    implied = "worse_than_baseline" if "regressed" in verdict.flags else None
    return [said.get(flag, FLAGS[flag]) for flag in verdict.flags if flag != implied]


def _regime(case: Case, verdict: Verdict) -> str:
    composed = case.sense == "composition"
    opening = "结构比例，高档次在前；" if composed else f"{BASIS[case.basis]}，{SENSE[case.sense]}；"
    if verdict.regime is None:
        why = "没有可用的目标值" if verdict.status == "inconclusive" else "没有数据"
        return f"{opening}{why}，不能选定评价方式。"
    return f"{opening}{_why(case, verdict)}，按{REGIMES[verdict.regime]}评价。"


def _why(case: Case, verdict: Verdict) -> str:
    target, base = printed_target(case, verdict), printed(case.baseline)
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
    if verdict.regime == "DIRECT":
        return _why_direct(case, verdict, target, base)
    return _why_kept(case, target, base)


def _why_direct(case: Case, verdict: Verdict, target: str, base: str) -> str:
    if verdict.target_level is None:
        return f"目标“{target}”是相对基数的幅度，推算不出应达到的数值"
    if case.baseline is not None and case.baseline.is_exact:
        return f"基数 {base} 与目标 {target} 数值相同但尚未满足目标，不是要保持的水平，也没有进度可算"
    if case.baseline is not None and case.baseline.is_comparable:
        return f"基数 {base} 不是确数，算不出到目标 {target} 的进度"
    return f"没有基数，算不出到目标 {target} 的进度"


def _why_kept(case: Case, target: str, base: str) -> str:
    """HOLD and YEARLY by what the baseline is."""
    kept = "底线" if case.sense == "higher" else "上限"
    if case.baseline is not None and case.baseline.is_exact:
        return f"基数 {base} 已达到目标 {target}，目标是要守住的{kept}"
    if case.baseline is not None and case.baseline.is_comparable:
        return f"基数 {base} 不是确数，目标 {target} 作为要守住的{kept}"
    return f"没有基数，目标 {target} 作为要守住的{kept}"


def _numbers(case: Case, verdict: Verdict) -> list[str]:
    lines = [f"{_subject(case, verdict)}{in_words(verdict.actual)}。"]
    actual, target = verdict.actual, verdict.target_level
    exact = actual.low if isinstance(actual, Interval) and actual.is_point else None
    if exact is None or target is None:
        return lines
    if verdict.closure is not None and case.baseline is not None and case.baseline.value is not None:
        base = case.baseline.value
        share = f"（{bare(exact)} − {term(base)}）÷（{bare(target)} − {term(base)}）"
        lines.append(f"目标实现程度 ={share}= {percent(verdict.closure)}。")
    if verdict.attainment is not None:
        up, down = (exact, target) if case.sense == "higher" else (target, exact)
        lines.append(f"完成率 = {term(up)} ÷ {term(down)} = {percent(verdict.attainment)}。")
    if verdict.regime == "BUDGET" and not verdict.final and target > 0:
        lines.append(f"已用份额 = {term(exact)} ÷ {term(target)} = {percent(_share(exact, target))}。")
    return [*lines, _gap(case, verdict.gap)] if verdict.gap is not None else lines


def _subject(case: Case, verdict: Verdict) -> str:
    """Of what the actual is said: a year, or a sum of years."""
    if case.basis != "cumulative" or case.sense == "composition":
        return f"{verdict.judged_year} 年实际值"
    if verdict.judged_year == case.start:
        return f"{case.start} 年当年数"
    return f"{case.start}—{verdict.judged_year} 年合计"


def _share(part: Decimal, whole: Decimal) -> Decimal:
    hundredths = Fraction(part) / Fraction(whole) * 10000
    size = int(abs(hundredths) + Fraction(1, 2))
    return shifted(-size if hundredths < 0 else size, 2)


def _gap(case: Case, gap: Decimal) -> str:
    size = bare(gap.copy_abs())
    if gap == 0:
        return "与目标值的差距为 0。"
    if case.sense == "higher":
        return f"距目标还差 {size}。" if gap > 0 else f"超过目标 {size}。"
    return f"高于目标 {size}。" if gap > 0 else f"低于目标 {size}。"


def _expectation(case: Case, verdict: Verdict) -> list[str]:
    if verdict.schedule is None:
        return _bound_of_the_year(case, verdict)
    year, schedule = verdict.judged_year, percent(verdict.schedule)
    if verdict.expected_by == "annual_targets":
        return [f"按年度目标推算，到 {year} 年时序进度为 {schedule}。"]
    nth = (verdict.judged_year or case.start) - case.start + 1
    straight = f"{year} 年是规划期 {case.years} 年中的第 {nth} 年，时序进度为 {schedule}。"
    if verdict.expected_by == "straight_line_incomplete":
        return ["年度目标不全，时序进度按直线推算。", straight]
    return [straight]


def _bound_of_the_year(case: Case, verdict: Verdict) -> list[str]:
    year = verdict.judged_year
    if verdict.expected_by == "annual_targets" and year is not None:
        own = printed(case.annual_targets.get(year))
        return [f"{year} 年另有年度目标 {own}，规划期未满，按年度目标评价。"]
    if verdict.expected_by == "straight_line_incomplete":
        return [f"{year} 年没有可用的年度目标，按规划目标评价。"]
    return []
