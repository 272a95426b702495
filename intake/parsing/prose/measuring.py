"""The unit of a named quantity, where it does not stand behind the number."""

from __future__ import annotations

import re
from dataclasses import replace

from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.units import UNIT

PEOPLE = re.compile(r"(?:人数|人次|人才|人口|参保|从业人员|毕业生|志愿者|劳动力)$")
SHARE = re.compile(r"(?:率|比例|比重|占比)$")
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


def evened(quantities: tuple[Quantity, ...]) -> list[Quantity]:
    """0.5、0.45以内: what has no unit of its own takes the unit and the bound of the last that has."""
    last = quantities[-1]
    return [
        replace(each, unit=last.unit, op=last.op)
        if not each.unit and each.op == "=" and not each.members
        else each
        for each in quantities
    ]
