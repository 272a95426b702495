"""What a rule finds, and how much that weighs; the wording of every finding stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Weight(Enum):
    """An error blocks submission, a warning needs a note, a notice is only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Check:
    """A rule's weight and thresholds; they are data, in fixtures/checks.json."""

    weight: Weight
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)


Checks = Mapping[str, Check]  # by the code of the rule, or of one sentence of it that weighs differently

# By code; where a rule has several sentences, by code and variant.
WORDS = {
    "not_filled": "未填。没有数据请填“—”，数值为零请填 0。",
    "not_a_figure": "{advice}",
    "percent_sign": "“{typed}”带有百分号，而该指标的计量单位是{unit}。请填数值，不加百分号。",
    "bracketed_level": "“{typed}”带括号，表示规划期累计数，而该指标不累计。请填{year_value}，不加括号。",
    "wrong_form.ratio": "“{typed}”是比例，而该指标只有一个数值。请填写数字，如 12.5。",
    "wrong_form.number": "“{typed}”是单个数值，而该指标是各档的比例。请按“1∶4∶5”的形式填写。",
    "no_progress": "未选进展。请从“未启动、推进中、已完成”等中选一项。",
    "no_quantity": "未填完成数量。没有数据请填“—”，数量为零请填 0。",
    "not_a_quantity": "{advice}",
    "negative_quantity": "“{typed}”小于零。完成数量不能为负，请核对。",
    "done_too_early": "进展为“已完成”，完成数量 {typed} 少于规划要求的 {promised}。"
    "请核对，确已完成的请在进展说明中写明。",
    "done_though_not_started": "进展为“未启动”，却填了完成数量 {typed}。请改正其一，或在进展说明中写明。",
    "total_fell": "累计完成 {typed}，少于 {year} 年已接收的 {before}。本项填规划期内累计数，"
    "请核对；确有减少的请在进展说明中写明。",
    "lag_unexplained": "进展为“{progress}”，请在进展说明中写明原因。",
    "outside_limits": "“{typed}”超出该指标的取值范围（{bounds}）。请核对数值和计量单位。",
    "quotient": "{numerator}÷{denominator} 为 {rate}%，与填报值 {typed} 不符。请核对这三个数和计量单位。",
    "quotient.unreadable": "{part}：{advice}",
    "quotient.incomplete": "只填了{given}，没有填{lacking}。请两项都填，或都不填。",
    "quotient.not_positive": "分母“{denominator}”不大于零，不能计算比率。请核对分母。",
    "break_note": "口径变化说明“{said}”过短。申报后不再与以前年度比较，请写明原口径、新口径和影响。",
    "decimal_slip": "{typed} 是上年 {before} 的{times}，疑为小数点错位或计量单位错误。请核对；"
    "确实无误的，请联系规划管理员核对上年数或设定年度目标，属口径变化的请填口径变化说明。",
    "decimal_slip.total": "累计数 {typed} 是按上年当年数 {before} 推算的累计数的{times}，"
    "疑为小数点错位或计量单位错误。请核对；确实无误的，请联系规划管理员核对上年数或设定年度目标。",
    "part_over_whole": "其中项 {typed} 大于“{name}”的 {whole}。其中项不会大于合计，请核对两项的数值和口径。",
    "part_over_whole.of_whole": "{typed} 小于其中项“{name}”的 {part}。合计不会小于其中项，"
    "请核对两项的数值和口径。",
    "falling_total": "累计数 {typed} 小于截至上年的累计数 {before}。累计数不会减少，"
    "请核对；填的是当年数的，请去掉括号。",
    "year_on_year": "比上年 {before} {direction} {change}%，超过 {threshold}%。请核对。",
    "year_on_year.times": "比上年 {before} 增至 {times} 倍，超过 {threshold}%。请核对数值和计量单位；"
    "属实的，请在备注中说明原因。",
    "year_on_year.far": "比上年 {before} {direction} {change}%，超过 {threshold}%。请核对数值和计量单位；"
    "属实的，请在备注中说明原因。",
    "children_sum": "{count} 个下级地区合计 {total}，与本级 {typed} 不符，相差超出四舍五入的误差（{room}）。"
    "请与下级核对；含本级直接经办等情况的，请在备注中说明。",
    "children_sum.missing": "已报的下级地区合计 {total}，已大于本级 {typed}，还缺{missing}的数。"
    "请与下级核对。",
    "stock_and_flow": "比上年 {before} 增加 {growth}，而当年“{flow}”为 {inflow}。存量的增加不应大于当年流入，"
    "请核对两项的口径；属实的，请在备注中说明。",
    "exactly_target": "与{which} {target} 完全相同。请核对是否照目标填报；属实的，请在备注中说明数据来源。",
    "same_as_siblings": "{typed} 与{names}的数完全相同。请核对是否套用了其他地区的数或上级的目标；"
    "属实的，请在备注中说明。",
    "changed_after_acceptance": "已接收的数是 {accepted}，现改为 {typed}。请在备注中说明更正的依据。",
    "unexplained": "进度滞后，还没有填写{lacking}；所填内容写进监测报告。",
}


@dataclass(frozen=True)
class Finding:
    """A rule's code, how much it weighs, the parameters of its sentence, and which of its sentences it is."""

    code: str
    weight: Weight
    parameters: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""

    @property
    def message(self) -> str:
        key = f"{self.code}.{self.variant}" if self.variant else self.code
        return WORDS[key].format(**self.parameters)
