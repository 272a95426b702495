"""A whole list as a table, streamed: what the forms of tables have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer
from rest_framework.serializers import Serializer

from accounts.api import Resource
from accounts.api.fields import fields_asked
from config.formats.columns import Column, columns_of

Chunks = Iterable[Sequence[Any]]


class Table(BaseRenderer):
    """Told apart by `?format=` or by Accept. `parameters` are those that only this form has."""

    charset = None
    parameters: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def serves(cls, view: Resource) -> bool:
        """Tables hold lists, not single rows."""
        return view.action == "list"

    def answer(self, view: Resource, rows: Any) -> StreamingHttpResponse:
        """The first chunk is read before the answer begins, so that what fails is told as a problem."""
        serializer = view.get_serializer()
        assert isinstance(serializer, Serializer)
        columns = columns_of(serializer, fields_asked(view.request))
        chunks = iter(view.chunks(rows))
        first = next(chunks, ())
        written = self.written(columns, chain([first], chunks), view)
        head = view.request.method == "HEAD"
        response = StreamingHttpResponse(() if head else written, content_type=self.content_type)
        response["Content-Disposition"] = f'attachment; filename="{view.basename}.{self.extension}"'
        return response

    @property
    def content_type(self) -> str:
        return str(self.media_type)

    @property
    def extension(self) -> str:
        return str(self.format)

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        """The bytes of the table."""
        raise NotImplementedError

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """Never asked for: a list answers through `answer`, a problem is always JSON."""
        raise NotImplementedError
