"""The targets that sections of targets state in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from indicators.calc.units import split_unit
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose.bases import outside_brackets
from intake.parsing.prose.changes import doubling_in
from intake.parsing.prose.clauses import Clause, clauses_of
from intake.parsing.prose.lists import COMPLETE, KIN
from intake.parsing.prose.outline import Outline, Section
from intake.parsing.prose.recording import Recorder, added, with_base
from intake.parsing.prose.statements import Statement, clauses_in, statements_in
from intake.parsing.prose.stating import Named, Spoken, named
from intake.parsing.prose.times import period_of, spoken_year
from intake.parsing.prose.words import words_in
from intake.parsing.reading import Doubt, HeadRead, IndicatorRead, Period

BLANKS = re.compile(r"\s+|\*\*")  # bold print of Markdown says nothing
CELLS = re.compile(r"[\t|]")
PARTS = re.compile(
    r"\((?P<among>其中:?|含|包括)?(?P<parts>(?!约|折|即|相当|按|年均|比|全[国省市]|国家|上年|目前|现状|20\d\d年)[^()]{3,80})\)"
)
NOTE = re.compile(r"(?:注|说明|备注)\s*[:：]|表\s*\d")
PART_ONLY = re.compile(rf"(?:{'|'.join(words.pattern for words in KIN)}|县\(市(?:、区)?\)|城区|主城区|市区)")
ASIDE = re.compile(r"\([^()]*\)$")
SHARES = ("比重", "比例")
FEWEST_CHAPTERS = 2
PLAN = re.compile(r"十([一二三四五六])五")


class Targets(NamedTuple):
    """`doubts` tell of numbers that are reached by nothing that the words name."""

    indicators: list[IndicatorRead]
    doubts: list[Doubt]


def read_targets(outline: Outline, head: HeadRead, locate: Locator, *, are_tabled: bool = False) -> Targets:
    """As indicators of source prose, each with the clause that states it as its quote. `are_tabled` says that
    tables state targets: then chapters of tasks are not asked for theirs.
    """
    found = Targets([], [])
    period = head.period or _spoken_period(outline)
    if period is None:
        return found
    for paragraphs in (_of_targets, _of_requirements, *(() if are_tabled else (_of_chapters,))):
        for paragraph in paragraphs(outline, period[1]):
            plain = paragraph.replaced(BLANKS, lambda _: "")
            recorder = Recorder(plain, period, head.region_name, locate)
            found.indicators.extend(_of_paragraph(recorder))
            found.doubts.extend(recorder.doubts)
        if found.indicators:
            break
    return found


def _of_targets(outline: Outline, year: int) -> Iterator[Passage]:
    for section in outline:
        if _states_targets(section):
            yield from (each for each in section.paragraphs if _is_text(each))


def _of_requirements(outline: Outline, year: int) -> Iterator[Passage]:
    """Where no section states targets: what the overall requirements say of the end year."""
    about = re.compile(rf"到\s*{year}\s*年")
    for section in outline:
        if section.purpose == "principles":
            yield from (each for each in section.paragraphs if _is_text(each) and about.search(each.text))


def _of_chapters(outline: Outline, year: int) -> list[Passage]:
    """Where no section states targets but chapters open with their own: 到2025年,…."""
    if any(_states_targets(section) for section in outline):
        return []
    about = re.compile(rf"(?<![^。])(?:[^。,:]{{0,12}}[:：])?到\s*{year}\s*年[^。]{{1,600}}。?")
    found: dict[str, list[Passage]] = {}
    for section in outline:
        if section.purpose != "tasks":
            continue
        for each in section.paragraphs:
            sentences = [each[match.start() : match.end()] for match in about.finditer(each.text)]
            found.setdefault(section.titles[0].text if section.titles else "", []).extend(sentences)
    chapters = [sentences for sentences in found.values() if sentences]
    return [each for sentences in chapters for each in sentences] if len(chapters) >= FEWEST_CHAPTERS else []


def _is_text(paragraph: Passage) -> bool:
    return not CELLS.search(paragraph.text) and not NOTE.match(paragraph.text)


def _states_targets(section: Section) -> bool:
    """总体要求和主要目标 without sections of its own states them too."""
    is_mixed = section.purpose == "principles" and bool(section.titles) and "目标" in section.titles[-1].text
    return section.purpose == "targets" or is_mixed


def _spoken_period(outline: Outline) -> Period | None:
    """That of the plan which the text names most often."""
    texts = (each.text for section in outline for each in (*section.titles, *section.paragraphs))
    plans = Counter(nth for text in texts for nth in PLAN.findall(text))
    return period_of(plans.most_common(1)[0][0]) if plans else None


def _of_paragraph(recorder: Recorder) -> list[IndicatorRead]:
    found: list[IndicatorRead] = []
    spoken, part = Spoken(), Part()
    past: list[IndicatorRead] = []
    first, last = recorder.period
    for clause in clauses_of(recorder.paragraph.text, recorder.period):
        if clause.is_first:
            spoken, part, past = Spoken(spoken.subject if clause.goes_on else ""), Part(), []
        spoken.whole_period = clause.is_whole_period
        if clause.is_part and found:
            part.opened(_whole(found).name)
        told = [part.of(each) for each in _of_clause(recorder, clause, spoken)]
        told = [each for each in told if each.parent or not _is_part_only(recorder, each)]
        for target in told:
            year = target.target.year if target.target else None
            if year and year < first:
                past.append(target)
            elif year and year <= last:
                found = added(found, with_base(target, past))
        spoken.subject, spoken.is_opened = clause.opens or spoken.subject, bool(clause.opens)
    return found


def _whole(found: list[IndicatorRead]) -> IndicatorRead:
    """What 其中 divides: 技能人才总量, though 技能人才总量占就业人员比例 stands between."""
    last = found[-1]
    return next((row for row in found[:-1] if last.name.startswith(f"{row.name}占")), last)


@dataclass
class Part:
    """The whole that 其中 of a sentence divides: it reaches as far as what follows is counted alike."""

    whole: str = ""
    unit: str | None = None
    has_names: bool = False  # whether its parts are 农村覆盖率 rather than 农村
    is_over: bool = False

    def opened(self, whole: str) -> None:
        self.whole = self.whole or whole

    def of(self, target: IndicatorRead) -> IndicatorRead:
        if not self.whole or self.is_over or target.parent:
            return target
        unit = split_unit(ASIDE.sub("", target.unit))[0]  # 2万套(间), 3000套
        if self.unit is None:
            self.unit, self.has_names = unit, bool(COMPLETE.search(target.name))
        names_itself = bool(COMPLETE.search(target.name)) and not self.has_names
        self.is_over = unit != self.unit or names_itself
        return target if self.is_over else replace(target, parent=self.whole)


def _is_part_only(recorder: Recorder, target: IndicatorRead) -> bool:
    """县(市)达到30%以上 behind the rate of all: whose rate it is, nothing says."""
    if not PART_ONLY.fullmatch(target.name):
        return False
    recorder.doubt_nameless(target.place, target.quote)
    return True


def _of_clause(recorder: Recorder, clause: Clause, spoken: Spoken) -> Iterator[IndicatorRead]:
    for statement in clause.statements:
        year = spoken_year(outside_brackets(statement.before), recorder.period, None)
        clause = replace(clause, year=year) if year and len(clause.statements) > 1 else clause
        ones = named(statement, spoken, recorder.region)
        is_told = statement.is_reached or statement.is_start
        if not ones and is_told and clause.year == recorder.period[1]:
            recorder.doubt_statement(statement.start, statement.end)
        for one in ones:
            yield recorder.indicator(one, clause)
            yield from _in_brackets(recorder, statement, one, clause)
    if clause.statements:
        return
    text = recorder.paragraph.text[clause.start : clause.end]
    said = doubling_in(text) or words_in(text)
    target = recorder.without_number(*said, clause) if said else None
    if target is not None and said is not None:
        spoken.subject = said[0]
        yield target


def _in_brackets(
    recorder: Recorder, statement: Statement, whole: Named, clause: Clause
) -> Iterator[IndicatorRead]:
    """200万人次(其中农民工20万人次、…)."""
    text, start = recorder.paragraph.text, statement.quantities[-1].end
    subject = whole.name.removesuffix(whole.wording)
    match = PARTS.match(text, start, statement.end)
    if match is None or len(statement.quantities) > 1:
        return
    for first, last in clauses_in(text, match.start("parts"), match.end("parts")):
        for each in statements_in(text, first, last):
            for one in named(each, Spoken(subject, whole.is_summed), recorder.region):
                is_share = one.name.startswith(f"{subject}占") and one.name.endswith(SHARES)
                if is_share:  # (占GDP比重达2.5%) is of the whole, no part of it
                    yield recorder.indicator(one, replace(clause, lead=first, start=first))
                elif one.name.startswith(subject):  # (力争95%) says more of the whole
                    continue
                elif match["among"] or one.unit == whole.unit:
                    part = replace(one, is_summed=whole.is_summed and one.unit == whole.unit)
                    yield replace(
                        recorder.indicator(part, replace(clause, lead=first, start=first)), parent=whole.name
                    )
                elif one.unit == "%":
                    recorder.doubt_statement(first, last)
