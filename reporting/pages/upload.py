"""Excel 上传: what a filled-in sheet would change, before anything does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from reporting.models import TEXTS, Row, Submission, Upload
from reporting.pages.conflicts import LABELS
from reporting.pages.dates import moment
from reporting.pages.findings import Told, told
from reporting.queries import plan_indicators_of
from reporting.services.sheet_rows import NATURES, PROGRESS, mark_of, title_of
from reporting.services.uploads import Judged, Standing, judged_rows
from reporting.states import State

UNUSABLE = (Standing.CONFLICT, Standing.ODD, Standing.SHUT)
PROMISE_LABELS = {"typed": "完成数量", "note": "进展说明"}
FIGURE_LABELS = {"typed": "本年"}


@dataclass(frozen=True)
class Change:
    address: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class UploadRow:
    """`why` says why the row is not taken over; `faults` and `remarks` are (cell, sentence)."""

    id: int
    name: str
    changes: tuple[Change, ...]
    faults: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    findings: tuple[Told, ...]
    why: str


@dataclass(frozen=True)
class UploadSection:
    code: str
    title: str
    hint: str
    rows: tuple[UploadRow, ...]


@dataclass(frozen=True)
class UploadPage:
    """`good` and `wrong` count what can be taken over, without and with an error to be put right."""

    submission_id: int
    unit: str
    year: int
    file: str
    sent: str
    state: str
    is_shown: bool
    sections: tuple[UploadSection, ...]
    good: int
    wrong: int
    unusable: int
    unchanged: int
    missing: tuple[str, ...]
    responsible: Change | None
    responsible_fault: str
    refusal: str
    is_fictional: bool

    @property
    def can_take(self) -> bool:
        return bool(self.good or (self.responsible and not self.responsible_fault))

    @property
    def all_rows(self) -> int:
        return self.good + self.wrong


@dataclass(frozen=True)
class NewUploadPage:
    """The page that asks for a file; `refusal` and the `sentences` under it are about the last one."""

    submission_id: int
    unit: str
    year: int
    megabytes: int
    refusal: str
    sentences: tuple[str, ...]
    is_fictional: bool


def new_upload_page(
    *, submission: Submission, file: str = "", sentences: Sequence[str] = ()
) -> NewUploadPage:
    return NewUploadPage(
        submission_id=submission.pk,
        unit=mark_of(submission).unit,
        year=submission.round.year,
        megabytes=settings.SHEET_MEGABYTES,
        refusal=f"“{file}”没有采用，填报单没有变动。" if file else "",
        sentences=tuple(sentences),
        is_fictional=submission.region.is_fictional,
    )


def upload_page(*, upload: Upload, now: datetime, refusal: str = "") -> UploadPage:
    submission, content = upload.submission, upload.content
    is_shown = upload.state == Upload.State.SHOWN
    judged = judged_rows(upload, now) if is_shown else []
    names = _names(submission, judged, content["missing"]) if is_shown else {}
    counts = {standing: sum(each.standing is standing for each in judged) for standing in Standing}
    named = content["responsible"]
    return UploadPage(
        submission_id=submission.pk,
        unit=mark_of(submission).unit,
        year=submission.round.year,
        file=upload.name,
        sent=moment(upload.at),
        state=upload.get_state_display(),
        is_shown=is_shown,
        sections=_sections(judged, names),
        good=counts[Standing.GOOD],
        wrong=counts[Standing.WRONG],
        unusable=sum(counts[each] for each in UNUSABLE),
        unchanged=content["unchanged"],
        missing=tuple(names[pk] for pk in content["missing"] if pk in names),
        responsible=Change(named["cell"], "单位负责人", submission.responsible, named["text"])
        if named
        else None,
        responsible_fault=named["fault"] if named else "",
        refusal=refusal,
        is_fictional=submission.region.is_fictional,
    )


def _names(submission: Submission, judged: Sequence[Judged], missing: Sequence[int]) -> dict[int, str]:
    """By row id, as the sheet calls the row."""
    printed = plan_indicators_of(submission)
    absent = Row.objects.filter(submission=submission, pk__in=missing)
    rows = [*(each.row for each in judged), *absent.select_related("indicator", "commitment")]
    return {row.pk: title_of(row, printed) for row in rows}


def _sections(judged: Sequence[Judged], names: dict[int, str]) -> tuple[UploadSection, ...]:
    def rows(*standings: Standing) -> tuple[UploadRow, ...]:
        return tuple(_row(each, names[each.row.pk]) for each in judged if each.standing in standings)

    found = (
        UploadSection(
            "good", "可以采用", "采用后存入填报单，仍是草稿，上报前还可以改。", rows(Standing.GOOD)
        ),
        UploadSection(
            "wrong",
            "须改正",
            "检查有误，可以先存为草稿，改正后才能上报；也可以在表中改好后重新上传。",
            rows(Standing.WRONG),
        ),
        UploadSection("unusable", "不采用", "这些项保持系统里的内容不变。", rows(*UNUSABLE)),
    )
    return tuple(section for section in found if section.rows)


def _row(judged: Judged, name: str) -> UploadRow:
    row = judged.row
    labels = LABELS | (FIGURE_LABELS if row.commitment_id is None else PROMISE_LABELS)
    changes = tuple(
        Change(
            judged.cells.get(field, ""),
            labels[field],
            _word(field, judged.stored[field]),
            _word(field, getattr(row, field)),
        )
        for field in TEXTS
        if judged.stored[field] != getattr(row, field)
    )
    findings = told(judged.findings, row.note) if judged.standing in (Standing.GOOD, Standing.WRONG) else ()
    return UploadRow(
        row.pk, name, changes, tuple(judged.faults), tuple(judged.remarks), findings, _why(judged)
    )


def _word(field: str, text: str) -> str:
    """Of a choice the word, not the code."""
    if field == "nature":
        return NATURES.get(text, text)
    return PROGRESS.get(text, text) if field == "progress" else text


def _why(judged: Judged) -> str:
    row = judged.row
    if judged.standing is Standing.CONFLICT:
        who = row.saved_by.name if row.saved_by else "他人"
        then = f"您下载表格之后，{who}于 {moment(row.saved_at)} 改过此项，没有覆盖。"
        return f"{then}请在填报页核对后填写，或重新下载表格。"
    if judged.standing is Standing.SHUT:
        state = State(row.state)
        return f"此项{state.label}，现在不能填写。"
    return ""
