"""What the rows of a form are compared with: the form itself, the record, the plans, the neighbours."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from indicators.calc import parse_figure
from indicators.models import ActualVersion, AnnualTarget, Indicator, PlanIndicator, Target
from indicators.models.figures import columns_of
from indicators.services.figures import Reported, record_published, report
from plans.models import Plan
from regions.models import Region
from reporting import services
from reporting.models import Row, Submission, ToldFinding
from reporting.queries import comparison_of, plan_indicators_of, rows_of
from reporting.rules import Entered, findings_on
from reporting.services.submitting import SubmissionBlockedError
from tests.integration.reporting.conftest import Office
from tests.integration.world import AT

Count = Callable[[Callable[[], object]], int]
AREA = "980100"


def seen(office: Office, code: str, region: str = "980101") -> Entered:
    """The row as the rules see it, alone, as in a preview."""
    form = Submission.objects.get(pk=office.forms[region].pk)
    rows = [row for row in rows_of(form) if row.measured.code == code]
    return comparison_of(form, rows, plan_indicators_of(form)).entered[rows[0].pk]


def codes(office: Office, code: str, region: str = "980101") -> list[str]:
    return [finding.code for finding in findings_on(seen(office, code, region))]


def add_indicator(office: Office, code: str, region: str = "980101", **facts: object) -> Indicator:
    """A level in 万人 in the catalogue, the region's plan and its form."""
    defaults = {"unit": "万人", "domain": "其他", "definition": "x", "basis": "level", "sense": "higher"}
    indicator = Indicator.objects.create(code=code, name=f"{code}指标", **{**defaults, **facts})
    add_to(office, indicator, region)
    return indicator


def add_to(office: Office, indicator: Indicator, region: str) -> PlanIndicator:
    plan = office.world.plans[region]
    position = 50 + plan.indicators.count()
    row = PlanIndicator.objects.create(
        plan=plan, indicator=indicator, position=position, name=indicator.name, unit=indicator.unit
    )
    Row.objects.create(submission=office.forms[region], indicator=indicator)
    return row


def record(region: str, indicator: Indicator, year: int, text: str) -> None:
    record_published(figures=[Reported(region, indicator.pk, year, parse_figure(text))], at=AT)


def type_in(office: Office, code: str, typed: str, region: str = "980101", **texts: str) -> None:
    Row.objects.filter(pk=office.row(code, region).pk).update(typed=typed, **texts)


def test_record_of_the_years_before_is_the_accepted_figure_else_the_submitted_one(office: Office) -> None:
    earlier = seen(office, "pension").earlier
    assert {year: str(known.figure.value) for year, known in earlier.items()} == {
        2021: "90.5", 2022: "91", 2023: "91.5", 2024: "93",
    }  # fmt: skip
    report(
        figures=[Reported("980101", office.world.indicators["pension"].pk, 2023, parse_figure("99"))],
        by=None, at=AT,
    )  # fmt: skip
    assert seen(office, "pension").earlier[2023].figure.value == Decimal("91.5")


def test_running_totals_and_breaks_are_known_as_such(office: Office) -> None:
    jobs = office.world.indicators["new_jobs"].pk
    total = Reported(
        "980101", jobs, 2024, parse_figure("〔24〕"), since_year=2021, breaks_series=True, reason="x"
    )
    record_published(figures=[total], at=AT)
    last = seen(office, "new_jobs").earlier[2024]
    assert (last.since_year, last.breaks_series) == (2021, True)


def test_targets_are_in_the_unit_in_which_figures_are_typed(office: Office) -> None:
    add_indicator(office, "pupils", unit="人")
    PlanIndicator.objects.filter(indicator__code="pupils").update(unit="万人")
    row = PlanIndicator.objects.get(indicator__code="pupils")
    Target.objects.create(plan_indicator=row, year=2025, entered_at=AT, **columns_of(parse_figure("1.5")))
    AnnualTarget.objects.create(
        plan_indicator=row, year=2025, entered_at=AT, **columns_of(parse_figure("1.2"))
    )
    found = seen(office, "pupils")
    assert found.target is not None
    assert found.annual_target is not None
    assert (found.target.value, found.annual_target.value) == (Decimal(15000), Decimal(12000))


def test_whole_is_what_is_typed_in_the_form_else_the_record(office: Office) -> None:
    whole = add_indicator(office, "whole")
    add_indicator(office, "part", parent=whole)
    record("980101", whole, 2025, "7")
    type_in(office, "part", "6")
    assert codes(office, "part") == []
    type_in(office, "whole", "5")
    assert codes(office, "part") == ["part_over_whole"]
    type_in(office, "whole", "五")
    assert codes(office, "part") == []


def test_the_plan_s_own_whole_goes_before_the_catalogue_s_and_units_are_converted(office: Office) -> None:
    whole, other = add_indicator(office, "whole", unit="人"), add_indicator(office, "other")
    part = add_indicator(office, "part", parent=other)
    printed = PlanIndicator.objects.get(indicator=whole)
    PlanIndicator.objects.filter(indicator=part).update(parent=printed)
    type_in(office, "part", "6")
    type_in(office, "other", "5")
    type_in(office, "whole", "70000")
    assert codes(office, "part") == []
    type_in(office, "whole", "50000")
    assert codes(office, "part") == ["part_over_whole"]


def test_units_that_count_something_else_are_not_compared(office: Office) -> None:
    whole = add_indicator(office, "whole", unit="万人次")
    add_indicator(office, "part", parent=whole)
    type_in(office, "whole", "5")
    type_in(office, "part", "6")
    assert codes(office, "part") == []


def test_a_part_handed_up_already_is_told_at_the_whole(office: Office) -> None:
    whole = add_indicator(office, "whole")
    add_indicator(office, "part", parent=whole)
    type_in(office, "whole", "5")
    type_in(office, "part", "6")
    assert codes(office, "whole") == []
    version = ActualVersion.objects.order_by("pk").first()
    type_in(office, "part", "6", state="submitted", version=version)
    assert codes(office, "whole") == ["part_over_whole"]


def test_inflow_is_the_year_s_flow_as_typed(office: Office) -> None:
    stock = add_indicator(office, "stock")
    add_indicator(office, "flow", basis="cumulative", unit="人", adds_to=stock, decimals=0)
    record("980101", stock, 2024, "5")
    type_in(office, "stock", "5.9")
    assert seen(office, "stock").inflow is None
    type_in(office, "flow", "8000")
    assert codes(office, "stock") == ["stock_and_flow"]
    type_in(office, "flow", "9000")
    assert codes(office, "stock") == []


@pytest.fixture
def summed(office: Office) -> Office:
    """An additive indicator in the forms of 甲市 and 东县; 10 typed by the city."""
    indicator = add_indicator(office, "summed", AREA, is_additive=True, limit_low=Decimal(0))
    add_to(office, indicator, "980101")
    type_in(office, "summed", "10", AREA)
    return office


def test_children_count_once_submitted_and_never_as_drafts(summed: Office) -> None:
    indicator = Indicator.objects.get(code="summed")
    type_in(summed, "summed", "9")
    assert seen(summed, "summed", AREA).children == {"东县": None}
    assert codes(summed, "summed", AREA) == []
    report(figures=[Reported("980101", indicator.pk, 2025, parse_figure("9"))], by=None, at=AT)
    assert codes(summed, "summed", AREA) == ["children_sum"]
    record("980101", indicator, 2025, "10")
    assert codes(summed, "summed", AREA) == []


def test_children_without_the_indicator_leave_the_sum_open(summed: Office) -> None:
    indicator = Indicator.objects.get(code="summed")
    record("980101", indicator, 2025, "9")
    Submission.objects.create(round=summed.round, region=summed.world.regions["980102"])
    assert codes(summed, "summed", AREA) == []
    record("980102", indicator, 2025, "2")
    assert seen(summed, "summed", AREA).all_children
    assert codes(summed, "summed", AREA) == ["children_sum"]


def test_siblings_are_known_by_their_accepted_figures_only(office: Office) -> None:
    indicator = office.world.indicators["pension"]
    others = [
        Region.objects.create(
            code=f"98011{place}", name=f"县{place}", level="county", parent_id=AREA, is_standard=False
        )
        for place in range(2)
    ]  # fmt: skip
    figures = [Reported(other.pk, indicator.pk, 2025, parse_figure("95.3")) for other in others]
    report(figures=figures, by=None, at=AT)
    type_in(office, "pension", "95.3")
    assert codes(office, "pension") == []
    record_published(figures=figures, at=AT)
    assert codes(office, "pension") == ["same_as_siblings"]


def test_the_lamp_follows_what_is_typed_and_asks_for_reason_and_measure(office: Office) -> None:
    type_in(office, "pension", "94")
    assert codes(office, "pension") == ["unexplained"]
    type_in(office, "pension", "94", cause="流动人口多", measure="上门核对")
    assert codes(office, "pension") == []
    type_in(office, "pension", "95.3", cause="", measure="")
    assert codes(office, "pension") == []
    type_in(office, "pension", "950")
    assert seen(office, "pension").lamp == ""


def test_what_is_tried_is_what_has_no_error(office: Office) -> None:
    office.fill(pension="105", unemployment="不详")
    rows = rows_of(office.county)
    found = comparison_of(office.county, rows, plan_indicators_of(office.county))
    tried = {each.plan_indicator.indicator.code for each in found.tried.values()}
    assert tried == {"new_jobs", "skill_mix"}


def test_without_a_plan_there_is_still_a_comparison(office: Office) -> None:
    """A plan taken out of the year's reach: no target, no lamp, but last year is there."""
    Plan.objects.filter(region="980101").update(end_year=2024)
    type_in(office, "pension", "9.3")
    found = seen(office, "pension")
    assert (found.target, found.plan_years, found.lamp) == (None, None, "")
    assert codes(office, "pension") == ["decimal_slip"]


def test_a_warning_holds_the_form_back_until_there_is_a_note(office: Office) -> None:
    office.fill(new_jobs="11")
    with pytest.raises(SubmissionBlockedError) as blocked:
        office.submit()
    assert [each.code for each in blocked.value.findings[office.row("new_jobs").pk]] == ["year_on_year"]
    entry = office.entry("new_jobs", "11", note="新开工园区集中招工")
    services.save_rows(submission_id=office.county.pk, entries=[entry], by=office.people["clerk"], at=AT)
    office.submit()
    told = ToldFinding.objects.get(code="year_on_year")
    assert (told.weight, told.answer) == ("warning", "新开工园区集中招工")
    form = Submission.objects.get(pk=office.county.pk)
    again = comparison_of(form, rows_of(form), plan_indicators_of(form)).findings
    assert [each.message for each in again[office.row("new_jobs").pk]] == [told.text]


def test_a_correction_has_given_its_reason_already(office: Office) -> None:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    assert codes(office, "pension") == []
    services.open_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], reason="录入有误",
        by=office.people["clerk"], at=AT,
    )  # fmt: skip
    type_in(office, "pension", "95.4")
    assert codes(office, "pension") == []
    office.county.rows.update(correction="")
    assert codes(office, "pension") == ["changed_after_acceptance"]


def test_as_many_queries_for_40_rows_as_for_two_and_for_one(office: Office, count_queries: Count) -> None:
    form = Submission.objects.select_related("round", "region").get(pk=office.county.pk)
    for place in range(38):
        row = add_indicator(office, f"more_{place}", is_additive=True)
        record("980101", row, 2024, "5")
    Row.objects.filter(submission=form, indicator__unit="万人").update(typed="5.5")
    type_in(office, "pension", "95.2")
    rows, printed = rows_of(form), plan_indicators_of(form)
    rows = [row for row in rows if row.typed]

    def asked(some: list[Row]) -> int:
        return count_queries(lambda: comparison_of(form, some, printed))

    assert len(rows) == 40
    assert asked(rows) == asked(rows[:2]) == asked(rows[:1]) <= 8
