"""What a clause states, as indicators with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indicators.calc import Figure, parse_figure
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose.clauses import Clause
from intake.parsing.prose.naming import name_of
from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.stating import Named
from intake.parsing.prose.times import number_of_year
from intake.parsing.reading import Doubt, IndicatorRead, Period, Place, Stated

Span = tuple[int, int]
EVERY_YEAR = re.compile(r"^(?:年均|每年)|(?:年均|每年)(?:新增|增加)?$")
CHANGES = ("增长", "提高", "提升", "上升", "下降", "降低", "增加", "减少")


@dataclass(frozen=True)
class Recorder:
    """Of one paragraph; every offset is one in its text."""

    paragraph: Passage
    period: Period
    region: str
    locate: Locator
    doubts: list[Doubt] = field(default_factory=list)

    def doubt_statement(self, start: int, end: int) -> None:
        place = self._place(start, end)
        self.doubt_nameless(place, self.locate.quote(place))

    def doubt_nameless(self, place: Place, quote: str) -> None:
        message = f"第 {place.line} 行“{quote}”没有写明是哪项指标，没有读入，请核对。"
        self.doubts.append(Doubt("no_name", message, place))

    def indicator(self, one: Named, clause: Clause) -> IndicatorRead:
        place = self._place(clause.lead if one.start == clause.start else one.start, one.end)
        return IndicatorRead(
            name=one.name,
            unit=one.unit,
            period=self.period,
            place=place,
            quote=self.locate.quote(place),
            source="prose",
            attribute=one.attribute,
            baseline=self._baseline(one),
            target=self._stated(one.quantity, clause.year, one.phrase, summed=one.is_summed),
            unit_inferred=one.is_unit_inferred,
            doubts=tuple(self._doubts(one, place)),
        )

    def without_number(self, subject: str, phrase: Span, clause: Clause) -> IndicatorRead | None:
        """翻一番 is a change in per cent; 完成国家下达任务 stays words."""
        name = name_of(subject, self.region)
        if not name:
            return None
        place = self._place(clause.lead, clause.end)
        said = self._place(clause.start + phrase[0], clause.start + phrase[1])
        figure = parse_figure(self.locate.quote(said).replace("翻番", "翻一番"))
        if figure.kind != "change_from_baseline":
            figure = Figure(kind="words", text=self.locate.quote(said))
        unit = "" if figure.kind == "words" else "%"
        target = Stated(figure, clause.year, said)
        quote = self.locate.quote(place)
        return IndicatorRead(name, unit, self.period, place, quote, "prose", target=target)

    def _baseline(self, one: Named) -> Stated | None:
        if one.base is None:
            return None
        year = number_of_year(one.base_year) if one.base_year else self.period[0] - 1
        return self._stated(one.base, year, (one.base.start, one.base.end))

    def _doubts(self, one: Named, place: Place) -> Iterator[Doubt]:
        before = self.period[0] - 1
        if one.base is not None and not one.base_year:
            yield Doubt("baseline_year", f"“{one.name}”的基数没有写明年份，按{before}年录入。请核对。", place)
        if one.is_unit_inferred:
            printed = f"只写了“{one.quantity.unit}”" if one.quantity.unit else "没有写明"
            yield Doubt("unit_inferred", f"“{one.name}”的单位{printed}，按“{one.unit}”录入。请核对。", place)

    def _stated(self, quantity: Quantity, year: int, phrase: Span, *, summed: bool = False) -> Stated:
        place = self._place(*phrase)
        return Stated(quantity.figure(self.locate.quote(place), cumulative=summed), year, place)

    def _place(self, start: int, end: int) -> Place:
        kept = self.paragraph[start:end]
        text = kept.text.rstrip("。；;！？!?,，、:")
        lead = len(text) - len(text.lstrip("，,、和及与:："))
        return self.locate.place(kept[lead : len(text)])


def with_base(target: IndicatorRead, past: list[IndicatorRead]) -> IndicatorRead:
    """2020年为90%,2025年达到95%: what the sentence says of an earlier year is the baseline."""
    base = next((each.target for each in past if each.name == target.name and each.unit == target.unit), None)
    return replace(target, baseline=base) if base is not None and target.baseline is None else target


def added(found: list[IndicatorRead], new: IndicatorRead) -> list[IndicatorRead]:
    """With what is said of the same subject already.

    The level says what its change says (提高3个百分点、达到92%), a sum what it comes to a year
    (年均8万人,累计40万人), and a target for an earlier year is a step on the way
    (2023年达到70%, 2025年达到90%).
    """
    last = found[-1] if found else None
    if last is None or last.target is None or new.target is None:
        return [*found, new]
    if _is_change_of(last, new):
        return [
            *found[:-1],
            replace(new, place=last.place, quote=last.quote) if last.quote.endswith(new.quote) else new,
        ]
    if _is_change_of(new, last):
        return found
    if EVERY_YEAR.sub("", last.name) == new.name != last.name:
        return [*found[:-1], new]
    step = next((each for each in found if _is_step_to(each, new)), None)
    if step is None or step.target is None:
        return [*found, new]
    return [*(each for each in found if each is not step), replace(new, yearly=(*step.yearly, step.target))]


def _is_step_to(step: IndicatorRead, goal: IndicatorRead) -> bool:
    if (step.name, step.unit) != (goal.name, goal.unit) or step.target is None or goal.target is None:
        return False
    return (step.target.year or 0) < (goal.target.year or 0)


def _is_change_of(change: IndicatorRead, level: IndicatorRead) -> bool:
    """Growth a year is a target of its own; growth over all of the plan follows from the level."""
    if change.name == level.name and change.target is not None:
        return change.target.figure.kind == "change_from_baseline"
    return change.name in {level.name + verb for verb in CHANGES}
