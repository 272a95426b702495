"""What the notes of a table say about its signs: brackets of sums, stars, other marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARKS = "*★☆▲△※●◆■"
BRACKET = re.compile(
    r"[((]\s*[))]\s*(?:内|中|里)?的?(?:数[据值字]?)?[为是表示系指]{0,2}[^。;]{0,10}?(?:累计|累积|积累|合计|总量|五年)"
)
CUMULATIVE = re.compile(r"累计|累积|积累|合计|五年")
SIGN = re.compile(
    rf"(?:带|标注?|加|打|注)?有?[“\"(]?\s*([{re.escape(MARKS)}])\s*[”\")]?\s*(?:号|标记|标识)?的?(?:指标|项目|项)?"
    r"(?:均|都)?(?:为|是|表示|代表|指|系|属于?)([^。;,\n|;①-⑳\d]{2,40})"
)
REST = re.compile(r"其余(?:指标)?(?:均|都)?(?:为|是|属于?)(?:[^。;,]{0,6})?(约束性|预期性)")
LOCAL = re.compile(
    r"新增|增加|自设|自增|特色|本[市县区省]|我[市县区省]|[省市县区]级|[县市区]政府|规划指标|地方"
)
ATTRIBUTE = re.compile(r"约束性|预期性|指导性|引导性|监测性")


@dataclass(frozen=True)
class Signs:
    """`meanings` by mark; `round_is_sum` where figures in round brackets are sums; `rest` the attribute of
    rows without a mark.
    """

    meanings: dict[str, str]
    round_is_sum: bool = False
    rest: str = ""

    def attribute(self, marks: str) -> str:
        """The attribute that a mark stands for."""
        for mark in marks:
            found = ATTRIBUTE.search(self.meanings.get(mark, ""))
            if found:
                return found[0]
        return self.rest

    def local(self, marks: str) -> str | None:
        """The meaning of the mark that makes an indicator the region's own; None where none does. A star
        without an explanation does.
        """
        for mark in marks:
            meaning = self.meanings.get(mark)
            if meaning is None and mark in "*★☆":
                return ""
            if meaning and not ATTRIBUTE.search(meaning) and (mark in "*★☆" or LOCAL.search(meaning)):
                return meaning
        return None


def signs_of(notes: Sequence[str]) -> Signs:
    text = "\n".join(notes)
    meanings: dict[str, str] = {}
    for match in SIGN.finditer(text):
        meanings.setdefault(match[1], match[2].strip())
    rest = REST.search(text)
    return Signs(meanings, bool(BRACKET.search(text)), rest[1] if rest else "")
