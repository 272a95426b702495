"""Words around a number that make it a floor, a ceiling or an approximation."""

from __future__ import annotations

import re

from indicators.calc.figure import Op

BEFORE: tuple[tuple[Op, str], ...] = (
    (">=", "不低于 不少于 不小于 不短于 至少 最少 最低 ≥ ≧"),
    ("<=", "不超过 不高于 不大于 不多于 不突破 不超 至多 最多 最高 ≤ ≦"),
    (">", "超过 突破 大于 高于 多于 优于 跨过 迈过 逾 超 >"),
    ("<", "低于 小于 少于 <"),
    ("~", "大约 约为 接近 约 近 ≈"),
    ("=", "冲刺"),
)
AFTER: tuple[tuple[Op, str], ...] = (
    (">=", "及以上 以上"),
    ("<=", "及以下 以下 以内 之内 内"),
    ("~", "左右 上下"),
)


def _table(rows: tuple[tuple[Op, str], ...]) -> dict[str, Op]:
    """Word by word, the longest first."""
    words = {word: op for op, text in rows for word in text.split()}
    return dict(sorted(words.items(), key=lambda row: -len(row[0])))


BEFORE_WORDS, AFTER_WORDS = _table(BEFORE), _table(AFTER)
LEAD = re.compile(rf"(?:{'|'.join(BEFORE_WORDS)})(?:于|到|至|达到?)?$")
TRAIL = re.compile("|".join(AFTER_WORDS))


def bound(lead: str, trail: str, *, more: bool) -> Op:
    """What the words say together: those behind the number over those before it, 余 and 多 over nothing."""
    if trail:
        said = AFTER_WORDS[trail]
        return ">" if said == ">=" and more else said
    if more:
        return ">"
    return next((op for word, op in BEFORE_WORDS.items() if lead.startswith(word)), "=")
