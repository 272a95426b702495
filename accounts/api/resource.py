"""What every resource of the API has in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.module_loading import import_string
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.api.fields import fields_asked, narrow
from accounts.api.gathered import Gathered
from accounts.api.problems import check_parameters
from accounts.api.reading import represented

PAGING = ("cursor", "page_size", "count")
ID = "[0-9]{1,18}"
CHUNK = 1000  # rows of an export that are in memory at a time
Rows = QuerySet[Any] | Gathered


class Resource(ReadOnlyModelViewSet[Any]):
    """Rows within the grants, filtered by known parameters only, in a stable order.

    `extras` are parameters of the list beside filters and paging, `detail_parameters` those of a single row,
    `unasked` the members that are given only where `fields` names them; `largest_page` and `chunk` say how
    many rows are told at a time. A list is given in pages as JSON; as a table (config.formats) whole.
    What the grants do not reach is not found, like what is not there.
    """

    http_method_names: Sequence[str] = ("get", "head")
    lookup_value_regex = ID
    ordering: ClassVar[tuple[str, ...]]
    extras: ClassVar[tuple[str, ...]] = ()
    detail_parameters: ClassVar[tuple[str, ...]] = ()
    unasked: ClassVar[tuple[str, ...]] = ()
    largest_page: ClassVar[int] = 1000
    chunk: ClassVar[int] = CHUNK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before anything else: an address that is read-only is so for everybody, token or not.
        if request.method is not None and request.method.lower() not in self.action_map:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        check_parameters(request, self.allowed_parameters())

    def allowed_parameters(self) -> list[str]:
        if self.action == "retrieve":
            return [*self.detail_parameters, "fields"]
        if self.detail:
            return []
        filterset = getattr(self, "filterset_class", None)
        filters = filterset.base_filters if filterset else ()
        own = getattr(self.request.accepted_renderer, "parameters", PAGING)
        return [*filters, *self.extras, "fields", "format", *own]

    def get_renderers(self) -> list[BaseRenderer]:
        """JSON, and for lists the tables that this resource has."""
        return [*super().get_renderers(), *(each() for each in _tables() if each.serves(self))]

    def filter_queryset(self, queryset: QuerySet[Any]) -> Rows:  # type: ignore[override]
        """Filters are for lists; a single row is named by its address."""
        return queryset if self.detail else super().filter_queryset(queryset)

    def told(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The rows as they are given, a page or a chunk at a time, with what is read for all at once."""
        return rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        rows = self.filter_queryset(self.get_queryset())
        as_table = getattr(request.accepted_renderer, "answer", None)
        if as_table is not None:
            answer: HttpResponseBase = as_table(self, rows)
            return answer
        page = self.paginate_queryset(rows) or []  # type: ignore[arg-type]
        return self.get_paginated_response(represented(self.get_serializer(), self.told(page)))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(represented(self.get_serializer(), self.told([self.get_object()]))[0])

    def chunks(self, rows: Rows) -> Iterator[Sequence[Any]]:
        """All rows in order, so many at a time; one query of the database, and so one state of the record."""
        for chunk in self.stored(rows):
            yield self.told(chunk)

    def stored(self, rows: Rows, order: Sequence[str] = ()) -> Iterator[Sequence[Any]]:
        """The same as they are read, before they are told."""
        found = iter(rows.order_by(*(order or self.ordering)).iterator(chunk_size=self.chunk))
        while chunk := list(islice(found, self.chunk)):
            yield chunk

    def get_serializer(self, *args: Any, **kwargs: Any) -> BaseSerializer[Any]:
        serializer = super().get_serializer(*args, **kwargs)
        if not getattr(self, "swagger_fake_view", False):  # the document describes every member
            narrow(serializer, fields_asked(self.request), self.unasked_now())
        return serializer

    def unasked_now(self) -> tuple[str, ...]:
        """What this request leaves out where it names no `fields`."""
        return self.unasked


@cache
def _tables() -> list[Any]:
    """By name: they stand above this app, and know what a resource is."""
    return [import_string(name) for name in settings.API_TABLES]
