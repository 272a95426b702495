"""年度目标: a plan's indicators by year, as typed or stored, with the straight line and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.calc import Figure, format_figure
from indicators.calc.annual import Course, straight_line, why_no_line
from indicators.models import AnnualTarget, PlanIndicator
from indicators.pages.annual_checks import Check, check_of
from indicators.pages.annual_history import Replaced, replaced_of
from indicators.pages.annual_remarks import CameBack, Remark, remarks_of
from indicators.pages.wording import printed
from indicators.queries.planning import course_of, last_judged_years, last_target, replaced_annual_targets
from plans.models import Plan

BASIS = {"cumulative": "规划期累计，填每年的数", "level": "期末水平，填各年末的数", "annual": "当年数"}


@dataclass(frozen=True)
class Cell:
    """`stored` may differ from what stands in the cell; `is_judged`: the year has a verdict."""

    name: str
    year: int
    text: str
    stored: str
    line: str
    is_judged: bool
    is_changed: bool
    is_wrong: bool

    @property
    def rejudges(self) -> bool:
        return self.is_changed and self.is_judged


@dataclass(frozen=True)
class Line:
    id: int
    number: str
    name: str
    unit: str
    is_part: bool
    attribute: str
    basis: str
    baseline: str
    baseline_year: int | None
    target: str
    is_revised: bool
    cells: tuple[Cell, ...]
    check: Check
    has_line: bool
    why_no_line: str
    remarks: tuple[Remark, ...]
    is_changed: bool
    seen: str


@dataclass(frozen=True)
class Group:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class YearHead:
    year: int
    is_judged: bool


@dataclass(frozen=True)
class AnnualPage:
    plan_id: int
    title: str
    region: str
    state: str
    is_fictional: bool
    is_open: bool
    can_revise: bool
    years: tuple[YearHead, ...]
    baseline_year: int | None
    groups: tuple[Group, ...]
    width: int
    count: int
    with_targets: int
    history: tuple[Replaced, ...]

    @property
    def may_insist(self) -> bool:
        """Whether only doubts stand in the way."""
        return self.told("warning") > 0 and not self.told("error") and not self.told("conflict")

    @property
    def troubled(self) -> list[Line]:
        """Changed lines with remarks, for their links."""
        return [line for line in self.lines if line.is_changed and line.remarks]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def is_changed(self) -> bool:
        return any(line.is_changed for line in self.lines)

    def told(self, kind: str) -> int:
        """How many remarks of a kind stand at rows that were changed."""
        lines = (line for line in self.lines if line.is_changed)
        return sum(remark.kind == kind for line in lines for remark in line.remarks)


def annual_page(plan: Plan, rows: Sequence[PlanIndicator], came_back: CameBack | None = None) -> AnnualPage:
    """`rows` as `rows_with_annual_targets` gives them; a constant number of queries besides."""
    judged, came_back = last_judged_years(plan), came_back or CameBack()
    lines = [(row.group, _line(row, judged.get(row.pk, 0), came_back)) for row in rows]
    baseline_years = {line.baseline_year for _, line in lines if line.baseline_year}
    groups: dict[str, list[Line]] = {}
    for name, line in lines:
        groups.setdefault(name, []).append(line)
    last = max(judged.values(), default=0)
    return AnnualPage(
        plan_id=plan.pk,
        title=plan.title,
        region=plan.region.name,
        state=plan.get_state_display(),
        is_fictional=plan.region.is_fictional,
        is_open=plan.state != Plan.State.CLOSED,
        can_revise=plan.state == Plan.State.PUBLISHED,
        years=tuple(YearHead(year, year <= last) for year in plan.years),
        baseline_year=baseline_years.pop() if len(baseline_years) == 1 else None,
        groups=tuple(Group(name, tuple(each)) for name, each in groups.items()),
        width=7 + len(plan.years),
        count=len(lines),
        with_targets=sum(any(cell.text for cell in line.cells) for _, line in lines),
        history=replaced_of(replaced_annual_targets(plan), rows),
    )


def _line(row: PlanIndicator, judged: int, came_back: CameBack) -> Line:
    course, target, baseline = course_of(row), last_target(row), getattr(row, "baseline", None)
    stored = {each.year: each for each in row.annual_targets.all()}
    straight = straight_line(course)
    figures = _figures(row, stored, came_back)
    cells = tuple(_cell(row, year, stored.get(year), straight, judged, came_back) for year in course.years)
    return Line(
        id=row.pk,
        number=row.number,
        name=row.name,
        unit=row.unit,
        is_part=row.parent_id is not None,
        attribute=row.attribute,
        basis="每年都须达到" if row.every_year else _basis(course),
        baseline=printed(baseline.figure if baseline else None),
        baseline_year=baseline.year if baseline else None,
        target=printed(target.figure if target else None),
        is_revised=target is not None and target.version > 1,
        cells=cells,
        check=check_of(course, figures),
        has_line=bool(straight),
        why_no_line=why_no_line(course),
        remarks=remarks_of(row, course, stored, figures, came_back),
        is_changed=any(cell.is_changed for cell in cells),
        seen=" ".join(f"{year}.{each.pk}" for year, each in sorted(stored.items())),
    )


def _basis(course: Course) -> str:
    return "结构比例" if course.sense == "composition" else BASIS[course.basis]


def _figures(
    row: PlanIndicator, stored: Mapping[int, AnnualTarget], came_back: CameBack
) -> dict[int, Figure]:
    """As they would be saved; what cannot be read is left out."""
    found: dict[int, Figure | None] = {}
    for year in row.plan.years:
        place = (row.pk, year)
        if place in came_back.typed:
            found[year] = came_back.figures.get(place)
        elif year in stored:
            found[year] = stored[year].figure
    return {year: figure for year, figure in found.items() if figure is not None}


def _cell(
    row: PlanIndicator,
    year: int,
    stored: AnnualTarget | None,
    straight: Mapping[int, Figure],
    judged: int,
    came_back: CameBack,
) -> Cell:
    place, before = (row.pk, year), stored.text if stored else ""
    text = came_back.typed.get(place, before)
    line = straight.get(year)
    return Cell(
        name=f"annual-{row.pk}-{year}",
        year=year,
        text=text,
        stored=before,
        line=format_figure(line) if line else "",
        is_judged=year <= judged,
        is_changed=text != before,
        is_wrong=place in came_back.errors,
    )
