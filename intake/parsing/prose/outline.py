"""The outline of a document: its headings, and what each section is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from intake.parsing.passage import Passage
from intake.parsing.prose.contents import without_contents
from intake.parsing.prose.headings import NUMBERED, Heading, heading_of
from intake.parsing.prose.purposes import IS_TASK, purpose_of


@dataclass(frozen=True)
class Section:
    """The paragraphs under one heading, without those of its subsections. `titles` are the headings from the
    outermost in; the last is the section's own. `purpose` is targets (主要目标), background (发展基础),
    outlook (2035年远景), principles (指导思想), box (专栏), glossary (指标解释), front (before the first
    heading) or tasks.
    """

    titles: tuple[Passage, ...]
    purpose: str
    paragraphs: tuple[Passage, ...]


Outline = tuple[Section, ...]

FAR = r"(?:2035|2050|二[〇○零]三五)\s*年"
ABOUT_OUTLOOK = re.compile(rf"(?:[^,，。;；:：]{{0,12}}?(?:展望|到|至|再到)\s*{FAR}|{FAR}(?:远景|展望))")
BARE_TASK = re.compile(rf"(?:{IS_TASK.pattern})[\u4e00-\u9fff“”、()]{{3,18}}")
ABOUT_PAST = re.compile(r".{0,4}(?:“?十三五”?(?:时期|期间|以来)|过去(?:的)?五年|(?:过去)?五年来)")
ABOUT_PERIOD = re.compile(
    r"[^。;；]{0,20}?(?:到|至)\s*(?:202[5-9]|2030|二[〇○零]二五|二[〇○零]三[〇○零])\s*年"
    r"|[^。;；]{0,8}“?十[四五]五”?(?:时期|期间|期末|末)?[^。;；]{0,12}(?:目标|指标)"
    r"|[^。;；]{0,30}(?:主要|发展|具体|总体)目标(?:是|如下|为)?[:：]"
    r"|(?:今后|未来)(?:五|5)年"
)


GOALS_LINE = re.compile(r"(?:主要|发展|具体)目标")  # by itself it opens targets even in a chapter of tasks
TURNING = ("targets", "outlook", "principles")
TURNS = re.compile(r"(?:目标|指标|思想|原则|要求|思路|展望|愿景)$")


@dataclass
class Open:
    """A heading whose section has not ended."""

    kind: str
    title: Passage
    purpose: str
    number: int = 0


@dataclass
class Sections:
    """The sections so far, and the headings that are open."""

    found: list[Section] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    targets_seen: bool = False
    tasks_begun: bool = False
    outlook_goes_on: bool = False
    interrupted: Open | None = None  # the chapter in which a glossary stands

    def add(self, paragraph: Passage) -> None:
        purpose = self._purpose_of(paragraph)
        titles = tuple(each.title for each in self.stack)
        last = self.found[-1] if self.found else None
        if last and last.purpose == purpose and last.titles == titles:
            self.found[-1] = Section(titles, purpose, (*last.paragraphs, paragraph))
        else:
            self.found.append(Section(titles, purpose, (paragraph,)))

    def _purpose_of(self, paragraph: Passage) -> str:
        """Its section's; but 2035 is outlook among targets, and 到2025年 opens the targets of 总体要求."""
        purpose = self.stack[-1].purpose if self.stack else "front"
        if purpose == "targets" and ABOUT_OUTLOOK.match(paragraph.text):
            self.outlook_goes_on = paragraph.text.endswith((":", "："))
            return "outlook"
        if purpose == "targets" and self.outlook_goes_on and not ABOUT_PERIOD.match(paragraph.text):
            return "outlook"
        self.outlook_goes_on = False
        if purpose == "tasks" and not self.targets_seen and ABOUT_PAST.match(paragraph.text):
            return "background"
        opens_targets = ABOUT_PERIOD.match(paragraph.text) and not ABOUT_OUTLOOK.match(paragraph.text)
        if purpose == "principles" and opens_targets:
            self.stack[-1].purpose = "targets"
            return "targets"
        return purpose

    def unnumbered_task(self, paragraph: Passage) -> Heading | None:
        """Where headings have no numbers, tasks behind 主要目标 are known by their verbs: 强化就业优先."""
        if not self.stack or self.stack[-1].kind != "lead" or not BARE_TASK.fullmatch(paragraph.text):
            return None
        return Heading("lead", paragraph, paragraph[:0], "tasks")

    def open(self, heading: Heading) -> None:
        self._close_before(heading)
        self.outlook_goes_on = False
        purpose = self._opened_as(heading)
        self.targets_seen = self.targets_seen or purpose == "targets"
        is_outermost = not any(each.kind in NUMBERED for each in self.stack)
        if purpose == "tasks" and heading.kind in NUMBERED and is_outermost:
            self.tasks_begun = self.targets_seen
        self.stack.append(Open(heading.kind, heading.title, purpose, _number(heading.title.text)))
        self.found.append(Section(tuple(each.title for each in self.stack), purpose, ()))

    def _opened_as(self, heading: Heading) -> str:
        """Achievements, outlooks and boxes keep their purpose below, but for a heading of goals; the goals of
        one task belong to the task, and new 成效 among goals are goals.
        """
        parent = self.stack[-1].purpose if self.stack else ""
        own = heading.purpose or purpose_of(heading.bare, tasks_begun=self.tasks_begun)
        if heading.kind == "box":
            return own if own in ("background", "glossary", "targets") else "box"
        if heading.kind == "markdown" and not own:
            return parent or "front"
        if (
            parent == "tasks"
            and own == "targets"
            and self.tasks_begun
            and not GOALS_LINE.fullmatch(heading.bare)
        ):
            return parent
        is_sentence = heading.title.text.endswith("。")
        if parent == "targets" and own == "background" and "十三五" not in heading.bare:
            return parent
        if parent == "targets" and own == "tasks" and is_sentence:  # 1.全面落实…根本任务。
            return parent
        if parent in ("background", "glossary", "box", "outlook") and not self._turns(heading, own):
            return parent
        return own or (parent if parent != "front" else "") or "tasks"

    @staticmethod
    def _turns(heading: Heading, own: str) -> bool:
        return heading.kind == "lead" or (own in TURNING and bool(TURNS.search(heading.bare)))

    def _close_before(self, heading: Heading) -> None:
        """An item of a box stays in it, unless its number goes on with the list that the box interrupts."""
        if heading.purpose == "glossary" and self.stack:
            self.interrupted = self.stack[0]
        if (
            heading.purpose == "glossary"
            or (heading.kind in NUMBERED[:2] and self.stack and self.stack[0].kind == "lead")
            or self._goes_on_behind_glossary(heading)
        ):
            self.stack.clear()
        box = next((at for at, each in enumerate(self.stack) if each.kind == "box"), None)
        if box is not None and heading.kind in ("box", "lead", "markdown"):
            del self.stack[box:]
            box = None
        if box is not None:
            outer = next((each for each in self.stack[:box] if each.kind == heading.kind), None)
            if outer is None or self._belongs_in_box(heading, outer, self.stack[box + 1 :]):
                self._cut(heading.kind, box + 1)
                return
            del self.stack[box:]
        self._cut(heading.kind, 0)

    def _goes_on_behind_glossary(self, heading: Heading) -> bool:
        """三、… behind a glossary that stood in chapter 二."""
        before = self.interrupted
        return (
            before is not None
            and bool(self.stack)
            and self.stack[0].purpose == "glossary"
            and heading.kind == before.kind
            and _number(heading.title.text) == before.number + 1
        )

    @staticmethod
    def _belongs_in_box(heading: Heading, outer: Open, items: Sequence[Open]) -> bool:
        if heading.kind in NUMBERED[:4]:
            return False
        number = _number(heading.title.text)
        before = next((each.number for each in items if each.kind == heading.kind), 0)
        return number == before + 1 or number != outer.number + 1

    def _cut(self, kind: str, least: int) -> None:
        same = next((at for at, each in enumerate(self.stack) if at >= least and each.kind == kind), None)
        if same is not None:
            del self.stack[same:]
        elif kind in NUMBERED:
            depth = NUMBERED.index(kind)
            deeper = (
                at
                for at, each in enumerate(self.stack)
                if at >= least and each.kind in NUMBERED and NUMBERED.index(each.kind) > depth
            )
            cut = next(deeper, None)
            if cut is not None:
                del self.stack[cut:]


def outline_of(paragraphs: Sequence[Passage]) -> Outline:
    """Every paragraph stands in one section, in the order of the document; headings are titles."""
    contents, body = without_contents(paragraphs)
    sections = Sections()
    for paragraph in contents:
        sections.add(paragraph)
    for paragraph in body:
        heading = heading_of(paragraph) or sections.unnumbered_task(paragraph)
        if heading is None or _is_entry(heading, sections):
            sections.add(paragraph)
            continue
        sections.open(heading)
        if heading.rest:
            sections.add(heading.rest)
    return tuple(_kept(sections.found))


def _is_entry(heading: Heading, sections: Sections) -> bool:
    """An entry of a glossary is one paragraph, whatever it opens with."""
    glossary = next((at for at, each in enumerate(sections.stack) if each.purpose == "glossary"), None)
    if glossary is None or heading.kind in ("box", "lead"):
        return False
    return bool(heading.rest) or heading.kind not in NUMBERED[:5]


def _kept(found: Iterable[Section]) -> Iterator[Section]:
    """A heading above subsections has no paragraphs of its own: its title is told by theirs."""
    sections = list(found)
    for at, section in enumerate(sections):
        following = sections[at + 1] if at + 1 < len(sections) else None
        told = following is not None and following.titles[: len(section.titles)] == section.titles
        if section.paragraphs or not told:
            yield section


CHINESE = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}


def _number(title: str) -> int:
    """The number of a heading up to 99; 0 where it has none."""
    match = re.match(r"\W*第?\s*([一二三四五六七八九十]{1,3}|\d{1,2})", title)
    if not match:
        return 0
    if match[1].isdigit():
        return int(match[1])
    tens, ten, ones = match[1].partition("十")
    return (CHINESE.get(tens, 1) * 10 if ten else 0) + (CHINESE.get(ones if ten else tens, 0))
