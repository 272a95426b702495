"""The indicators that those of a form are tied to, and what the form and the record say of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from indicators.calc import Figure, FigureError, read_entry
from indicators.calc.units import converted, ratio, split_unit
from indicators.models import Actual, Indicator, PlanIndicator
from indicators.queries.known import counted
from reporting.models import Row, Submission
from reporting.rules import Known
from reporting.rules.series import one_year
from reporting.states import EDITABLE, State


@dataclass(frozen=True)
class Kin:
    """Indicators by id; `wholes`: which one a part belongs to; `record`: by indicator and year, the accepted
    figure or else the submitted one; `typed`: what stands in the form, of the kin too, where it can be read;
    `open`: the indicators whose row there is still being typed.
    """

    year: int
    indicators: Mapping[int, Indicator]
    wholes: Mapping[int, int]
    record: Mapping[int, Mapping[int, Known]]
    accepted: Mapping[int, Figure]
    typed: Mapping[int, Known]
    open: frozenset[int]

    def earlier(self, indicator_id: int) -> dict[int, Known]:
        found = self.record.get(indicator_id, {})
        return {year: known for year, known in found.items() if year < self.year}

    def whole_of(self, indicator: Indicator) -> Known | None:
        return self._this_year(self.wholes.get(indicator.pk), indicator)

    def parts_of(self, indicator: Indicator) -> tuple[Known, ...]:
        """Those no longer being typed in this form."""
        ids = [part for part, whole in self.wholes.items() if whole == indicator.pk and part not in self.open]
        found = [self._this_year(each, indicator) for each in ids]
        return tuple(known for known in found if known is not None)

    def inflow_of(self, indicator: Indicator) -> Known | None:
        """The year's sum of the flows that add to a stock; None unless each of them is exactly known."""
        flows = [each for each in self.indicators.values() if each.adds_to_id == indicator.pk]
        amounts = [self._year_of(flow, indicator) for flow in flows]
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if not flows or None in amounts:
            return None
        names = "、".join(flow.name for flow in flows)
        return Known(
            Figure("=", total), names, step=sum((_step(each, indicator) for each in flows), Decimal(0))
        )

    def _year_of(self, flow: Indicator, goal: Indicator) -> Decimal | None:
        series = self.earlier(flow.pk)
        if this := self._latest(flow.pk):
            series[self.year] = this
        amount = one_year(series, self.year)
        if amount is None or not _is_like(flow, goal):
            return None
        return amount * ratio(flow.unit, goal.unit)

    def _this_year(self, indicator_id: int | None, goal: Indicator) -> Known | None:
        """This year's figure of another indicator, in the unit of the one it is compared with."""
        other = self.indicators.get(indicator_id or 0)
        known = self._latest(other.pk) if other else None
        if other is None or known is None or not _is_like(other, goal):
            return None
        figure = converted(known.figure, other.unit, goal.unit)
        return replace(known, figure=figure, name=other.name, step=_step(other, goal))

    def _latest(self, indicator_id: int) -> Known | None:
        """As typed in the form, else as it stands in the record."""
        return self.typed.get(indicator_id) or self.record.get(indicator_id, {}).get(self.year)


def kin_of(submission: Submission, rows: Sequence[Row], printed: Mapping[int, PlanIndicator]) -> Kin:
    """`rows` are laid over what is stored. Four queries."""
    own = {row.measured.pk for row in rows}
    pairs = _pairs_printed(printed)
    plans = {part: whole for part, whole in pairs if part in own or whole in own}
    indicators = _indicators(own | set(plans) | set(plans.values()), rows)
    wholes = {each.pk: each.parent_id for each in indicators.values() if each.parent_id} | plans
    actuals = _actuals(submission, indicators)
    typed, still_open = _typed(submission, rows, printed)
    year = submission.round.year
    return Kin(
        year=year,
        indicators=indicators,
        wholes=wholes,
        record=_record(actuals),
        accepted={
            actual.indicator_id: actual.accepted.figure
            for actual in actuals
            if actual.year == year and actual.accepted is not None
        },
        typed=typed,
        open=still_open,
    )


def _pairs_printed(printed: Mapping[int, PlanIndicator]) -> list[tuple[int, int]]:
    """Part and whole of every 其中 in the plans of the form."""
    plans = {row.plan_id for row in printed.values()}
    found = PlanIndicator.objects.filter(plan__in=plans, parent__isnull=False)
    return list(found.values_list("indicator_id", "parent__indicator_id"))


def _indicators(ids: set[int], rows: Iterable[Row]) -> dict[int, Indicator]:
    """Those of the rows, their wholes and parts, and the flows that add to them."""
    own = [row.measured for row in rows]
    wanted = ids | {each.parent_id for each in own if each.parent_id}
    found = Indicator.objects.filter(Q(pk__in=wanted) | Q(parent__in=own) | Q(adds_to__in=own))
    return {each.pk: each for each in found}


def _actuals(submission: Submission, indicators: Iterable[int]) -> list[Actual]:
    found = Actual.objects.filter(
        region=submission.region_id, indicator__in=list(indicators), year__lte=submission.round.year
    )
    return counted(found, None)


def _record(actuals: Iterable[Actual]) -> dict[int, dict[int, Known]]:
    found: dict[int, dict[int, Known]] = defaultdict(dict)
    for actual in actuals:
        version = actual.accepted or actual.provisional
        if version is not None:
            known = Known(version.figure, since_year=version.since_year, breaks_series=version.breaks_series)
            found[actual.indicator_id][actual.year] = known
    return found


def _typed(
    submission: Submission, rows: Iterable[Row], printed: Mapping[int, PlanIndicator]
) -> tuple[dict[int, Known], frozenset[int]]:
    stored = Row.objects.filter(submission=submission, commitment=None)
    texts = {
        indicator: (typed, state)
        for indicator, typed, state in stored.values_list("indicator_id", "typed", "state")
    }
    texts |= {row.measured.pk: (row.typed, row.state) for row in rows}
    found = {}
    for indicator, (typed, _) in texts.items():
        figure = _readable(typed)
        if figure is not None:
            plan = printed[indicator].plan if indicator in printed else None
            since = plan.start_year if plan is not None and figure.cumulative else None
            found[indicator] = Known(figure, since_year=since)
    still_open = frozenset(indicator for indicator, (_, state) in texts.items() if State(state) in EDITABLE)
    return found, still_open


def _readable(text: str) -> Figure | None:
    try:
        figure = read_entry(text)
    except FigureError:
        return None
    return figure if figure.is_reported else None


def _is_like(one: Indicator, other: Indicator) -> bool:
    """Whether both count the same: 万人 and 人 do, 万人 and 万人次 do not."""
    return split_unit(one.unit)[0] == split_unit(other.unit)[0]


def _step(source: Indicator, goal: Indicator) -> Decimal:
    return Decimal(1).scaleb(-source.decimals) * ratio(source.unit, goal.unit)
