"""SDMX-CSV 2.0 of actuals and of verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from rest_framework.exceptions import ValidationError

from accounts.api import Resource
from accounts.api.fields import fields_asked
from config.formats.columns import Column
from config.formats.csv import instant, lines, truth
from config.formats.sdmx.actuals import ACTUALS
from config.formats.sdmx.artefacts import AGENCY, VERSION, Component, Flow, Read
from config.formats.sdmx.progress import PROGRESS
from config.formats.tables import Chunks, Table
from plans.serializers import decimal_text

FLOWS = {flow.resource: flow for flow in (ACTUALS, PROGRESS)}
ACTION = "I"  # information: nothing is said about what the reader should do with rows it has already
TEXTS: Mapping[type, Callable[[Any], str]] = {Decimal: decimal_text, bool: truth, datetime: instant}


class SdmxCsv(Table):
    """Its columns are those of the structure, in its order, always all."""

    media_type = "application/vnd.sdmx.data+csv; version=2.0.0"
    format = "sdmx-csv"

    @classmethod
    def serves(cls, view: Resource) -> bool:
        return super().serves(view) and view.basename in FLOWS

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"

    @property
    def extension(self) -> str:
        return "csv"

    def check(self, view: Resource, rows: Any) -> None:
        if fields_asked(view.request):
            raise ValidationError({"fields": ["SDMX-CSV 的列由数据结构定义规定，不能挑选。请去掉 fields。"]})

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        flow = FLOWS[view.basename]
        start = ["dataflow", f"{AGENCY}:{flow.id}({VERSION})", ACTION]
        values = {column.path: column.values for column in columns}
        names = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *(each.id for each in flow.components)]
        return lines(names, (_rows(flow, start, _reads(values, chunk)) for chunk in chunks))


def _rows(flow: Flow, start: Sequence[str], reads: Sequence[Read]) -> Iterator[list[Any]]:
    cells = zip(*(_cells(component, reads) for component in flow.components), strict=True)
    return ([*start, *row] for row in cells)


def _reads(values: Mapping[str, Callable[[Sequence[Any]], list[Any]]], rows: Sequence[Any]) -> list[Read]:
    """For each row its members by path; several components read one, which is taken from the rows once."""
    found: dict[str, list[Any]] = {}

    def member(place: int, path: str) -> Any:
        if path not in found:
            found[path] = values[path](rows)
        return found[path][place]

    return [partial(member, place) for place in range(len(rows))]


def _cells(component: Component, reads: Sequence[Read]) -> list[Any]:
    values = [component.value(read) for read in reads]
    texts = [TEXTS.get(type(value)) for value in values]
    return [value if text is None else text(value) for value, text in zip(values, texts, strict=True)]
