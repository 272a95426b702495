"""Units that a table leaves out and the document gives elsewhere for the same indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.calc.figure import plain_number
from intake.parsing.likeness import bare, same
from intake.parsing.prose import Outline
from intake.parsing.reading import DefinitionRead, Doubt, IndicatorRead

UNIT = (
    r"(?P<unit>%|‰|[万亿]?(?:人次|人|名|元|户|家|个|张|亩|吨|公里|平方米|立方米|平方公里|公顷|千瓦时|千瓦|件|套|所|项|处|座|"
    r"辆|岁|年|册|场|台|床)(?:/[\u3400-\u9fff]{1,4})?)"
)
BETWEEN = 14  # signs between a name and its number in a sentence


def with_units(
    rows: Sequence[IndicatorRead],
    targets: Sequence[IndicatorRead],
    definitions: Sequence[DefinitionRead],
    outline: Outline,
) -> list[IndicatorRead]:
    """Rows without a unit take that of the glossary, of another row or target of the name, or of a sentence
    that states one of their numbers; it is marked as inferred.
    """
    named = [(each.name, each.unit, "指标解释") for each in definitions]
    named += [(each.name, each.unit, "另一处表格") for each in rows]
    named += [(each.name, each.unit, "正文") for each in targets]
    return [row if row.unit or _is_ratio(row) else _with_unit(row, named, outline) for row in rows]


def _is_ratio(row: IndicatorRead) -> bool:
    return any(stated and stated.figure.kind == "ratio" for stated in (row.target, row.baseline, row.actual))


def _with_unit(row: IndicatorRead, named: Sequence[tuple[str, str, str]], outline: Outline) -> IndicatorRead:
    found = next(((unit, where) for name, unit, where in named if unit and same(name, row.name)), None)
    if found is None:
        unit = next(_units_in_text(row, outline), "")
        found = (unit, "正文") if unit else None
    if found is None:
        return row
    message = f"“{row.name}”在表中没有单位，按{found[1]}推定为“{found[0]}”，请核对。"
    doubt = Doubt("unit_inferred", message, row.place)
    return replace(row, unit=found[0], unit_inferred=True, doubts=(*row.doubts, doubt))


def _units_in_text(row: IndicatorRead, outline: Outline) -> Iterator[str]:
    numbers = {
        plain_number(each.figure.value)
        for each in (row.actual, row.baseline, row.target)
        if each and each.figure.value is not None
    }
    if not numbers:
        return
    either = "|".join(re.escape(number) for number in sorted(numbers, key=len, reverse=True))
    pattern = re.compile(rf"{re.escape(bare(row.name))}[^。;\d]{{0,{BETWEEN}}}(?:{either}){UNIT}")
    for section in outline:
        for paragraph in section.paragraphs:
            match = pattern.search(paragraph.text)
            if match:
                yield match["unit"]
