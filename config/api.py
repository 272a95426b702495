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
from indicators.api import ActualViewSet, IndicatorViewSet, PlanIndicatorViewSet, ProgressViewSet
from plans.api import CommitmentViewSet, PlanViewSet
from reporting.api import RoundViewSet, SubmissionViewSet

RESOURCES = {
    "regions": ("地区", RegionViewSet),
    "indicators": ("指标目录", IndicatorViewSet),
    "plans": ("规划", PlanViewSet),
    "commitments": ("重点任务", CommitmentViewSet),
    "plan-indicators": ("规划指标", PlanIndicatorViewSet),
    "actuals": ("实绩", ActualViewSet),
    "progress": ("进展评价", ProgressViewSet),
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
        return Response({"resources": resources, "schema": reverse("api:schema", request=request)})


class Document(SpectacularAPIView):
    """The OpenAPI document as JSON, for whoever is signed in."""

    renderer_classes = [OpenApiJsonRenderer2]
    permission_classes = [IsAuthenticated]
    http_method_names = ("get", "head")


app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema", Document.as_view(), name="schema"),
    path("", include(router.urls)),
]
