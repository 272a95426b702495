"""The glossary of indicators (指标解释, 名词解释)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose import Outline
from intake.parsing.reading import DefinitionRead

NUMBER = (
    r"(?:[*★※] ?)?(?:\((?P<bracketed>\d{1,3}|[一二三四五六七八九十]{1,3})\)|(?P<plain>\d{1,3}) ?[.、)]|"
    r"(?P<ringed>[①-⑳])|——|[-·•●])?"
)
UNIT = r"(?:\((?:单位[::])?(?P<unit>[^()\d][^()]{0,11}|\d?/?[^()]{1,8})\))?"
SAYS = r"(?:[::]\s?(?:是指|系指|指|即|=)?|是指|系指|,是指|,指|指(?=[^标定导数])|——)"
ENTRY = re.compile(rf"^{NUMBER}\s*[“\"]?(?P<name>[^::。;,“”]{{2,45}}?)[”\"]?\s*{UNIT}\s*[”\"]?{SAYS}")
HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第.{1,3}[章节])[^。::]{1,30}$"
)
TITLE = re.compile(r"指标解释|名词解释|指标说明|指标释义|名词释义|术语解释|指标含义|指标定义")
SHORTEST = 6


def read_definitions(outline: Outline, locate: Locator) -> list[DefinitionRead]:
    """Entries of the sections of purpose glossary; a paragraph that begins none continues the one before."""
    found: list[DefinitionRead] = []
    for section in outline:
        if section.purpose != "glossary":
            continue
        title = section.titles[-1:] if section.titles and not TITLE.search(section.titles[-1].text) else ()
        found += [_definition(entry, locate) for entry in _entries([*title, *section.paragraphs])]
    return found


def _entries(paragraphs: Sequence[Passage]) -> list[list[Passage]]:
    entries: list[list[Passage]] = []
    open_entry = False
    for paragraph in paragraphs:
        text = paragraph.text
        if HEADING.match(text):
            open_entry = False
        elif ENTRY.match(text) and len(text) >= SHORTEST:
            entries.append([paragraph])
            open_entry = True
        elif open_entry:
            entries[-1].append(paragraph)
    return entries


def _definition(parts: list[Passage], locate: Locator) -> DefinitionRead:
    match = ENTRY.match(parts[0].text)
    assert match is not None
    place = locate.at(parts[0].span()[0], parts[-1].span()[1])
    return DefinitionRead(
        name=match["name"].strip(),
        unit=(match["unit"] or "").strip(),
        text=locate.quote(place),
        place=place,
        number=match["bracketed"] or match["plain"] or match["ringed"] or "",
    )
