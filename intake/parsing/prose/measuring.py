"""The unit of a named quantity, where it does not stand behind the number."""

from __future__ import annotations

import re
from dataclasses import replace

from indicators.calc.figure import Op
from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.units import UNIT

PEOPLE = re.compile(r"(?:人数|人次|人才|人口|参保|从业人员|毕业生|志愿者|劳动力)$")
SHARE = re.compile(r"(?:率|比例|比重|占比)$")
CEILING = re.compile(r"控制|降[低至到]")
IN_NAME = re.compile(r"\(([^()]{1,10})\)$")


def with_unit_of_name(name: str, quantity: Quantity) -> tuple[str, Quantity]:
    """城镇新增就业(万人):50 has its unit behind the name."""
    match = IN_NAME.search(name)
    if match is None or quantity.unit or not UNIT.fullmatch(match[1]):
        return name, quantity
    return name[: match.start()], replace(quantity, unit=match[1])


def inferred_unit(name: str, quantity: Quantity) -> str:
    """万 alone is 万人 where the name counts people, 0 of a share is 0%; empty where nothing is inferred."""
    if quantity.unit in ("万", "亿") and PEOPLE.search(name):
        return quantity.unit + ("人次" if name.endswith("人次") else "人")
    return "%" if quantity.value == 0 and not quantity.unit and SHARE.search(name) else ""


def evened(quantities: tuple[Quantity, ...], verb: str) -> list[Quantity]:
    """0.5、0.45以内: what has no unit of its own takes the unit and the bound of the last that has.

    分别不少于 bounds all of a list, and so does 控制在…以内.
    """
    first, last = quantities[0], quantities[-1]
    shared = first.op if first.is_bounded_before and "分别" in verb else None
    shared = "<=" if last.op == "<=" and CEILING.search(verb) else shared
    return [_evened(each, last, shared) for each in quantities]


def _evened(each: Quantity, last: Quantity, shared: Op | None) -> Quantity:
    if each.op != "=" or each.members:
        return each
    if not each.unit:
        return replace(each, unit=last.unit, op=last.op)
    return replace(each, op=shared) if shared else each
