"""Reading printed figures: leniently from plans (falling back to words), strictly from an entry form."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import cast

from indicators.calc.figure.notation import BLANK, TURNED, Figure, FigureError, Op, check_size

NUMBER = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/", "─", "──"})
BRACKETS = re.compile(r"[〔\[【](.*?)[〕\]】]")
AROUND: dict[str, str] = {
    ">=": ">=", "≥": ">=", "≧": ">=", "⩾": ">=", "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=",
    "<=": "<=", "≤": "<=", "≦": "<=", "⩽": "<=", "不超过": "<=", "不高于": "<=", "不大于": "<=",
    "不多于": "<=", "至多": "<=", "最多": "<=",
    ">": ">", "超过": ">", "突破": ">", "大于": ">", "高于": ">", "多于": ">",
    "<": "<", "低于": "<", "小于": "<", "少于": "<",
    "~": "~", "≈": "~", "大约": "~", "约": "~",
}  # fmt: skip
AFTER: dict[str, str] = {
    "及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "之内": "<=",
    "左右": "~", "上下": "~",
}  # fmt: skip
NEUTRAL = "控制在|稳定在|保持在|达到|提高到|增加到|降低到|下降到|实现|为|达"


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


LEADS = re.compile(_alternatives(AROUND))
SINGLE = re.compile(
    rf"(?P<lead>(?:{NEUTRAL}|{_alternatives(AROUND)})*)(?P<number>{NUMBER})(?P<more>余|多)?"
    rf"(?P<unit>[^0-9]*?)(?P<after>{_alternatives(AFTER)})?"
)
RANGE = re.compile(
    rf"(?:{NEUTRAL})?(?P<low>{NUMBER})(?P<inner>[^0-9\-—–~至到]{{0,6}})[-—–~至到]+(?P<high>{NUMBER})(?P<unit>[^0-9]*)"
)
RATIO = re.compile(rf"{NUMBER}(?:[:∶︰]{NUMBER})+")
GROWTH = re.compile(
    rf"(?P<year>年均|年平均)?(?P<verb>增长|增速|提高|提升|增加|下降|降低|减少|递减|递增)(?:率)?"
    rf"(?P<lead>(?:{NEUTRAL}|{_alternatives(AROUND)})*)(?P<number>{NUMBER})%(?P<after>{_alternatives(AFTER)})?"
)
DOUBLING = re.compile(r"翻(?P<times>[一二两三四1-4])番(?P<after>以上|左右)?")
TIMES = re.compile(
    rf"(?P<verb>增长|提高|增加)?(?:{NEUTRAL})?(?P<number>{NUMBER})倍(?P<after>{_alternatives(AFTER)})?"
)
FALLS = ("下降", "降低", "减少", "递减")
DOUBLINGS = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
ADVICE = "请填写数字，如 12.5、＞90、≥96；无数据填“—”。"
LONGEST_UNIT = 12
LEVEL_VERBS = ("提高到", "增加到", "降低到", "下降到")


def parse_figure(text: str) -> Figure:
    """Read a figure as a plan prints it; what cannot be read stays as words, never as a guess."""
    shown = text.strip()
    plain = _plain(text)
    if not plain:
        return BLANK
    if plain in DASHES:
        return Figure(kind="missing", text=shown)
    try:
        return _read(plain, shown) or Figure(kind="words", text=shown)
    except FigureError:
        return Figure(kind="words", text=shown)


def read_entry(text: str) -> Figure:
    """Read the actual someone enters: a number, inequality, range, ratio, dash or blank; anything else is
    refused.
    """
    shown = text.strip()
    plain = _plain(text)
    if not plain:
        return BLANK
    if plain in DASHES:
        return Figure(kind="missing", text=shown)
    figure = _read(plain, shown)
    if figure is None or (figure.kind == "number" and re.search(r"[A-Za-z]", plain)):
        raise FigureError(f"“{shown}”不是数字。{ADVICE}")
    if figure.kind in ("average_growth", "change_from_baseline"):
        raise FigureError(f"“{shown}”是增减幅度，不是当年数值。请填写当年达到的数值，如 12.5；无数据填“—”。")
    unit = _unit(plain, figure)
    if unit:
        raise FigureError(f"“{shown}”带有“{unit}”。单位已由指标规定，请按指标的计量单位只填数字，如 12.5。")
    return figure


def _plain(text: str) -> str:
    """Half-width, without spaces; dashes and minus signs kept apart."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.replace("−", "-").split()).replace("\u200b", "").replace("\ufeff", "")


def _read(plain: str, shown: str) -> Figure | None:
    cumulative = bool(BRACKETS.search(plain))
    inner = BRACKETS.sub(r"\1", plain) if cumulative else plain
    for reader in (_ratio, _growth, _doubling, _times, _range, _single):
        figure = reader(inner, shown, cumulative)
        if figure is not None:
            return figure
    return None


def _number(digits: str, shown: str) -> Decimal:
    value = Decimal(digits.replace(",", ""))
    check_size(value, shown)
    return value


def _ratio(plain: str, shown: str, cumulative: bool) -> Figure | None:
    if not RATIO.fullmatch(plain):
        return None
    members = tuple(_number(part, shown) for part in re.split(r"[:∶︰]", plain))
    if any(member < 0 for member in members) or sum(members) == 0:
        raise FigureError(f"“{shown}”不是可用的比例：各项不能为负，合计不能为零。请按“1∶4∶5”的形式填写。")
    return Figure(members=members, text=shown, cumulative=cumulative, kind="ratio")


def _growth(plain: str, shown: str, cumulative: bool) -> Figure | None:
    match = GROWTH.fullmatch(plain)
    if not match or any(verb in plain for verb in LEVEL_VERBS):
        return None
    op = _operator(match["lead"], "", match["after"] or "")
    if op is None:
        return None
    value = _number(match["number"], shown)
    falls = match["verb"] in FALLS
    kind = "average_growth" if match["year"] else "change_from_baseline"
    turned = _turned(op) if falls else op
    return Figure(turned, -value if falls else value, None, (), shown, cumulative, kind)  # type: ignore[arg-type]


def _turned(op: Op) -> Op:
    """A fall of at least 15 % is a change of at most −15 %."""
    return TURNED.get(op, op)


def _doubling(plain: str, shown: str, cumulative: bool) -> Figure | None:
    match = DOUBLING.fullmatch(plain)
    if not match:
        return None
    percent = Decimal((2 ** DOUBLINGS[match["times"]] - 1) * 100)
    op = cast(Op, AFTER.get(match["after"] or "", "="))
    return Figure(op, percent, None, (), shown, cumulative, "change_from_baseline")


def _times(plain: str, shown: str, cumulative: bool) -> Figure | None:
    """1.2倍 is the baseline times 1.2; 增长1.2倍 is the baseline and 1.2 times as much again."""
    match = TIMES.fullmatch(plain)
    if not match:
        return None
    times = _number(match["number"], shown)
    percent = times * 100 if match["verb"] else (times - 1) * 100
    op = cast(Op, AFTER.get(match["after"] or "", "="))
    return Figure(op, percent, None, (), shown, cumulative, "change_from_baseline")


def _range(plain: str, shown: str, cumulative: bool) -> Figure | None:
    match = RANGE.fullmatch(plain)
    if not match:
        return None
    low, high = _number(match["low"], shown), _number(match["high"], shown)
    if low > high:
        raise FigureError(f"“{shown}”的下限大于上限。请按“60—65”的形式从小到大填写。")
    if low == high:
        return Figure("=", low, None, (), shown, cumulative)
    return Figure(">=", low, high, (), shown, cumulative, "range")


def _single(plain: str, shown: str, cumulative: bool) -> Figure | None:
    match = SINGLE.fullmatch(plain)
    unit = (match["unit"] or "") if match else ""
    if not match or len(unit) > LONGEST_UNIT or "," in unit or "." in unit:
        return None
    more = match["more"] or next((word for word in "余多" if word in unit), "")
    after = match["after"] or next((word for word in AFTER if word in unit), "")
    op = _operator(match["lead"], more, after)
    if op is None:
        return None
    return Figure(op, _number(match["number"], shown), None, (), shown, cumulative)


def _operator(lead: str, more: str, after: str) -> Op | None:
    """The operator that the words before and after the number agree on; None where they contradict each
    other.
    """
    before = [AROUND[word] for word in LEADS.findall(lead)]
    said = before + ([">"] if more else []) + ([AFTER[after]] if after else [])
    if not said:
        return "="
    if len({op[0] for op in said}) > 1:
        return None
    return cast(Op, said[0])


def _unit(plain: str, figure: Figure) -> str:
    """The unit written behind the number of an entry; a per cent sign is allowed."""
    inner = BRACKETS.sub(r"\1", plain)
    match = (RANGE if figure.kind == "range" else SINGLE).fullmatch(inner)
    if figure.kind == "ratio" or match is None:
        return ""
    units = [match["unit"] or ""] + ([match["inner"] or ""] if figure.kind == "range" else [])
    return next((unit for unit in units if unit not in ("", "%")), "")
