"""A whole list as a table, streamed: what the forms of tables have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

import structlog
from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.serializers import Serializer

from accounts.api import Resource
from accounts.api.fields import fields_asked
from config.formats.columns import Column, columns_of

Chunks = Iterable[Sequence[Any]]
NAMING = ("region", "subtree", "year")  # parameters that a downloaded file is named by
log = structlog.get_logger(__name__)


class Table(BaseRenderer):
    """Told apart by `?format=` or by Accept. `parameters` are those that only this form has."""

    charset = None
    parameters: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def serves(cls, view: Resource) -> bool:
        """Tables hold lists, not single rows."""
        return view.action == "list"

    def answer(self, view: Resource, rows: Any) -> StreamingHttpResponse:
        """The first bytes are made before the answer begins, so that what fails is told as a problem.

        What fails later leaves the transfer unfinished: no well-formed but short file, and a line in the log.
        """
        serializer = view.get_serializer()
        assert isinstance(serializer, Serializer)
        self.check(view, rows)
        body: Iterable[bytes] = ()
        if view.request.method != "HEAD":
            columns = columns_of(serializer, fields_asked(view.request))
            written = self.written(columns, view.chunks(rows), view)
            body = _streamed(next(written, b""), written, view.request.get_full_path())
        response = StreamingHttpResponse(body, content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{file_name(view)}.{self.extension}"'
        return response

    @property
    def content_type(self) -> str:
        return str(self.media_type)

    @property
    def extension(self) -> str:
        return str(self.format)

    def check(self, view: Resource, rows: Any) -> None:
        """Refuse, with a ProblemError, what this form cannot hold."""

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        """The bytes of the table."""
        raise NotImplementedError

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """Never asked for: a list answers through `answer`, a problem is always JSON."""
        raise NotImplementedError


def file_name(view: Resource) -> str:
    """Of the resource and of the place and year asked for: progress-subtree-980000-2024."""
    words = [view.basename]
    for name in NAMING:
        if said := view.request.query_params.get(name):
            words += ["subtree", said] if name == "subtree" else [said]
    return re.sub(r"[^A-Za-z0-9_]+", "-", "-".join(words))[:100].strip("-")


def _streamed(first: bytes, rest: Iterator[bytes], address: str) -> Iterator[bytes]:
    try:
        yield first
        yield from rest
    except Exception:
        log.exception("api.table_broken", address=address)
        raise  # the server closes the connection without the mark of the end
