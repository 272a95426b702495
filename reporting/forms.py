"""What comes back from the pages: typed rows, chosen rows, and the form that opens a round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.http import QueryDict

from indicators.models.actuals import FIRST_YEAR, LAST_YEAR
from regions.models import Region
from reporting.models import TEXTS, Row, digest_of, read_seal
from reporting.services import Entry

LONGEST_ID = 18  # digits, which any database can hold


class Day(forms.DateInput):
    """The browser's own calendar, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def entries_of(data: QueryDict, rows: Iterable[Row]) -> list[Entry]:
    """Rows that their editor changed. One left as it was shown is not sent on, so that it cannot undo what
    somebody else saved meanwhile; nor is one for which theirs was chosen.
    """
    theirs = set(data.getlist("theirs"))
    found = []
    for row in rows:
        is_sent = f"seen-{row.pk}" in data or f"typed-{row.pk}" in data
        if is_sent and str(row.pk) not in theirs:
            entry, digest = entry_of(data, row)
            if digest_of(getattr(entry, name) for name in TEXTS) != digest:
                found.append(entry)
    return found


def entry_of(data: QueryDict, row: Row) -> tuple[Entry, str]:
    """What was typed into a row, and the mark of what its editor had been shown. A text for which the page
    has no field stays as it is stored.
    """
    texts = {name: _text(data, f"{name}-{row.pk}", getattr(row, name)) for name in TEXTS}
    revision, digest = read_seal(data.get(f"seen-{row.pk}", ""))
    return Entry(row.pk, -1 if revision is None else revision, **texts), digest


def responsible_of(data: QueryDict) -> str | None:
    """单位负责人 as typed; None where it was left as it was shown, so that it undoes nobody's change."""
    typed = _text(data, "responsible", "")
    return None if typed == data.get("responsible-seen", typed).strip() else typed


def sent_rows(data: QueryDict) -> list[int]:
    """Ids of the rows whose fields came with the form."""
    return [id_of(name.removeprefix("seen-")) for name in data if name.startswith("seen-")]


def reasons_of(data: QueryDict) -> dict[int, str]:
    """What was typed as reasons for corrections, by row id."""
    typed = {name.removeprefix("reason-"): text for name, text in data.items() if name.startswith("reason-")}
    return {id_of(row): str(text) for row, text in typed.items() if id_of(row)}


def id_of(text: str) -> int:
    """The id of a row; what is no id cannot be a row, and 0 never is."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else 0


def _text(data: QueryDict, name: str, absent: str) -> str:
    return data.get(name, absent).replace("\r\n", "\n").strip()


def chosen_id(data: QueryDict, name: str) -> int:
    """The one id that a button or a hidden field names."""
    return id_of(data.get(name, ""))


def chosen_rows(data: QueryDict) -> list[int]:
    """Ids of the rows ticked."""
    return [id_of(each) for each in data.getlist("row")]


def own_comments(data: QueryDict, row_ids: Iterable[int]) -> dict[int, str]:
    """By row id: the reason written beside a ticked row, where there is one."""
    texts = {row_id: _text(data, f"comment-{row_id}", "") for row_id in row_ids}
    return {row_id: text for row_id, text in texts.items() if text}


def chosen_forms(data: QueryDict) -> list[int]:
    """Ids of the forms ticked in the list."""
    return [id_of(each) for each in data.getlist("form")]


class DueForm(forms.Form):
    """Another day, and why: 延期 of one form, or another due date for a round."""

    until = forms.DateField(
        label="新的截止日期", widget=Day(), error_messages={"required": "请填写新的截止日期。"}
    )
    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="随操作记录留存。",
        error_messages={"required": "请写明原因。"},
    )


class OpenRoundForm(forms.Form):
    """发起填报任务. The regions are those for which the person plans."""

    region = forms.ChoiceField(label="地区（含全部下级）")
    year = forms.IntegerField(
        label="年度",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"invalid": "请填四位年份，如 2025。"},
    )
    title = forms.CharField(
        label="名称", required=False, max_length=80, help_text="不填则用年度命名，如“2025 年规划指标填报”。"
    )
    opens_date = forms.DateField(label="开始日期", widget=Day())
    due_date = forms.DateField(label="截止日期", widget=Day())

    def __init__(self, *args: object, regions: Iterable[Region], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["region"].choices = [(region.code, region.name) for region in regions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        opens, due = found.get("opens_date"), found.get("due_date")
        if isinstance(opens, date) and isinstance(due, date) and due < opens:
            self.add_error("due_date", "截止日期不能早于开始日期。")
        return found
