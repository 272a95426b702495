"""The targets that sections of targets state in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose.changes import doubling_in
from intake.parsing.prose.clauses import Clause, clauses_of
from intake.parsing.prose.outline import Outline, Section
from intake.parsing.prose.recording import Recorder, added, with_base
from intake.parsing.prose.stating import Spoken, named
from intake.parsing.prose.times import period_of
from intake.parsing.prose.words import words_in
from intake.parsing.reading import HeadRead, IndicatorRead, Period

BLANKS = re.compile(r"\s+")
CELLS = re.compile(r"[\t|]")
NOTE = re.compile(r"(?:注|说明|备注)\s*[:：]|表\s*\d")
PLAN = re.compile(r"十([一二三四五六])五")


def read_targets(outline: Outline, head: HeadRead, locate: Locator) -> list[IndicatorRead]:
    """As indicators of source prose, each with the clause that states it as its quote."""
    period = head.period or _spoken_period(outline)
    if period is None:
        return []
    found: list[IndicatorRead] = []
    for paragraph in _paragraphs(outline, period):
        found += _of_paragraph(Recorder(paragraph, period, head.region_name, locate))
    return found


def _paragraphs(outline: Outline, period: Period) -> Iterator[Passage]:
    """Of the sections of targets; where there is none, what the overall requirements say of the end year."""
    stated = [each for section in outline if _states_targets(section) for each in section.paragraphs]
    if not stated:
        about = re.compile(rf"到\s*{period[1]}\s*年")
        general = (
            each for section in outline if section.purpose == "principles" for each in section.paragraphs
        )
        stated = [paragraph for paragraph in general if about.search(paragraph.text)]
    for paragraph in stated:
        if not CELLS.search(paragraph.text) and not NOTE.match(paragraph.text):
            yield paragraph.replaced(BLANKS, lambda _: "")


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
    spoken, parent = Spoken(), ""
    past: list[IndicatorRead] = []
    first, last = recorder.period
    for clause in clauses_of(recorder.paragraph.text, recorder.period):
        if clause.is_first:
            spoken, parent, past = Spoken(spoken.subject if clause.goes_on else ""), "", []
        spoken.whole_period = clause.is_whole_period
        if clause.is_part and not parent and found:
            parent = found[-1].name
        told = list(_of_clause(recorder, clause, spoken, parent if clause.is_part else ""))
        if clause.year < first:
            past = told
        elif clause.year <= last:
            for target in told:
                found = added(found, with_base(target, past))
        spoken.subject, spoken.is_opened = clause.opens or spoken.subject, bool(clause.opens)
    return found


def _of_clause(recorder: Recorder, clause: Clause, spoken: Spoken, parent: str) -> Iterator[IndicatorRead]:
    for statement in clause.statements:
        for one in named(statement, spoken, recorder.region):
            yield recorder.indicator(one, clause, parent)
    if clause.statements:
        return
    text = recorder.paragraph.text[clause.start : clause.end]
    said = doubling_in(text) or words_in(text)
    target = recorder.without_number(*said, clause, parent) if said else None
    if target is not None and said is not None:
        spoken.subject = said[0]
        yield target
