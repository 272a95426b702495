"""Which form an answer has: `?format=`, or what the program says it accepts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class Negotiation(DefaultContentNegotiation):
    """The parameter goes before the header: an address typed into Excel or a browser must do."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderers = list(renderers)
        said = request.query_params.get("format")
        if said is None:
            found: Any = super().select_renderer(request, renderers, format_suffix)
            return found[0], found[1]
        for renderer in renderers:
            if renderer.format == said:
                return renderer, str(renderer.media_type)
        known = "、".join(str(renderer.format) for renderer in renderers)
        raise ValidationError({"format": [f"没有“{said[:40]}”这种格式。可用：{known}。"]})
