"""How stored verdicts were reached, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.calc import assess, explain
from indicators.calc.inputs import case_of
from indicators.models import Verdict


def reasons_of(verdicts: Sequence[Verdict]) -> dict[Any, list[str]]:
    """Sentences by primary key; the cases are judged together, from the inputs that were stored."""
    cases = [case_of(verdict.inputs) for verdict in verdicts]
    told = [explain(case, found) for case, found in zip(cases, assess(cases), strict=True)]
    return {verdict.pk: lines for verdict, lines in zip(verdicts, told, strict=True)}
