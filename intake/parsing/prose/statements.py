"""What a sentence states in numbers: each quantity with the words that are its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.parsing.prose.changes import change_in
from intake.parsing.prose.quantities import Quantity, quantities_in
from intake.parsing.prose.reaching import FROM, UP_TO, VERB_ONLY, verb_at
from intake.parsing.prose.units import TIMES

SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?\n]?")
LONGEST_SENTENCE = 1000
THOUSANDS = re.compile(r",\d{3}(?!\d)")
SAME_LIST = re.compile(r"^(?:[、,和及与]|以及|和|或)(?:每人每月|每人每年)?$")
NOUN_FOLLOWS = re.compile(r"的?[\u4e00-\u9fff]{2}")
RANKED = re.compile(r"^(?P<rank>[^、]{1,6}级)(?P<noun>[^、]*)$")
CONNECTOR = re.compile(r"(?:、|和|及|与|并且|并|且|以及|,)")


@dataclass(frozen=True)
class Statement:
    """`start`…`end` is the item in the text: subject, quantities and what follows. `before` is the words up
    to the first quantity, `verb` where in them the verb begins, `after` the noun that is counted.
    """

    start: int
    end: int
    before: str
    verb: int
    quantities: tuple[Quantity, ...]
    after: str = ""
    base: Quantity | None = None
    base_year: str = ""

    @property
    def subject(self) -> str:
        return self.before[: self.verb]

    @property
    def verb_words(self) -> str:
        return self.before[self.verb :]

    @property
    def is_start(self) -> bool:
        """在2020年20家的基础上: where something starts from, no target."""
        return self.after.startswith(("基础上", "的基础上"))

    @property
    def is_reached(self) -> bool:
        """Whether a verb leads to a quantity that no time is measured in: 达到90%以上."""
        return self.verb < len(self.before) and self.quantities[0].unit not in TIMES | {""}


def sentences_in(text: str) -> Iterator[tuple[int, int]]:
    """One that is longer than any sentence is cut at a comma: what it costs to read grows faster than it."""
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST_SENTENCE:
            comma = max(text.rfind(sign, start, start + LONGEST_SENTENCE) for sign in ",，、")
            cut = comma + 1 if comma > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        yield start, end


def clauses_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas outside brackets; a comma inside a number is none."""
    depth, first = 0, start
    for at in range(start, end):
        sign = text[at]
        depth += (sign in "(（") - (sign in ")）")
        is_digits = at > 0 and text[at - 1].isdigit() and THOUSANDS.match(text, at)
        if (
            sign in ",，:："
            and depth <= 0
            and not is_digits
            and not (sign in ":：" and text[at + 1 : at + 2].isdigit())
        ):
            yield first, at
            first = at + 1
    yield first, end


def statements_in(text: str, start: int, end: int) -> list[Statement]:
    """Those of one clause."""
    found = [each.moved(start) for each in quantities_in(text[start:end])]
    outside = [each for each in found if not _in_brackets(text, start, each.start)]
    # 2个千亿产业: the second only tells how large each is.
    kept = [
        each
        for each, last in zip(outside, [None, *outside], strict=False)
        if not last or each.start > last.end
    ]
    statements, at, first = list[Statement](), 0, start
    while at < len(kept):
        last = _last_of_list(text, kept, at, first)
        stop, after, goes_on = _stop(text, kept, last, first, end, counts=_counts(statements))
        if goes_on == "base":
            last, base = _last_of_list(text, kept, last + 1, first), kept[last]
            stop, after, _ = _stop(text, kept, last, first, end)
            statements.append(_raised(text, first, stop, base, tuple(kept[at + 1 : last + 1]), after))
        elif goes_on == "subject":
            at = last + 1
            continue
        else:
            before = text[first : kept[at].start]
            statements.append(
                Statement(first, stop, before, verb_at(before), tuple(kept[at : last + 1]), after)
            )
        first = stop + _joint(text, stop, end)
        at = last + 1
    return _with_shared_noun(statements)


def _last_of_list(text: str, kept: list[Quantity], at: int, first: int) -> int:
    """The last of 10家、20家; 12个、10亿元以上项目3个 is no list."""
    last = at
    while last + 1 < len(kept) and SAME_LIST.match(text[kept[last].end : kept[last + 1].start]):
        last += 1
    if "分别" in text[first : kept[at].start] or not NOUN_FOLLOWS.match(text, kept[last].end):
        return last
    units = [each.unit or kept[at].unit for each in kept[at : last + 1]]
    return next((at + n - 1 for n in range(1, len(units)) if units[n] != units[n - 1]), last)


def _counts(statements: list[Statement]) -> bool:
    """Whether the list so far has its nouns behind the numbers: 2个…、3个…."""
    return bool(statements and statements[-1].after)


def _with_shared_noun(statements: list[Statement]) -> list[Statement]:
    """3个万亿级、5个千亿级产业集群: what has only a rank takes the noun of the next that has one."""
    found: list[Statement] = []
    noun = ""
    for each in reversed(statements):
        ranked = RANKED.match(each.after)
        noun = ranked["noun"] or noun if ranked else ""
        is_bare = ranked is not None and not ranked["noun"]
        found.append(replace(each, after=each.after + noun) if is_bare else each)
    return found[::-1]


def _stop(
    text: str, kept: list[Quantity], last: int, first: int, end: int, *, counts: bool = False
) -> tuple[int, str, str]:
    """Where the item of kept[last] ends, the noun behind it, and whether the next quantity is its goal (base)
    or has it in its subject (subject).
    """
    here = kept[last].end
    if last + 1 == len(kept):
        return end, text[here:end].rstrip("。；;！？!?\n"), ""
    gap = text[here : kept[last + 1].start]
    if UP_TO.match(gap) and FROM.search(text[first : kept[last].start]):
        return here, "", "base"
    joint = CONNECTOR.match(gap)
    if joint or VERB_ONLY.fullmatch(gap):
        return here, "", ""
    inner = re.search(r"(?:、|,|以及|和|并|及)(?=[^、,]*$)", gap)
    before = text[first : kept[last].start]
    has_words = re.search(r"[\u4e00-\u9fff]{2}", before) or verb_at(before) < len(before)
    if inner is None or not (has_words or counts):
        return here, "", "subject"
    if (
        verb_at(gap) < len(gap)
        and change_in(gap, kept[last + 1].unit) is None
        and not _acts(gap[inner.end() :])
    ):
        return here, "", "subject"
    return here + inner.start(), gap[: inner.start()], ""


ACTS = re.compile(
    r"^(?:新增|新建|改建|建成|建设|培育|培养|引进|打造|创建|发放|培训|完成|实施|开展|带动|扶持|认定|达到|力争|城|农)"
)


def _acts(text: str) -> bool:
    return bool(ACTS.match(text))


def _joint(text: str, stop: int, end: int) -> int:
    joint = CONNECTOR.match(text[stop:end])
    return joint.end() if joint else 0


def _raised(
    text: str, first: int, stop: int, base: Quantity, goals: tuple[Quantity, ...], after: str
) -> Statement:
    """由7204公里增加到8500公里: the subject ends before 由."""
    before = text[first : base.start]
    match = FROM.search(before)
    verb = match.start() if match else len(before)
    return Statement(first, stop, before, verb, goals, after, base, (match["year"] or "") if match else "")


def _in_brackets(text: str, start: int, at: int) -> bool:
    opened = text.rfind("(", start, at)
    return opened >= 0 and text.find(")", opened, at) < 0
