"""What the services refuse, as problem documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError

from accounts.api import ProblemError
from reporting.serializers.forms import FindingSerializer
from reporting.serializers.writing import SavedRowSerializer
from reporting.services import Saved, SubmissionBlockedError
from reporting.states import EDITABLE, MoveRefusedError, State

DETAILS = {
    "saved": "已保存。",
    "unchanged": "与现存的相同。",
    "stale": "您读取之后已被他人改过，没有覆盖。请按现在的 revision 重新填写。",
    "shut": "已上报，不能再改；须先撤回、退回或申请更正。",
}


@contextmanager
def refusals_told() -> Iterator[None]:
    """Refusals for want of rights go on as they are; the handler of the API knows them."""
    try:
        yield
    except SubmissionBlockedError as blocked:
        rows = [{"id": row_id, "findings": _told(found)} for row_id, found in blocked.findings.items()]
        raise ProblemError(
            "submission_blocked", str(blocked), rows=rows, missing=blocked.missing
        ) from blocked
    except MoveRefusedError as refused:
        raise ProblemError("move_refused", str(refused)) from refused
    except ValidationError as refused:
        raise ProblemError("content_refused", "".join(refused.messages)) from refused


def told_results(saved: Sequence[Saved]) -> list[dict[str, object]]:
    """Row by row; ProblemError where one was not kept, with the same list in the document."""
    results = [_result(each) for each in saved]
    rows: list[dict[str, object]] = SavedRowSerializer(results, many=True).data  # type: ignore[assignment]
    names = {each["result"] for each in results}
    if names & {"stale", "shut"}:
        raise ProblemError("stale_revision", _count(saved), rows=rows)
    if "refused" in names:
        raise ProblemError("rows_refused", _count(saved), rows=rows)
    return rows


def _told(found: Any) -> Any:
    return FindingSerializer(found, many=True).data


def _result(saved: Saved) -> dict[str, object]:
    if saved.refused:
        return {"row": saved.row, "result": "refused", "detail": saved.refused}
    name = "saved" if saved.changed else "unchanged"
    if saved.conflict:
        name = "stale" if State(saved.row.state) in EDITABLE else "shut"
    return {"row": saved.row, "result": name, "detail": DETAILS[name]}


def _count(saved: Sequence[Saved]) -> str:
    lost = sum(not each.is_kept for each in saved)
    return f"有 {lost} 项没有保存，原因见 rows 中的各项；其余 {len(saved) - lost} 项已保存或没有改动。"
