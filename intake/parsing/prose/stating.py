"""A statement with its names: one for each quantity that a target can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.parsing.prose.changes import change_in
from intake.parsing.prose.lists import JOINTS, completed, subjects_of
from intake.parsing.prose.naming import bare_name, name_of
from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.statements import Statement
from intake.parsing.prose.sums import is_summed
from intake.parsing.prose.units import TIMES

SHARE = re.compile(
    r"^(?P<part>.{2,}?)(?P<verb>达到|达|占到|占|超过|不低于|相当于|控制在|提高到)(?P<whole>.{2,})的$"
)
HARMLESS = re.compile(
    r"^(?:的)?(?:目标|水平|标准|规模|范围|区间|任务|要求|幅度|比例)*(?:范围|大关|关口)?(?:内|以内|之内)?$|^\(.*\)$|^[”’」』]?$"
)
DURATION = re.compile(r"期$|时间为$")
RANK = re.compile(r"(?:平均水平|平均|排名|位居|位列|居|前|(?<!提)高|(?<!降)低|第)$")
PEOPLE = re.compile(r"(?:人数|人次|人才|人口|参保|从业人员|毕业生|志愿者|劳动力)$")
NOUN_AFTER = re.compile(r"^(?:的)?(?P<noun>[^。;,:，；：]{2,32})$")
SHARED_OUT = re.compile(r"(?:率|比例|比重|占比)$")
COUNTED_BY_LINE = re.compile(r"[线路道链河渠街沟]$|信息$|建议$")
HEAD_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
SMALL = 10


@dataclass(frozen=True)
class Named:
    """`wording` is a change's (年均增长) or empty; `phrase` the stretch from the verb to the last word of the quantity."""

    name: str
    quantity: Quantity
    unit: str
    start: int
    end: int
    phrase: tuple[int, int]
    wording: str = ""
    is_summed: bool = False
    base: Quantity | None = None
    base_year: str = ""
    is_unit_inferred: bool = False


@dataclass
class Spoken:
    """What the sentence has said so far: the last subject, and whether its last quantity was a sum."""

    subject: str = ""
    summed: bool = False
    whole_period: bool = False


def named(statement: Statement, spoken: Spoken, region: str = "") -> list[Named]:
    """Nothing where the words do not tell what is counted, or the number is no target (a rank, a length of time)."""
    first = statement.quantities[0]
    if not _is_target(statement, first):
        return []
    change = change_in(statement.before, first.unit) if statement.base is None else None
    subject = statement.before[: change.start] if change else statement.subject
    wording = change.wording if change else ""
    if not bare_name(subject, region) and not _noun(statement):
        subject = spoken.subject
    elif name_of(subject, region).startswith("占") and name_of(spoken.subject, region):
        subject = name_of(spoken.subject, region) + name_of(subject, region)
    at = statement.start + (change.start if change else statement.verb)
    found = list(_each(statement, subject, wording, at, region))
    if found:
        spoken.subject = subject or spoken.subject
        found = [_summed(each, statement, spoken) for each in found]
        spoken.summed = found[-1].is_summed
    return found


def _is_target(statement: Statement, first: Quantity) -> bool:
    """No rank, no length of time that nothing reaches, no numeral that only counts words (一次, 三大)."""
    led = statement.verb < len(statement.before) or first.is_bounded_before or statement.base is not None
    led = led or change_in(statement.before, first.unit) is not None
    stands_alone = bool(HARMLESS.match(statement.after))
    if RANK.search(statement.before):
        return False
    if first.unit in TIMES:
        return led and stands_alone and not DURATION.search(statement.before)
    if not first.unit and not first.members:
        return led and stands_alone and not first.is_spelled
    if first.is_spelled and first.value < SMALL and not first.is_bounded_before:
        return led and stands_alone
    if first.unit == "条" and not led:
        return bool(COUNTED_BY_LINE.search(statement.subject))
    return led or stands_alone or first.unit not in ("度", "点", "档", "路", "批", "期")


def _noun(statement: Statement) -> str:
    """What is counted, where it stands behind the number: 50万个 就业岗位."""
    if HARMLESS.match(statement.after):
        return ""
    match = NOUN_AFTER.match(statement.after)
    return match["noun"] if match and HEAD_NOUN.search(match["noun"]) else ""


def _each(statement: Statement, subject: str, wording: str, at: int, region: str) -> Iterator[Named]:
    quantities = _evened(statement.quantities)
    noun = _noun(statement)
    if not HARMLESS.match(statement.after) and not noun:
        return
    subjects = _subjects(statement, subject, noun, len(quantities))
    listed = len(quantities) > 1
    for each, quantity in zip(subjects, quantities if listed else quantities * len(subjects), strict=False):
        name, plain = _named(each, quantity, noun, region), bool(wording or noun)
        if not name:
            continue
        if wording and not name.endswith(wording):
            name += wording
        unit, inferred = _unit(quantity, name)
        share = None if plain or quantity.unit != "%" else SHARE.match(statement.before)
        if share:
            name = _share(share, region)
            quantity = replace(quantity, op=">") if share["verb"] == "超过" else quantity
        yield Named(
            name, quantity, unit, statement.start, statement.end, (quantity.start if listed else at, quantity.end), wording,
            base=statement.base, base_year=statement.base_year, is_unit_inferred=inferred,
        )  # fmt: skip


def _subjects(statement: Statement, subject: str, noun: str, count: int) -> list[str]:
    if count > 1:
        return subjects_of(_bare(subject), count) if not noun else []
    verbs = statement.verb_words
    shared = re.search(r"均|都", verbs) or ("各" in verbs and statement.quantities[0].unit != "%")
    parts = [part for part in JOINTS.split(_bare(subject)) if part]
    if shared and len(parts) > 1 and all(len(part) > 1 for part in parts):
        return completed(parts)
    return [subject]


def _bare(subject: str) -> str:
    return name_of(subject) or subject


def _named(subject: str, quantity: Quantity, noun: str, region: str) -> str:
    if not noun:
        return name_of(subject, region)
    if noun.endswith("级") or (quantity.unit == "%" and not name_of(subject, region)):
        return ""
    noun = re.sub(r"^(?:的|左右的|以上的)", "", noun)
    return name_of(bare_name(subject, region) + noun, region)


def _share(match: re.Match[str], region: str) -> str:
    """注册志愿者人数超过常住人口的15%: the share of one in the other."""
    return f"{name_of(match['part'], region)}占{name_of(match['whole'], region) or match['whole']}比例"


def _unit(quantity: Quantity, name: str) -> tuple[str, bool]:
    """万 alone is 万人 where the name counts people."""
    if quantity.unit in ("万", "亿", "") and not quantity.members and quantity.unit and PEOPLE.search(name):
        return quantity.unit + ("人次" if name.endswith("人次") else "人"), True
    if quantity.value == 0 and not quantity.unit and SHARED_OUT.search(name):
        return "%", True
    return quantity.unit, False


def _evened(quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """0.5、0.45以内: what has no unit of its own takes the unit and the bound of the next that has."""
    last = quantities[-1]
    return [
        replace(each, unit=last.unit, op=last.op)
        if not each.unit and each.op == "=" and not each.members
        else each
        for each in quantities
    ]


def _summed(one: Named, statement: Statement, spoken: Spoken) -> Named:
    words = statement.before if statement.base is None else statement.subject
    summed = not one.wording and is_summed(
        words, one.name, one.quantity.unit,
        verb=statement.verb_words,
        after_sum=spoken.summed and not one.quantity.is_bounded_before, whole_period=spoken.whole_period,
    )  # fmt: skip
    return replace(one, is_summed=summed)
