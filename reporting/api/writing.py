"""What the writing operations have in common: how they are described, and what is read from a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from accounts.api import IDEMPOTENCY, once
from accounts.models import User
from reporting.models import TEXTS, Submission
from reporting.queries import commitment_rows_of, rows_of
from reporting.serializers import MovedSerializer
from reporting.services import Entry

Body = type[BaseSerializer[Any]]


def writing(
    summary: str,
    description: str,
    body: Body,
    *examples: Any,
    answer: Body = MovedSerializer,
    method: Literal["post", "patch"] = "post",
    path: str | None = None,
) -> Callable[[Callable[..., Any]], Any]:
    """An operation on one form that writes, and with an `Idempotency-Key` does so once; an example is the
    name and the body.
    """
    described = extend_schema(
        summary=summary,
        description=description,
        parameters=[IDEMPOTENCY],
        request=body,
        responses=answer,
        examples=[OpenApiExample(name, value, request_only=True) for name, value in examples],
    )
    route = action(detail=True, methods=[method], url_path=path)
    return lambda act: described(route(once(act)))


def person(request: Request) -> User:
    return cast(User, request.user)


def body_of(serializer: Body, request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def entries_of(submission: Submission, given: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Texts left out are taken as they are stored; ValidationError names the entry whose row is not there."""
    rows = [*rows_of(submission), *commitment_rows_of(submission)]
    by_id = {row.pk: row for row in rows}
    by_code = {row.indicator.code: row for row in rows if row.indicator is not None}
    entries: dict[int, Entry] = {}
    wrong: dict[str, list[str]] = {}
    for place, each in enumerate(given):
        row = by_id.get(each["id"]) if "id" in each else by_code.get(each["indicator"])
        if row is None:
            wrong[f"rows[{place}]"] = ["这张填报单里没有这一项。"]
        elif row.pk in entries:
            wrong[f"rows[{place}]"] = ["同一项给了两次。"]
        else:
            texts = {name: each.get(name, getattr(row, name)) for name in TEXTS}
            entries[row.pk] = Entry(row.pk, each["revision"], **texts)
    if wrong:
        raise ValidationError(wrong)
    return list(entries.values())
