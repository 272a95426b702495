"""Numbers as people read them: grouped, rounded half-up, without idle zeros, with the right unit.

For computed numbers only. What a plan or a clerk printed is shown as printed (95.0 keeps its zero).
Groups start at five digits: GB/T 15835 leaves whole numbers of up to four digits ungrouped.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

DASH = "—"
PLACES = 2
GROUPED_FROM = 10_000
WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)
POINTS = {"%": "个百分点", "％": "个百分点", "‰": "个千分点", "‱": "个万分点"}

Number = Decimal | int


def rounded(value: Number, places: int = PLACES) -> Decimal:
    """Half-up, away from zero; never a negative zero."""
    result = Decimal(value).quantize(Decimal(1).scaleb(-places), context=WIDE)
    return result if result else abs(result)


def number(value: Number | None, places: int = PLACES) -> str:
    """1,234,567.5, or — for nothing. A difference too small for its places keeps one or two digits more:
    what is 0.004 short must not be shown as 0 short.
    """
    if value is None:
        return DASH
    if isinstance(value, float):
        raise TypeError("figures are decimals, never binary floats")
    exact = Decimal(value)
    if not exact.is_finite():
        return DASH
    if exact and not rounded(exact, places):
        places = 1 - exact.adjusted()
    shown = rounded(exact, places)
    text = format(shown, ",f" if abs(shown) >= GROUPED_FROM else "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: Number | None, places: int = PLACES) -> str:
    """+3.3, −1.4, 0."""
    text = number(value, places).replace("-", "−")
    return text if text in ("0", DASH) or text.startswith("−") else f"+{text}"


def percent(value: Number | None, places: int = PLACES) -> str:
    """78.62%, of a value that is per cent already."""
    return DASH if value is None else f"{number(value, places)}%"


def points(value: Number | None, places: int = PLACES) -> str:
    """1.38 个百分点: the distance between two percentages, which is never itself a per cent."""
    return DASH if value is None else f"{number(value, places)} 个百分点"


def amount(value: Number | None, unit: str | None = "", places: int = PLACES) -> str:
    """680 万人, 95%: a level in its unit."""
    return with_unit(number(value, places), unit)


def difference(value: Number | None, unit: str | None = "", places: int = PLACES) -> str:
    """6.2 万人, 0.2 个百分点: what is missing, over, added or still to be done each year."""
    return with_unit(number(value, places), POINTS.get(unit or "", unit))


def with_unit(text: str, unit: str | None) -> str:
    """The text (printed or formatted) followed by its unit; a dash and a blank take none."""
    if not unit or text in ("", DASH):
        return text
    return f"{text}{unit}" if unit in POINTS else f"{text} {unit}"


def ratio(part: int, whole: int, places: int = 1) -> str:
    """14 of 18 as 77.8%; of nothing, a dash."""
    if not whole:
        return DASH
    return percent(WIDE.divide(Decimal(part) * 100, Decimal(whole)), places)
