"""GB/T 2260 codes: a region's subtree is a range of codes."""

from __future__ import annotations

import re

NATION = "100000"
FICTIONAL_PREFIX = "98"
# No county of GB/T 2260 ends in 71–79: statistics use these for zones that are no administrative division,
# and so do we. 90 in the middle stands for what the province leads itself.
ZONE_ENDINGS = tuple(str(ending) for ending in range(71, 80))
LED_BY_PROVINCE = "90"
CODE = re.compile(r"[1-9][0-9]{5}")


def is_code(text: str) -> bool:
    return bool(CODE.fullmatch(text))


def bounds(code: str) -> tuple[str, str]:
    """First and last code of the subtree, itself included.

    43xxxx ⊃ 4301xx ⊃ 430102. The nation is 100000 and holds 110000–899999: the fictional province (98xxxx)
    is in no range of it.
    """
    if not is_code(code):
        raise ValueError(f"“{code}”不是六位数字的行政区划代码。")
    if code == NATION:
        return NATION, "899999"
    if code.endswith("0000"):
        return code, f"{code[:2]}9999"
    if code.endswith("00"):
        return code, f"{code[:4]}99"
    return code, code


def contains(outer: str, inner: str) -> bool:
    """Whether `inner` lies in the subtree of `outer` (or is it)."""
    low, high = bounds(outer)
    return low <= inner <= high


def is_zone_code(code: str) -> bool:
    return is_code(code) and code[4:] in ZONE_ENDINGS


def zone_codes(parent: str) -> tuple[str, ...]:
    """The codes that zones directly under a province (pp9071 …) or a city (pppp71 …) can have, in order; none
    under the nation, or where the code is a county's and has no room below it.
    """
    if parent == NATION or not parent.endswith("00"):
        return ()
    head = f"{parent[:2]}{LED_BY_PROVINCE}" if parent.endswith("0000") else parent[:4]
    return tuple(f"{head}{ending}" for ending in ZONE_ENDINGS)
