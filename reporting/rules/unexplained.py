"""Yellow or red with what was typed, and no reason or no measure given: both go into the reports."""

from __future__ import annotations

from reporting.rules.entered import Entered
from reporting.rules.finding import Finding

TO_EXPLAIN = ("warn", "bad")


def unexplained(entered: Entered) -> Finding | None:
    if entered.lamp not in TO_EXPLAIN:
        return None
    texts = {"原因": entered.cause, "措施": entered.measure}
    lacking = [label for label, text in texts.items() if not text.strip()]
    return entered.finds("unexplained", lacking="和".join(lacking)) if lacking else None
