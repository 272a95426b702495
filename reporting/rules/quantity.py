"""A plain number, or nothing: numerators, denominators, quantities done."""

from decimal import Decimal

from indicators.calc import FigureError, read_entry


def quantity(text: str) -> Decimal | None:
    """The number; None for a blank or a dash. FigureError for anything else, an inequality included."""
    figure = read_entry(text)
    if figure.kind in ("blank", "missing"):
        return None
    if not figure.is_exact or figure.op != "=" or figure.cumulative:
        raise FigureError(f"“{text.strip()}”不是一个确定的数。请只填数字，如 12.5；没有数据填“—”。")
    return figure.value
