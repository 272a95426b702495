"""The quantities that tasks promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from indicators.calc import Figure
from indicators.calc.figure import Op
from intake.parsing.commitments.clauses import LASTING, RECURRING, Clause, clauses_of
from intake.parsing.commitments.counting import is_detail, is_promise, operator_of
from intake.parsing.commitments.names import VERBS, Item, items_of
from intake.parsing.head.periods import period_of_title
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.prose import Outline, Section
from intake.parsing.prose.numerals import spelled
from intake.parsing.prose.quantities import quantities_in
from intake.parsing.reading import CommitmentRead, Doubt, HeadRead, Place, Stated

PURPOSES = frozenset({"box", "tasks"})
YEARS_IN_A_ROW = re.compile(r"20\d\d年?(?:[、和]20\d\d年?){1,9}(?=分别)")
BOLD = re.compile(r"\*\*")
FRAME = re.compile(r"^(?:\s*\|)+\s*|(?:\s*[|\t])+\s*$")
CELLS = re.compile(r"(?:\s*[|\t])+\s*")  # between a title and what it stands for
BOX = re.compile(r"^\s*(?:\[[^\]]*\])*\s*专\s*栏")
YEARLY_EVENT = re.compile(
    r"每(?:[一两二三四五\d]个?)?年(?:组织|定期|都|坚持)?(?P<verb>举办|召开|承办|发布)(?P<object>[^,、。;]{4,40})"
)
BARE_VERB = re.compile(rf"(?!.*(?:培训|服务))(?:年均|共|再)?(?:{VERBS})")
RANK = re.compile(
    r"(?:国家|部|省|市|县|区|乡|镇|村)级(?:以上)?|(?:县|市|区|乡镇|农村|城市|城区|城镇|主城区)(?:\((?:县|市|区|旗|、){1,5}\))?"
)
LOOKING_BACK = re.compile(
    r"[^,。]{0,10}?(?:(?P<plan>“?十[一二三四五六七八九]?五”?)(?:时期|期间|以来)|五年来|过去五年|近年来|20\d\d年以来)"
)
FAR_FROM = 2035
NO_EVENT = re.compile(r"一批|若干|系列|不少|多[场次期个]")
CIRCLE = re.compile(
    r"(?P<figure>(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})分钟)(?P<name>[\u3400-\u9fff、]{0,8}(?:服务|就业)[\u3400-\u9fff、]{0,6}圈)"
)


def read_commitments(outline: Outline, head: HeadRead, locate: Locator) -> list[CommitmentRead]:
    """In the order of the document; what a section of targets states is an indicator, not a commitment."""
    reader = Reader(head, locate)
    return [
        found
        for section in outline
        if section.purpose in PURPOSES
        for paragraph in section.paragraphs
        for found in reader.read(paragraph, section)
    ]


class Reader:
    """Reads the paragraphs of one document."""

    def __init__(self, head: HeadRead, locate: Locator) -> None:
        self.head, self.locate = head, locate
        self.last = ""  # the name before, for a part that is named by its rank alone

    def read(self, paragraph: Passage, section: Section) -> Iterator[CommitmentRead]:
        shown = self._section(section)
        if self._is_past(paragraph.text):
            return
        paragraph = paragraph.replaced(BOLD, lambda _: "").replaced(FRAME, lambda _: "")
        paragraph = paragraph.replaced(CELLS, lambda _: ":")
        for clause in clauses_of(paragraph):
            if self._is_far(clause):
                continue
            found = [*self._stated(paragraph, clause), *self._events(paragraph, clause)]
            yield from (replace(each, section=shown) for each in found)
        yield from (replace(each, section=shown) for each in self._circles(paragraph))

    def _is_past(self, text: str) -> bool:
        """What the last plan did, told outside the background."""
        match = LOOKING_BACK.match(text)
        if not match or not match["plan"]:
            return bool(match)
        told = period_of_title(match["plan"])
        return bool(told and self.head.period and told[1] < self.head.period[0])

    def _is_far(self, clause: Clause) -> bool:
        """What is to be after the plan."""
        end = self.head.period[1] if self.head.period else FAR_FROM - 1
        return bool(clause.year and clause.year > end)

    def _section(self, section: Section) -> str:
        """The title of the box, else the nearest heading."""
        boxes = [title for title in section.titles if BOX.match(title.text)]
        titles = boxes or section.titles
        title = titles[-1] if titles else None
        return (
            re.sub(r"\s*\n\s*", " ", self.locate.quote(self.locate.place(title))).strip(" \t|#。")
            if title
            else ""
        )

    def _stated(self, paragraph: Passage, clause: Clause) -> Iterator[CommitmentRead]:
        quantities = [
            each
            for each in quantities_in(clause.text)
            if is_promise(clause, each) and not is_detail(paragraph.text[: clause.start + each.start])
        ]
        # 1支60人: how large one is.
        counted = [
            each
            for each, last in zip(quantities, [None, *quantities], strict=False)
            if not last or each.start > last.end
        ]
        for item in _with_years(items_of(clause.text, counted), clause.text):
            if RANK.fullmatch(item.name):  # 其中省级5家
                item = replace(item, name=f"{self.last}（其中：{item.name}）" if self.last else "")
            elif BARE_VERB.fullmatch(item.name):  # 到2023年完成8座水库加固,到2025年完成20座
                item = replace(item, name=self.last)
            elif item.name:
                self.last = item.name
            if item.name:
                yield self._commitment(paragraph, clause, item)

    def _commitment(self, paragraph: Passage, clause: Clause, item: Item) -> CommitmentRead:
        quantity = item.quantity
        printed = paragraph[clause.start + quantity.start : clause.start + quantity.end]
        figure = quantity.figure(self._shown(printed), cumulative=clause.is_cumulative)
        if figure.kind == "number":
            figure = replace(figure, op=cast(Op, operator_of(clause, quantity)))
        per, doubts = self._per(clause, item)
        start = item.start if clause.at is None else min(item.start, clause.at)
        place = self.locate.place(paragraph[clause.start + start : clause.start + item.end])
        return CommitmentRead(
            name=item.name,
            unit=quantity.unit,
            target=Stated(figure, item.year or self._year(clause, per), self.locate.place(printed)),
            place=place,
            quote=self.locate.quote(place),
            per=per,
            within=clause.within,
            doubts=tuple(replace(doubt, place=place) for doubt in doubts),
        )

    def _per(self, clause: Clause, item: Item) -> tuple[int | None, list[Doubt]]:
        """每年 of the clause itself is certain; that of the clause before reaches only what recurs."""
        if clause.often:
            message = f"“{item.name}”：频次为“{clause.often}”，这里只记每次的数量，请核对后按年填写。"
            return None, [Doubt("often", message)]
        if clause.per:
            return clause.per, []
        if not clause.inherited or item.quantity.unit == "%" or LASTING.search(clause.text[: item.end]):
            return None, []
        if item.quantity.unit in RECURRING:
            return clause.inherited, []
        message = f"“{item.name}”：句首的“每年”是否管到这一项不能确定，暂按每年读取，请核对。"
        return clause.inherited, [Doubt("per_ambiguous", message)]

    def _year(self, clause: Clause, per: int | None) -> int | None:
        if per or clause.often:
            return None
        if self.head.period is None:
            return clause.year
        start, end = self.head.period
        if clause.year and clause.year >= start:
            return clause.year
        return end if clause.within in (None, end - start + 1) else None

    def _events(self, paragraph: Passage, clause: Clause) -> Iterator[CommitmentRead]:
        """每年举办… without a number is once a year."""
        match = YEARLY_EVENT.search(clause.text)
        if not match or not clause.per or NO_EVENT.search(match[0]) or quantities_in(match[0]):
            return
        passage = paragraph[clause.start + match.start() : clause.start + match.end()]
        place = self.locate.place(passage)
        text = self._shown(paragraph[clause.start + match.start() : clause.start + match.end("verb")])
        yield CommitmentRead(
            name=(match["verb"] + match["object"]).strip(),
            unit="次",
            target=Stated(Figure(value=Decimal(1), text=text), None, place),
            place=place,
            quote=self.locate.quote(place),
            per=clause.per,
            is_implied=True,
        )

    def _circles(self, paragraph: Passage) -> Iterator[CommitmentRead]:
        """15分钟服务圈: the time is a standard inside a name."""
        for match in CIRCLE.finditer(paragraph.text):
            number = match["number"]
            value = Decimal(number) if number.isdigit() else spelled(number)
            place = self.locate.place(paragraph[match.start() : match.end()])
            figure = Figure(
                "<=", value, text=self._shown(paragraph[match.start("figure") : match.end("figure")])
            )
            yield CommitmentRead(
                name=f"{match['name']}服务时间",
                unit="分钟",
                target=Stated(figure, self.head.period[1] if self.head.period else None, place),
                place=place,
                quote=self.locate.quote(place),
            )

    def _shown(self, passage: Passage) -> str:
        place: Place = self.locate.place(passage)
        return self.locate.quote(place).strip()


def _with_years(items: Sequence[Item], text: str) -> Sequence[Item]:
    """2021年、2022年分别新建10家、12家: a year for each, all of what the first one names."""
    match = YEARS_IN_A_ROW.search(text)
    years = [int(year) for year in re.findall(r"20\d\d", match[0])] if match else []
    if not items or len(years) != len(items):
        return items
    return [replace(item, year=year, name=items[0].name) for item, year in zip(items, years, strict=True)]
