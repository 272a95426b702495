"""Targets in words alone: 完成国家下达任务, 只增不减."""

from __future__ import annotations

import re

SAID = re.compile(
    r"(?P<words>(?:完成|达到|控制在)(?:国家|省|市|上级|省级|市级|国家和省)(?:里)?(?:下达|规定|分解|要求|确定|核定|控制){0,2}(?:的)?"
    r"(?:任务|目标|指标|要求|标准)(?:要求|以内|范围内)?|只增不减|只减不增|只降不增|只升不降)$"
)
# What can be counted: 全覆盖 and 只增不减 of anything else are qualities.
COUNTABLE = re.compile(r"(?:率|量|数|度|耗|排放|面积|人口|降幅|浓度|比例|比重|总额)$")


def words_in(clause: str) -> tuple[str, tuple[int, int]] | None:
    """The subject and where the words stand; None where the clause ends otherwise."""
    match = SAID.search(clause.rstrip("。；;"))
    subject = clause[: match.start()] if match else ""
    return (subject, match.span("words")) if match and COUNTABLE.search(subject) else None
