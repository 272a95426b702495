"""What a figure is, and how it is printed again from its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Op = Literal["=", ">", ">=", "<", "<=", "~"]
Kind = Literal[
    "number", "range", "ratio", "average_growth", "change_from_baseline", "words", "missing", "blank"
]

LARGEST = Decimal(10) ** 9
DECIMALS = 6
COMPARABLE: frozenset[str] = frozenset({"number", "range"})
SIGN: dict[str, str] = {"=": "", "~": "", ">": "＞", ">=": "≥", "<": "＜", "<=": "≤"}
SUFFIX: dict[str, str] = {"=": "", "~": "左右", ">": "以上", ">=": "以上", "<": "以内", "<=": "以内"}
TURNED: dict[Op, Op] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


class FigureError(ValueError):
    """What was entered is not a figure; the message says, in Chinese, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An operator and a number (or a range, or the members of a ratio) with the text it was printed as.

    `value` is in the unit of the indicator. For kind `average_growth` it is per cent a year and for
    `change_from_baseline` per cent of the baseline, negative where the plan prints a fall. A range keeps
    its lower end in `value` (operator >=) and its upper in `upper`. Both ends of a range belong to it.
    """

    op: Op = "="
    value: Decimal | None = None
    upper: Decimal | None = None
    members: tuple[Decimal, ...] = ()
    text: str = ""
    cumulative: bool = False
    kind: Kind = "number"

    @property
    def is_comparable(self) -> bool:
        """A number or a range: something an interval can be made of."""
        return self.kind in COMPARABLE and self.value is not None

    @property
    def is_exact(self) -> bool:
        """A single number (`~` is read as `=`); an inequality is an interval, never a number."""
        return self.kind == "number" and self.value is not None and self.op in ("=", "~")

    @property
    def is_ratio(self) -> bool:
        return self.kind == "ratio" and len(self.members) > 1

    @property
    def is_reported(self) -> bool:
        """Whether there is a figure at all: words, a dash and a blank are none."""
        return self.is_comparable or self.is_ratio


MISSING = Figure(kind="missing", text="—")
BLANK = Figure(kind="blank")


def plain_number(value: Decimal) -> str:
    """Digits without exponent, trailing zeros as they are: Decimal("95.0") prints 95.0."""
    return format(value, "f")


def check_size(value: Decimal, shown: str) -> None:
    """Refuse a number that the record cannot hold exactly: 10^9 and beyond, or more than six decimals."""
    if not value.is_finite():
        raise FigureError(f"“{shown}”不是数字。请填写数字，如 12.5、＞90、≥96；无数据填“—”。")
    if abs(value) >= LARGEST:
        raise FigureError(f"“{shown}”超出范围：绝对值须小于 10 亿。请核对数值，或改用更大的计量单位。")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > DECIMALS:
        raise FigureError(f"“{shown}”小数位数过多：最多保留 {DECIMALS} 位小数。请四舍五入后再填。")


def format_figure(figure: Figure) -> str:
    """The printed notation, made from the parts: ＞90, 〔350〕, 60—65, 1∶4∶5, 年均增长6%左右, —."""
    body = _body(figure)
    return f"〔{body}〕" if figure.cumulative and figure.kind not in ("missing", "blank") else body


def _body(figure: Figure) -> str:
    if figure.kind == "ratio":
        return "∶".join(plain_number(member) for member in figure.members)
    if figure.kind in ("average_growth", "change_from_baseline") and figure.value is not None:
        verb = "下降" if figure.value < 0 else "增长"
        every = "年均" if figure.kind == "average_growth" else ""
        # A fall of at least 15 % is kept as a change of at most −15 %.
        said = TURNED.get(figure.op, figure.op) if figure.value < 0 else figure.op
        return f"{every}{verb}{plain_number(abs(figure.value))}%{SUFFIX[said]}"
    if figure.kind == "range" and figure.value is not None and figure.upper is not None:
        return f"{plain_number(figure.value)}—{plain_number(figure.upper)}"
    if figure.kind == "number" and figure.value is not None:
        tail = "左右" if figure.op == "~" else ""
        return f"{SIGN[figure.op]}{plain_number(figure.value)}{tail}"
    return {"missing": "—", "blank": ""}.get(figure.kind, figure.text)
