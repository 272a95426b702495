"""The structures of the SDMX exports, at addresses of the form that SDMX has for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.http import Http404
from django.utils.timezone import localtime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.api import check_parameters
from config.formats.sdmx import json, xml
from config.formats.sdmx.artefacts import AGENCY, VERSION, Structures
from config.formats.sdmx.record import structures_for


class StructureJson(BaseRenderer):
    """The media type has no version, or nothing but exactly that would be found acceptable."""

    media_type = "application/vnd.sdmx.structure+json"
    content_type = f"{media_type}; version=2.0.0"
    format = "sdmx-json"
    charset = None

    def render(self, data: Structures, *args: Any, **kwargs: Any) -> bytes:
        return orjson.dumps(json.message(data, _today()))


class StructureMl(BaseRenderer):
    media_type = "application/vnd.sdmx.structure+xml"
    content_type = f"{media_type}; version=3.0.0"
    format = "sdmx-ml"
    charset = None

    def render(self, data: Structures, *args: Any, **kwargs: Any) -> bytes:
        return xml.message(data, _today())


def _today() -> datetime:
    """The message is dated by the day, so that what has not changed has the same ETag."""
    return localtime().replace(hour=0, minute=0, second=0, microsecond=0)


FORMAT = OpenApiParameter(
    "format",
    str,
    enum=[StructureJson.format, StructureMl.format],
    description="sdmx-json（SDMX-JSON 2.0，默认）或 sdmx-ml（SDMX-ML 3.0）；先于 Accept",
)
ANSWER = {
    (200, StructureJson.content_type): OpenApiTypes.OBJECT,
    (200, StructureMl.content_type): OpenApiTypes.STR,
}
KINDS = ("dataflow", "datastructure", "codelist", "conceptscheme")
ADDRESS = [
    OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=KINDS, description="哪一类"),
    OpenApiParameter("agency", str, OpenApiParameter.PATH, enum=[AGENCY], description="维护机构"),
    OpenApiParameter("artefact", str, OpenApiParameter.PATH, description="代码，如 ACTUALS、CL_AREA"),
    OpenApiParameter("version", str, OpenApiParameter.PATH, enum=[VERSION], description="版本"),
]


class StructureViews(ViewSet):
    """Code lists hold what the person's grants reach; all else is the same for everybody."""

    http_method_names = ("get", "head")
    renderer_classes = [StructureJson, StructureMl]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # As with the resources: an address that is read-only is so for everybody.
        if request.method is not None and request.method.lower() not in self.action_map:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        check_parameters(request, ["format"])

    @extend_schema(
        operation_id="sdmx_structure_list",
        tags=["SDMX"],
        summary="SDMX 结构",
        description=(
            "format=sdmx-csv 的数据结构：实绩 ACTUALS 和进展评价 PROGRESS 的数据流、数据结构定义、"
            "概念，和地区、指标、规划、计量单位、评价等代码表。地区和规划只列授权范围内的。"
        ),
        parameters=[FORMAT],
        responses=ANSWER,
    )
    def everything(self, request: Request) -> Response:
        return _answer(request, structures_for(request.user))

    @extend_schema(
        operation_id="sdmx_structure_retrieve",
        tags=["SDMX"],
        summary="一个 SDMX 结构",
        description="一个数据流或数据结构定义，连同所用的概念和代码表；或一个代码表、概念表。",
        parameters=[*ADDRESS, FORMAT],
        responses=ANSWER,
    )
    def one(self, request: Request, kind: str, agency: str, artefact: str, version: str) -> Response:
        found = structures_for(request.user).only(kind, artefact)
        if (kind not in KINDS) or (agency, version) != (AGENCY, VERSION) or found.is_empty:
            raise Http404
        return _answer(request, found)


def _answer(request: Request, found: Structures) -> Response:
    renderer: Any = request.accepted_renderer
    return Response(found, content_type=renderer.content_type)
