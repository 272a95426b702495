"""Parts of addresses: row numbers any database can hold, so that a longer one is merely not found."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowId(IntConverter):
    regex = "[0-9]{1,18}"


register_converter(RowId, "row_id")
