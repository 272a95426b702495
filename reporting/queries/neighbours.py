"""This year's figures of the regions below and beside, for the indicators of a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.calc import Figure
from indicators.models import Actual
from indicators.queries.known import counted
from reporting.models import Row, Submission


@dataclass(frozen=True)
class Neighbours:
    """By indicator and name of the region, in the catalogue's unit.

    `children`: each region below that is asked for the indicator in this year, or has a figure of it; the
    accepted figure, else the submitted one, else nothing. `reporting`: the regions below that have a form
    this year, whatever it asks for. `siblings`: accepted figures only.
    """

    children: Mapping[int, Mapping[str, Figure | None]]
    reporting: frozenset[str]
    siblings: Mapping[int, Mapping[str, Figure]]

    def all_asked(self, indicator_id: int) -> bool:
        """Whether no region below that reports lacks the indicator."""
        return self.reporting <= self.children.get(indicator_id, {}).keys()


def neighbours_of(submission: Submission, rows: Sequence[Row]) -> Neighbours:
    """Three queries, whatever the number of rows."""
    region, year = submission.region, submission.round.year
    own = [row.measured.pk for row in rows]
    children: dict[int, dict[str, Figure | None]] = defaultdict(dict)
    siblings: dict[int, dict[str, Figure]] = defaultdict(dict)
    forms = Submission.objects.filter(region__parent=region, round__year=year)
    reporting = frozenset(forms.order_by().values_list("region__name", flat=True))
    asked = Row.objects.filter(
        submission__region__parent=region, submission__round__year=year, indicator__in=own
    ).order_by("submission__region_id")
    for indicator, name in asked.values_list("indicator_id", "submission__region__name"):
        if indicator is not None:
            children[indicator][name] = None
    parents = [code for code in (region.pk, region.parent_id) if code is not None]
    found = Actual.objects.filter(region__parent__in=parents, year=year, indicator__in=own)
    found = found.exclude(region=region).select_related("region").order_by("region_id")
    for actual in counted(found, None):
        version = actual.accepted or actual.provisional
        if actual.region.parent_id == region.pk and version is not None:
            children[actual.indicator_id][actual.region.name] = version.figure
        elif actual.region.parent_id != region.pk and actual.accepted is not None:
            siblings[actual.indicator_id][actual.region.name] = actual.accepted.figure
    return Neighbours(children, reporting, siblings)
