"""What a rule looks at and what it finds; the wording of every finding stands here."""

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
class Entered:
    """One row as typed, with what the rules compare it with. Limits are in the indicator's unit."""

    typed: str
    unit: str = ""
    basis: str = ""
    sense: str = ""
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None


WORDS = {
    "not_filled": "未填。没有数据请填“—”，数值为零请填 0。",
    "not_a_figure": "{advice}",
    "percent_sign": "“{typed}”带有百分号，而该指标的计量单位是{unit}。请填数值，不加百分号。",
    "bracketed_level": "“{typed}”带括号，表示规划期累计数，而该指标不累计。请填{year_value}，不加括号。",
    "wrong_form": "{advice}",
    "no_progress": "未选进展。请从“未启动、推进中、已完成”等中选一项。",
    "no_quantity": "未填完成数量。没有数据请填“—”，数量为零请填 0。",
    "negative_quantity": "“{typed}”小于零。完成数量不能为负，请核对。",
    "lag_unexplained": "进展为“{progress}”，请在进展说明中写明原因。",
    "outside_limits": "“{typed}”超出该指标的取值范围（{bounds}）。请核对数值和计量单位。",
}


@dataclass(frozen=True)
class Finding:
    """A rule's code, how much it weighs, and the parameters of its sentence."""

    code: str
    weight: Weight
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return WORDS[self.code].format(**self.parameters)
