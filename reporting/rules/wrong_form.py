"""Shares where one number is asked for, or one number where shares are."""

from indicators.calc import FigureError, read_entry
from reporting.rules.finding import Entered, Finding, Weight


def wrong_form(entered: Entered) -> Finding | None:
    try:
        figure = read_entry(entered.typed)
    except FigureError:
        return None
    if not figure.is_reported or not entered.sense or figure.is_ratio == (entered.sense == "composition"):
        return None
    typed = entered.typed.strip()
    if figure.is_ratio:
        advice = f"“{typed}”是比例，而该指标只有一个数值。请填写数字，如 12.5。"
    else:
        advice = f"“{typed}”是单个数值，而该指标是各档的比例。请按“1∶4∶5”的形式填写。"
    return Finding("wrong_form", Weight.ERROR, {"advice": advice})
