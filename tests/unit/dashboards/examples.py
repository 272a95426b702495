"""Rows as the queries give them, made from a case by the engine itself: no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from indicators.calc import RULE_VERSION, Case, assess, parse_figure
from indicators.calc.inputs import inputs_of
from indicators.queries.progress import Counted, Item, Judgement, Row

AT = datetime(2025, 3, 1, tzinfo=UTC)


def case(target: str = "680", **changes: Any) -> Case:
    """失业保险参保人数 of the worked example: 651 to 680, five years, judged in the fourth."""
    actuals = changes.pop("actuals", {2021: "655.3", 2022: "661.9", 2023: "667.6", 2024: "673.8"})
    baseline = changes.pop("baseline", "651")
    annual = changes.pop("annual_targets", {})
    usual: dict[str, Any] = {"basis": "level", "sense": "higher", "attribute": "binding"}
    usual |= {"start": 2021, "end": 2025, "as_of": 2024}
    return Case(
        target=parse_figure(target) if target else None,
        baseline=parse_figure(baseline) if baseline else None,
        actuals={year: parse_figure(text) for year, text in actuals.items()},
        annual_targets={year: parse_figure(text) for year, text in annual.items()},
        **(usual | changes),
    )


def row(found: Case | None = None, *, name: str = "失业保险参保人数", unit: str = "万人", **item: Any) -> Row:
    """`None` is a row not judged yet."""
    shown = found or case()
    usual: dict[str, Any] = {"id": 1, "plan_id": 1, "indicator_id": 1, "number": "1", "group": "", "note": ""}
    usual |= {"catalogue_unit": unit, "parent_id": None, "department": "", "is_local": False}
    usual |= {"local_meaning": "", "baseline_year": 2020, "target_year": shown.end, "target_versions": 1}
    usual |= {"attribute": shown.attribute, "basis": shown.basis, "sense": shown.sense}
    usual |= {"baseline": shown.baseline, "target": shown.target}
    return Row(Item(name=name, unit=unit, **(usual | item)), judgement(found) if found else None, {})


def judgement(found: Case) -> Judgement:
    verdict = assess([found])[0]
    actual = verdict.actual
    shares = "∶".join(str(member) for member in actual) if isinstance(actual, tuple) else ""
    names = ("attainment", "closure", "schedule", "deviation", "gap", "remaining_pace", "pace_so_far")
    numbers = {name: getattr(verdict, name) for name in (*names, "margin", "extrapolation")}
    return Judgement(
        plan_indicator_id=1,
        year=found.as_of,
        standing="accepted",
        attribute=found.attribute,
        status=verdict.status,
        lamp=verdict.lamp(found.attribute).code,
        regime=verdict.regime,
        reason=verdict.reason or "",
        flags=verdict.flags,
        judged_year=verdict.judged_year,
        is_final=verdict.final,
        actual_text=shares or ("" if actual is None else str(actual)),
        target_version=1,
        inputs=inputs_of(found),
        rule_version=RULE_VERSION,
        assessed_at=AT,
        **numbers,
    )


def counted(year: int, text: str, **changes: Any) -> Counted:
    plain = Counted(1, year, parse_figure(text), False, False, False, "统计年鉴", "", "")
    return replace(plain, **changes)


# One row of each kind, as plans have them.
BINDING_BEHIND = row(case())
MET = row(case(actuals={2024: "690"}), name="参保人数")
CUMULATIVE_BEHIND = row(
    case("〔75〕", basis="cumulative", attribute="expected", baseline="",
         actuals={2021: "8", 2022: "7", 2023: "9", 2024: "7.4"}),
    name="新增取得职业技能等级证书", unit="万人次",
)  # fmt: skip
CEILING_BROKEN = row(
    case("≤5.5", basis="level", sense="lower", attribute="expected", baseline="5.2", actuals={2024: "5.7"}),
    name="城镇登记失业率", unit="%",
)  # fmt: skip
FLOOR_BROKEN = row(case("≥744", baseline="746", actuals={2024: "740.5"}), name="工伤保险参保人数")
UNJUDGEABLE = row(
    case("98", baseline="98", attribute="unstated", actuals={2024: ">90"}), name="仲裁结案率", unit="%"
)
WITHOUT_DATA = row(case(actuals={}, attribute="unstated"), name="好评率", unit="%")
STALE = row(case(actuals={2022: "661.9"}, attribute="expected"), name="合同签订率")
PENDING = row(None, name="新指标")
