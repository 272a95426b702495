"""Numbers written in Chinese: 三千六百, 一亿二千万, 九十五点五, 二〇二五."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
SIGNS = "零〇一二两三四五六七八九十百千"


def spelled(text: str) -> Decimal | None:
    """The value of a number in Chinese characters; None where it is none."""
    whole, point, part = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not part) or any(sign not in DIGITS for sign in part):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[sign]) for sign in part)}") if point else Decimal(value)


def _whole(text: str) -> int | None:
    if not text or any(sign not in DIGITS and sign not in STEPS and sign not in GROUPS for sign in text):
        return None
    if len(text) > 1 and all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    total = group = digit = 0
    last = 1
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
            last = 10 if digit == 0 else last
        elif sign in STEPS:
            group += (digit or 1) * STEPS[sign]
            digit, last = 0, STEPS[sign]
        else:
            total = (
                (total + group + digit) * GROUPS[sign]
                if sign == "亿"
                else total + (group + digit) * GROUPS[sign]
            )
            group, digit, last = 0, 0, GROUPS[sign]
    return total + group + digit * (last // 10 if last > 10 else 1)
