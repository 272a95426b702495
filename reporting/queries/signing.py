"""Who stands for what a form hands up."""

from __future__ import annotations

from indicators.models import Signature
from reporting.models import Row, Submission
from reporting.states import EDITABLE


def signatures_of(submission: Submission) -> list[Signature]:
    """Of the versions that the form's rows stand for now; rows still with their clerk stand for none."""
    handed_up = Row.objects.filter(submission=submission).exclude(state__in=[each.value for each in EDITABLE])
    return list(Signature.objects.filter(version__in=handed_up.values("version")).order_by("at", "id"))
