"""A statement with its names: one for each quantity that a target can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from intake.parsing.prose.bases import base_behind
from intake.parsing.prose.bounds import BEFORE_WORDS
from intake.parsing.prose.changes import change_in
from intake.parsing.prose.lists import JOINTS, completed, subjects_of
from intake.parsing.prose.measuring import evened, inferred_unit, with_unit_of_name
from intake.parsing.prose.naming import bare_name, name_of
from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.statements import Statement
from intake.parsing.prose.sums import is_summed
from intake.parsing.prose.units import TIMES

SHARE = re.compile(
    r"^(?P<part>.{2,}?)(?P<verb>达到|达|占到|占|超过|不低于|相当于|控制在|提高到)(?P<whole>.{2,})的$"
)
HARMLESS = re.compile(
    r"^的?(?:目标|水平|标准|规模|范围|区间|任务|要求|幅度|比例){0,2}(?:范围|大关|关口)?(?:内|以内|之内)?$|^\(.*\)$|^[”’」』]?$|^(?:、|并|且|之间).*$"
)
ATTRIBUTE = re.compile(r"约束性|预期性")
RANK = re.compile(r"(?:平均水平|平均|排名|位居|位列|居|前|(?<!提)高|(?<!降)低|第)$")
# 每个乡镇都有1所: a standard for each, not a number that can be added up.
EACH_PLACE = re.compile(r"每(?:个|一个?)?(?:省|市|州|县|区|镇|乡|村|街道|社区|园区|学校)")
TOTAL = re.compile(r"总量|总数|总额|总规模|规模|数量")  # of what the clause before names
GROWING = re.compile(r"^(?:每年|年均)(?=.{2})|(?<=.{2})(?:年均|每年)(?:新增|增加)?$|(?<=.{2})增[加长]$")
SHARES = re.compile(r"占(?!比)")
RATIO = re.compile(r"(?:率|比|比例|比重|份额)$|占")
LENGTH = re.compile(r"(?:年限|寿命|时长|提前量)(?:人均|平均)?$")
DURATION = re.compile(r"期$|时间为$")
NOUN_AFTER = re.compile(r"^的?(?P<noun>[^。;,:，；：]{2,32})$")
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
COUNTED_BY_LINE = re.compile(r"[线路道链河渠街沟]$|信息$|建议$")
DOUBTFUL_UNITS = ("度", "点", "档", "路", "批", "期")
SMALL = 10


@dataclass(frozen=True)
class Named:
    """`start`…`end` is the item, `phrase` runs from the verb to the quantity's end. `wording` is a change's
    (年均增长) or empty.
    """

    name: str
    unit: str
    quantity: Quantity
    start: int
    end: int
    phrase: tuple[int, int]
    wording: str = ""
    attribute: str = ""
    is_summed: bool = False
    is_unit_inferred: bool = False
    base: Quantity | None = None
    base_year: str = ""


@dataclass
class Spoken:
    """What the sentence has said so far: the last subject, whether the clause before has just opened it, and
    whether the last quantity was a sum.
    """

    subject: str = ""
    summed: bool = False
    whole_period: bool = False
    is_opened: bool = False


def named(statement: Statement, spoken: Spoken, region: str = "") -> list[Named]:
    """Nothing where the words do not tell what is counted, or the number is no target (a rank, a time)."""
    first = statement.quantities[0]
    if not _is_target(statement, first, is_opened=spoken.is_opened and not bare_name(statement.subject)):
        return []
    change = change_in(statement.before, first.unit) if statement.base is None else None
    subject = statement.before[: change.start] if change else statement.subject
    if not bare_name(subject, region) and not _noun(statement):
        subject = spoken.subject
    elif TOTAL.fullmatch(bare_name(subject, region)) and not _noun(statement):
        subject = spoken.subject or subject
    elif name_of(subject, region).startswith("占") and name_of(spoken.subject, region):
        subject = name_of(spoken.subject, region) + name_of(subject, region)
    verb = statement.start + (change.start if change else statement.verb)
    wording = change.wording if change else ""
    found = [_summed(each, statement, spoken) for each in _each(statement, subject, wording, verb, region)]
    if found:
        spoken.subject = GROWING.sub("", subject) or spoken.subject
        spoken.summed = found[-1].is_summed
    return found


def _is_target(statement: Statement, first: Quantity, *, is_opened: bool) -> bool:
    """No rank, no length of time that nothing reaches, no numeral that only counts words (一次, 三大)."""
    led = statement.verb < len(statement.before) or first.is_bounded_before or statement.base is not None
    led = led or is_opened or change_in(statement.before, first.unit) is not None
    stands_alone = bool(HARMLESS.match(statement.after))
    if (
        statement.is_start
        or RANK.search(statement.before)
        or (first.unit != "%" and EACH_PLACE.match(bare_name(statement.before)))
    ):
        return False
    if first.unit in TIMES:
        led = led or bool(LENGTH.search(statement.before))
        return led and stands_alone and not DURATION.search(statement.before)
    if not first.unit and not first.members:
        return led and stands_alone and not first.is_spelled
    if first.is_spelled and first.value < SMALL and first.unit[:1] not in ("万", "亿", "%"):
        return (stands_alone and led) or first.is_bounded_before
    if first.unit == "条" and not led:
        return bool(COUNTED_BY_LINE.search(statement.subject))
    return led or stands_alone or first.unit not in DOUBTFUL_UNITS


def _noun(statement: Statement) -> str:
    """What is counted, where it stands behind the number: 50万个 就业岗位."""
    if HARMLESS.match(statement.after):
        return ""
    match = NOUN_AFTER.match(statement.after)
    return match["noun"] if match and WORD.search(match["noun"]) else ""


def _each(statement: Statement, subject: str, wording: str, verb: int, region: str) -> Iterator[Named]:
    noun = _noun(statement)
    if not HARMLESS.match(statement.after) and not noun:
        return
    quantities = evened(statement.quantities, statement.verb_words)
    is_list = len(quantities) > 1
    subjects = _subjects(statement, subject, noun, len(quantities))
    base, base_year = _base(statement)
    attribute = ATTRIBUTE.search(statement.after)
    for each, quantity in zip(subjects, quantities if is_list else quantities * len(subjects), strict=False):
        name = _named(each, quantity, statement, noun, region)
        if not name:
            continue
        if quantity.unit == "%" and SHARES.search(statement.verb_words) and not RATIO.search(name):
            name += "占比"
        name, measured = with_unit_of_name(name, _bounded(quantity, statement, noun))
        unit = inferred_unit(name, measured)
        yield Named(
            name=name if name.endswith(wording) else name + wording,
            unit=unit or measured.unit,
            quantity=measured,
            start=statement.start,
            end=statement.end,
            phrase=(quantity.start if is_list else verb, quantity.end),
            wording=wording,
            attribute=attribute[0] if attribute else "",
            is_unit_inferred=bool(unit),
            base=base,
            base_year=base_year,
        )


def _subjects(statement: Statement, subject: str, noun: str, count: int) -> list[str]:
    plain = name_of(subject) or subject
    if count > 1:
        return [] if noun else subjects_of(plain, count)
    verbs = statement.verb_words
    shared = re.search(r"均|都", verbs) or ("各" in verbs and statement.quantities[0].unit != "%")
    parts = [part for part in JOINTS.split(plain) if part]
    if shared and len(parts) > 1 and all(len(part) > 1 for part in parts):
        return completed(parts)
    return [subject]


def _named(subject: str, quantity: Quantity, statement: Statement, noun: str, region: str) -> str:
    name = name_of(subject, region)
    if not noun:
        share = SHARE.match(statement.before) if quantity.unit == "%" and statement.base is None else None
        return f"{name_of(share['part'], region)}占{bare_name(share['whole'], region)}比例" if share else name
    if noun.endswith(("级", "全覆盖", "落实")) or (quantity.unit == "%" and not name):
        return ""
    return name_of(bare_name(subject, region) + re.sub(r"^(?:的|左右的|以上的)", "", noun), region)


def _bounded(quantity: Quantity, statement: Statement, noun: str) -> Quantity:
    """超过常住人口的15% is bounded by the verb before the whole."""
    share = None if noun or statement.base or quantity.unit != "%" else SHARE.match(statement.before)
    op = BEFORE_WORDS.get(share["verb"]) if share else None
    return replace(quantity, op=op) if op else quantity


def _base(statement: Statement) -> tuple[Quantity | None, str]:
    last = statement.quantities[-1]
    behind = base_behind(statement.after, last.unit) if len(statement.quantities) == 1 else None
    if statement.base is not None or behind is None:
        return statement.base, statement.base_year
    return behind[0].moved(last.end), behind[1]


def _summed(one: Named, statement: Statement, spoken: Spoken) -> Named:
    if one.wording:
        return one
    is_free = not one.quantity.is_bounded_before
    summed = one.quantity.is_bracketed or is_summed(
        statement.before if statement.base is None else statement.subject,
        one.name,
        one.quantity.unit,
        verb=statement.verb_words,
        after_sum=spoken.summed and is_free,
        whole_period=spoken.whole_period and is_free,
    )
    return replace(one, is_summed=summed)
