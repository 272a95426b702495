"""Changes: 提高3个百分点, 比2020年下降18%, 年均增长7%, 翻一番."""

from __future__ import annotations

import re
from dataclasses import dataclass

RISES = "增长|提高|提升|增加|上升|递增|增幅|增速|净增|扩大"
FALLS = "下降|降低|减少|递减|压减|缩短|降幅|压缩|缩小|减排|回落|削减"
NEVER_SUMS = frozenset(f"提高|提升|上升|{FALLS}".split("|"))
VERBS = f"{RISES}|{FALLS}"
THEN = (
    r"(?:(?:20\d\d|二[〇○零]\S\S)年|“?十[一二三四五]五”?(?:时期|期间|期|规划)?末?"
    "|上年|基期|目前|现状|同期|前五年|上一个五年)"
)
COMPARED = (
    rf"(?:(?:比|较|与|相比|在){THEN}[末底初]?的?(?:基础上|水平|相比|同期)?"
    rf"|以{THEN}[末底]?(?:的?数据|水平)?为基[数期])"
)
ADVERB = (
    "累计|总体|平均|力争|实现|再|分别|各|均|都|共|将|大幅|显著|稳步|持续|进一步|相对|有望|努力|同比|预期|约"
    "|控制在|保持在|稳定在|达到|达|在|为"
)
YEARLY = "年均|年平均|每年|平均每年"
ADVERBS = rf"(?:{ADVERB}){{0,4}}"
CHANGE = re.compile(
    rf"(?:,?(?P<compared>{COMPARED}),?)?{ADVERBS}(?P<average>{YEARLY})?{ADVERBS}(?P<verb>{VERBS})(?:(?P<rate>率)|幅度|幅)?{ADVERBS}$"
)
DOUBLED = re.compile(rf",?(?:{COMPARED})?{ADVERBS}(?P<phrase>翻[一两二]番(?:以上|左右)?|翻番|翻一倍)")


@dataclass(frozen=True)
class Change:
    """`start` is where its words begin before the quantity; `wording` is what a name ends with: 年均增长."""

    start: int
    wording: str


def change_in(before: str, unit: str) -> Change | None:
    """What the words before a quantity say it changes by; None where they name a level.

    增加50万个 is a change where it is compared; without that it is a sum.
    """
    match = CHANGE.search(before)
    if match is None or not (
        match["compared"]
        or match["average"]
        or match["verb"] in NEVER_SUMS
        or unit in ("%", "‰", "倍")
        or "百分点" in unit
    ):
        return None
    return Change(match.start(), ("年均" if match["average"] else "") + match["verb"] + (match["rate"] or ""))


def doubling_in(clause: str) -> tuple[str, tuple[int, int]] | None:
    """The subject that doubles (翻一番), which has no number in its words, and where the words stand."""
    match = DOUBLED.search(clause)
    if match and clause.count("“", 0, match.start()) > clause.count("”", 0, match.start()):
        return None
    return (clause[: match.start()], match.span("phrase")) if match else None
