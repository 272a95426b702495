"""Forms over the API: the same services, and so the same checks, as on the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.api import Resource
from reporting import services
from reporting.api.refusals import refusals_told, told_results
from reporting.api.writing import body_of, entries_of, person, writing
from reporting.filters import SubmissionFilters
from reporting.models import Row, Submission
from reporting.pages.checked import checked_form
from reporting.pages.told import told_form
from reporting.permissions import check_can_fill
from reporting.queries import Form, conversations_of, counted, form_of
from reporting.serializers import (
    AcceptedSerializer,
    CheckedFormSerializer,
    CommentSerializer,
    ConversationsSerializer,
    CorrectionSerializer,
    EntriesSerializer,
    NothingSerializer,
    RemarkSerializer,
    ReturnSerializer,
    RowsSerializer,
    SavedSerializer,
    SubmissionInFullSerializer,
    SubmissionSerializer,
)
from reporting.states import EDITABLE, MOVES, State, form_state

RELATED = ("round__region", "region__parent__parent__parent", "department")
ENTRIES = (
    "两项",
    {
        "responsible": "郑明",
        "rows": [
            {"indicator": "urban_new_jobs", "revision": 0, "typed": "6.3"},
            {"id": 1024, "revision": 2, "typed": "95.5", "note": "据统计公报"},
        ],
    },
)
WHOLE: tuple[str, dict[str, Any]] = ("整张填报单", {})
ROWS = ("两项", {"rows": [1024, 1025]})
RETURNED = (
    "各有原因",
    {"rows": [1024, 1025], "comment": "与统计公报不符", "comments": {"1025": "请附依据"}},
)
CORRECTED = ("一项", {"rows": [1024], "reason": "统计部门修订了年度数"})
REMARK = ("答复", {"row": 1024, "text": "与公报口径一致，见附件第 3 页。"})


@extend_schema(tags=["填报"])
@extend_schema_view(
    list=extend_schema(
        summary="填报单",
        description="您能看到的填报单：填报员的本单位，审核员和规划管理员的本地区及下级。",
    ),
    retrieve=extend_schema(
        summary="一张填报单",
        description="连同各项。未上报的内容只有本单位填报员能看到；退回的项，他人看到的是退回时的数。",
    ),
)
class SubmissionViewSet(Resource):
    http_method_names = ("get", "head", "post", "patch")
    serializer_class = SubmissionSerializer
    filterset_class = SubmissionFilters
    ordering = ("id",)
    queryset = Submission.objects.none()

    def get_queryset(self) -> QuerySet[Submission]:
        seen = Submission.objects.visible_to(self.request.user)
        return counted(seen).select_related(*RELATED).prefetch_related("extensions")

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return SubmissionInFullSerializer if self.action == "retrieve" else SubmissionSerializer

    def told(self, rows: Sequence[Any]) -> Sequence[Any]:
        today = timezone.localdate()
        return [form_of(submission, today) for submission in rows]

    @extend_schema(responses=SubmissionInFullSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        told = told_form(user=person(request), form=self._form())
        context = {**self.get_serializer_context(), "rows": told.rows}
        return Response(self.get_serializer(told.form, context=context).data)

    @extend_schema(
        summary="检查",
        description=(
            "由填报员检查草稿和退回的各项，不上报，也不改变什么：与页面和上报时相同的检查，逐项的问题，"
            "还缺什么，现在能否上报。"
        ),
        responses=CheckedFormSerializer,
    )
    @action(detail=True, methods=["get"])
    def findings(self, request: Request, **kwargs: Any) -> Response:
        found = checked_form(user=person(request), submission=self._submission(), at=timezone.now())
        return Response(CheckedFormSerializer(found).data)

    @extend_schema(
        summary="各项的意见",
        description="填报员和审核员就各项所说的话，连同退回和更正的原因；还没有答复的另列。",
        responses=ConversationsSerializer,
    )
    @action(detail=True, methods=["get"])
    def comments(self, request: Request, **kwargs: Any) -> Response:
        said, unanswered = conversations_of(self._submission())
        return Response(ConversationsSerializer({"comments": said, "unanswered": unanswered}).data)

    @writing(
        "保存各项",
        "由填报员保存草稿，能否识别都照存。须带回读取时的 revision：已被他人改过的不覆盖，"
        "答复 409 并逐项说明，其余各项照存。",
        EntriesSerializer,
        ENTRIES,
        answer=SavedSerializer,
        method="patch",
    )
    def rows(self, request: Request, **kwargs: Any) -> Response:
        submission = self._submission()
        given = body_of(EntriesSerializer, request)
        entries = entries_of(submission, given["rows"])
        with refusals_told():
            saved = services.save_rows(
                submission_id=submission.pk,
                entries=entries,
                by=person(request),
                at=timezone.now(),
                responsible=given.get("responsible"),
            )
        return Response({"rows": told_results(saved)})

    @writing(
        "上报",
        "由填报员上报草稿和退回的各项；有错误或未说明的提示时一项也不上报，答复 422。"
        "各项都已上报时重复调用不改变什么，moved 为空。",
        NothingSerializer,
        WHOLE,
    )
    def submit(self, request: Request, **kwargs: Any) -> Response:
        given, form = body_of(NothingSerializer, request), self._form()
        if form.total and not any(form.counts[state] for state in EDITABLE):
            return self._repeated(form)
        return self._moved(services.submit, "submit", given, form.submission)

    @writing("撤回", "由填报员撤回已上报、尚未审核的各项。", NothingSerializer, WHOLE)
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        return self._moved(services.withdraw, "withdraw", body_of(NothingSerializer, request))

    @writing("审核通过", "由本级审核员审核，不能是上报人本人。", AcceptedSerializer, ROWS)
    def review(self, request: Request, **kwargs: Any) -> Response:
        return self._moved(services.review, "review", _chosen(request))

    @writing("接收", "由上一级审核员接收，不能是上报人或审核人本人；此后计入评价。", AcceptedSerializer, ROWS)
    def accept(self, request: Request, **kwargs: Any) -> Response:
        return self._moved(services.accept, "accept", _chosen(request))

    @writing(
        "退回",
        "由本级（审核前）或上一级审核员退回所列的项，逐项或统一写明原因。",
        ReturnSerializer,
        RETURNED,
        path="return",
    )
    def give_back(self, request: Request, **kwargs: Any) -> Response:
        given = body_of(ReturnSerializer, request)
        named = {"row_ids": given["rows"], "comment": given.get("comment", "")}
        return self._moved(
            services.return_for_correction, "return", {**named, "comments": given.get("comments", {})}
        )

    @writing(
        "申请更正",
        "由填报员重新打开已接收的项；新数接收前，记录保留原数。",
        CorrectionSerializer,
        CORRECTED,
    )
    def correct(self, request: Request, **kwargs: Any) -> Response:
        given = body_of(CorrectionSerializer, request)
        named = {"row_ids": given["rows"], "reason": given.get("reason", "")}
        return self._moved(services.open_correction, "correct", named)

    @writing("放弃更正", "由填报员放弃更正中、尚未上报的项，恢复为已接收的内容。", RowsSerializer, ROWS)
    def drop(self, request: Request, **kwargs: Any) -> Response:
        given = body_of(RowsSerializer, request)
        return self._moved(services.drop_correction, "drop", {"row_ids": given["rows"]})

    @writing(
        "发表意见",
        "由填报员、审核员就一项发表意见，或答复对方的意见；随填报单留存，不能修改。",
        RemarkSerializer,
        REMARK,
        answer=CommentSerializer,
    )
    def comment(self, request: Request, **kwargs: Any) -> Response:
        submission, given = self._submission(), body_of(RemarkSerializer, request)
        with refusals_told():
            written = services.comment(
                submission_id=submission.pk,
                row_id=given["row"],
                text=given["text"],
                by=person(request),
                at=timezone.now(),
            )
        return Response(CommentSerializer(written).data)

    def _submission(self) -> Submission:
        return cast(Submission, self.get_object())

    def _form(self) -> Form:
        return form_of(self._submission(), timezone.localdate())

    def _moved(
        self,
        service: Callable[..., Sequence[Row]],
        verb: str,
        given: Mapping[str, Any],
        found: Submission | None = None,
    ) -> Response:
        """`found`: the form, where it was loaded already."""
        submission = found or self._submission()
        with refusals_told():
            rows = service(submission_id=submission.pk, by=person(self.request), at=timezone.now(), **given)
        said = f"已{MOVES[verb].label} {len(rows)} 项。"
        return self._told([row.pk for row in rows], _state_now(submission), said)

    def _repeated(self, form: Form) -> Response:
        """The same request again, after an answer that got lost, say."""
        check_can_fill(person(self.request), form.submission)
        return self._told([], form.state, "没有再次上报：各项此前都已上报。")

    @staticmethod
    def _told(moved: Sequence[int], state: State, said: str) -> Response:
        return Response({"moved": moved, "state": state.value, "detail": said})


def _state_now(submission: Submission) -> State:
    states = Row.objects.filter(submission=submission).order_by().values_list("state", flat=True).distinct()
    return form_state(State(state) for state in states)


def _chosen(request: Request) -> dict[str, Any]:
    given = body_of(AcceptedSerializer, request)
    return {"row_ids": given.get("rows"), "clean_only": given["clean_only"]}
