"""The county's form with three commitments beside its figures, for the tests that are about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plans.models import Commitment, CommitmentReport
from plans.queries import counted_reports
from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from reporting import services
from reporting.models import Row
from reporting.services import Entry
from tests.integration.reporting.conftest import Office
from tests.integration.world import AT, World

PLEDGES = (
    Pledge(name="零工驿站", section="专栏1", op=">=", quantity=Decimal(10), unit="个", due_year=2025),
    Pledge(name="招聘活动", section="专栏1", quantity=Decimal(40), unit="场", is_per_year=True),
    Pledge(name="技能大赛", section="专栏2", unit="届", text="每两年举办一届"),
)


@dataclass(frozen=True)
class Desk:
    """The form, and what its clerk does with the commitments."""

    office: Office

    def row(self, name: str) -> Row:
        return Row.objects.get(submission=self.office.county, commitment__name=name)

    def type_in(self, name: str, done: str, progress: str = "under_way", note: str = "") -> None:
        row = self.row(name)
        entry = Entry(row.pk, row.revision, done, note=note, progress=progress)
        services.save_rows(
            submission_id=self.office.county.pk, entries=[entry], by=self.office.people["clerk"], at=AT
        )

    def fill(self) -> None:
        self.office.fill()
        self.type_in("零工驿站", "６")
        self.type_in("招聘活动", "41", "done")
        self.type_in("技能大赛", "", "delayed", "场馆未定")

    def reports(self, name: str) -> list[CommitmentReport]:
        return list(CommitmentReport.objects.filter(commitment__name=name).order_by("number"))

    def counted(self, name: str) -> dict[int, str]:
        pk = Commitment.objects.get(name=name).pk
        return {year: report.text for year, report in counted_reports([pk]).get(pk, {}).items()}


def promise(world: World) -> list[Commitment]:
    """Before a round opens: 东县 has had 5 零工驿站 accepted for 2024."""
    made = add_commitments(plan_id=world.plans["980101"].pk, pledges=PLEDGES, by=None, at=AT)
    entry = CommitmentEntry(made[0].pk, 2024, "under_way", Decimal(5), "5")
    (report,) = report_commitments(entries=[entry], by=None, at=AT)
    accept_reports(report_ids=[report.pk], by=None, at=AT)
    return made
