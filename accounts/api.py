"""What every resource of the API has in common, and the regions a person may read about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.queries import regions_visible_to
from regions.filters import RegionFilters
from regions.models import Region
from regions.serializers import RegionSerializer

PAGING = ("cursor", "page_size")
ID = "[0-9]{1,18}"


class ProblemError(APIException):
    """Refused with a kind of problem of its own (config.problem_codes); `members` go into the document."""

    def __init__(self, code: str, detail: str, **members: Any) -> None:
        super().__init__(detail, code)
        self.members = members


class UnknownParameterError(ValidationError):
    """Parameters that this resource does not have; `allowed` are those it has."""

    def __init__(self, names: list[str], allowed: list[str]) -> None:
        listed = "、".join(allowed) or "（无）"
        super().__init__({name: [f"没有这个参数。可用的参数：{listed}。"] for name in names})
        self.allowed = allowed


class Resource(ReadOnlyModelViewSet[Any]):
    """Rows within the grants, filtered by known parameters only, in a stable order.

    `extras` are parameters of the list beside filters and paging, `detail_parameters` those of a single row.
    What the grants do not reach is not found, like what is not there.
    """

    http_method_names: Sequence[str] = ("get", "head")
    lookup_value_regex = ID
    ordering: ClassVar[tuple[str, ...]]
    extras: ClassVar[tuple[str, ...]] = ()
    detail_parameters: ClassVar[tuple[str, ...]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before anything else: an address that is read-only is so for everybody, token or not.
        if request.method is not None and request.method.lower() not in self.action_map:
            self.http_method_not_allowed(request)
        super().initial(request, *args, **kwargs)
        check_parameters(request, self.allowed_parameters())

    def allowed_parameters(self) -> list[str]:
        if self.detail:
            return list(self.detail_parameters)
        filterset = getattr(self, "filterset_class", None)
        return [*(filterset.base_filters if filterset else ()), *self.extras, *PAGING]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filters are for lists; a single row is named by its address."""
        return queryset if self.detail else super().filter_queryset(queryset)


def check_parameters(request: Request, allowed: list[str]) -> None:
    """Each parameter known, given once and not empty: a slip must not quietly widen the answer."""
    given = request.query_params
    unknown = [name for name in given if name not in allowed]
    if unknown:
        raise UnknownParameterError(unknown, allowed)
    wrong = {name: ["同一参数只能给一次。"] for name, values in given.lists() if len(values) > 1}
    wrong |= {
        name: ["值为空。不需要这个条件时请去掉参数。"]
        for name, value in given.items()
        if not str(value).strip()
    }
    if wrong:
        raise ValidationError(wrong)


@extend_schema(tags=["地区"])
@extend_schema_view(
    list=extend_schema(summary="地区", description="授权范围内的地区，以及其上级和同级。按代码排序。"),
    retrieve=extend_schema(summary="一个地区", description="按六位代码取一个地区。"),
)
class RegionViewSet(Resource):
    serializer_class = RegionSerializer
    filterset_class = RegionFilters
    lookup_value_regex = "[1-9][0-9]{5}"
    ordering = ("code",)
    queryset = Region.objects.none()

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.request.user)
