"""The API: its router, its index and its document."""

from __future__ import annotations

from django.urls import include, path
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from accounts.api import RegionViewSet, check_parameters
from config.document.operations import document
from config.formats.sdmx.views import StructureViews
from indicators.api import (
    ActualViewSet,
    AnnualTargetViewSet,
    GapViewSet,
    IndicatorViewSet,
    PlanIndicatorViewSet,
    ProgressViewSet,
    RollupViewSet,
)
from plans.api import CommitmentViewSet, PlanViewSet
from reporting.api import RoundViewSet, SubmissionViewSet

RESOURCES = {
    "regions": ("地区", RegionViewSet),
    "indicators": ("指标目录", IndicatorViewSet),
    "plans": ("规划", PlanViewSet),
    "commitments": ("重点任务", CommitmentViewSet),
    "plan-indicators": ("规划指标", PlanIndicatorViewSet),
    "annual-targets": ("年度目标", AnnualTargetViewSet),
    "actuals": ("实绩", ActualViewSet),
    "progress": ("进展评价", ProgressViewSet),
    "gaps": ("滞后清单", GapViewSet),
    "rollups": ("分解汇总", RollupViewSet),
    "rounds": ("填报任务", RoundViewSet),
    "submissions": ("填报单", SubmissionViewSet),
}

router = SimpleRouter()
for name, (_, viewset) in RESOURCES.items():
    router.register(name, viewset, basename=name)


class Index(APIView):
    """The resources there are."""

    http_method_names = ("get", "head")

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        check_parameters(request, [])
        resources = [
            {"name": name, "label": label, "url": reverse(f"api:{name}-list", request=request)}
            for name, (label, _) in RESOURCES.items()
        ]
        more = {name: reverse(f"api:{name}", request=request) for name in ("schema", "sdmx")}
        more["documentation"] = reverse("docs:overview", request=request)
        return Response({"resources": resources, **more})


class Document(SpectacularAPIView):
    """The OpenAPI document as JSON, for whoever is signed in."""

    renderer_classes = [OpenApiJsonRenderer2]
    permission_classes = [IsAuthenticated]
    http_method_names = ("get", "head")

    def _get_schema_response(self, request: Request) -> Response:
        return Response(document())


app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema", Document.as_view(), name="schema"),
    path("", include(router.urls)),
    path("sdmx/structure/", StructureViews.as_view({"get": "everything"}), name="sdmx"),
    path(
        "sdmx/structure/<str:kind>/<str:agency>/<str:artefact>/<str:version>/",
        StructureViews.as_view({"get": "one"}),
        name="sdmx-one",
    ),
]
