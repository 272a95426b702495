"""What the API takes. A member that is not known is refused, so that a slip does not act on all rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from plans.models import CommitmentReport
from reporting.models import Row
from reporting.models.rows import STATES

MOST_ROWS = 2000
NAMED = 20  # unknown members that are named; no more are needed to see what is wrong
IDS = "填报项编号"
NO_NULL = RegexValidator(r"^[^\x00]+\Z", "含有空字符（U+0000），不能保存，请去掉。")


class Text(serializers.CharField):
    """A string as it was typed; a number must be written as one, so that no digit is lost on the way."""

    default_error_messages = {"invalid": '应为字符串；数值也写成字符串，如 "95.5"。'}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "allow_blank": True, "trim_whitespace": False, **kwargs})
        # In the place of the framework's own, whose Chinese words speak of an empty string.
        kept = [each for each in self.validators if not isinstance(each, ProhibitNullCharactersValidator)]
        self.validators = [*kept, NO_NULL]

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Body(serializers.Serializer[Any]):
    """A JSON object with known members only. `also` is what the document says of it besides its members."""

    also: ClassVar[dict[str, Any]] = {}
    default_error_messages = {"invalid": "应为 JSON 对象。"}

    def run_validation(self, data: Any = empty) -> Any:
        if data is None:  # for which the framework has words in English only
            raise serializers.ValidationError({"non_field_errors": [self.error_messages["invalid"]]})
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            self._check_members(data)
        return super().to_internal_value(data)

    def _check_members(self, data: dict[str, Any]) -> None:
        """Before any of what they hold is looked at, which may be very much."""
        listed = "、".join(self.fields) or "（无）"
        unknown = [name for name in data if name not in self.fields][:NAMED]
        wrong = {str(name)[:60]: [f"没有这个成员。可用：{listed}。"] for name in unknown}
        for name, value in data.items():
            if isinstance(value, list | dict) and len(value) > MOST_ROWS:
                wrong.setdefault(str(name)[:60], [f"一次最多 {MOST_ROWS} 项。"])
        if wrong:
            raise serializers.ValidationError(wrong)


class RowIds(serializers.ListField):
    child = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    default_error_messages = {"not_a_list": "应为列表，如 [1024, 1025]。"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty=False, min_length=1, max_length=MOST_ROWS, **kwargs)


class EntrySerializer(Body):
    """One row, named by its id or its indicator; a text left out stays as it is."""

    also: ClassVar[dict[str, Any]] = {"oneOf": [{"required": ["id"]}, {"required": ["indicator"]}]}

    id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1, help_text=IDS)
    indicator = Text(allow_blank=False, min_length=1, help_text="指标代码；与 id 二者给出其一")
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="读取时的 revision")
    typed = Text(help_text="填报值：数值，或“—”表示没有数据")
    note = Text(help_text="备注")
    cause = Text(help_text="原因")
    measure = Text(help_text="措施")
    nature = Text(help_text=f"数据性质：{'、'.join(Row.Nature.values)}，核定数留空")
    numerator = Text(help_text="分子")
    denominator = Text(help_text="分母")
    break_note = Text(help_text="口径变化说明")
    progress = Text(help_text=f"重点任务的进展：{'、'.join(CommitmentReport.Progress.values)}")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("id" in attrs) == ("indicator" in attrs):
            raise serializers.ValidationError("请给出 id 或 indicator，二者取一。")
        return attrs


class EntriesSerializer(Body):
    """Rows to save."""

    rows = EntrySerializer(
        many=True, help_text="要保存的各项", error_messages={"not_a_list": "应为列表，每项一个对象。"}
    )
    responsible = Text(max_length=60, help_text="单位负责人；不给则不变")


class SavedRowSerializer(serializers.Serializer[Any]):
    """How saving one row went; `stored` is what the row says now."""

    id = serializers.IntegerField(source="row.id", help_text=IDS)
    indicator = serializers.CharField(
        source="row.indicator.code", allow_null=True, default=None, help_text="指标代码"
    )
    result = serializers.ChoiceField(
        choices=[
            ("saved", "已保存"),
            ("unchanged", "没有改动"),
            ("stale", "已被他人改过，没有覆盖"),
            ("shut", "已上报，不能再改"),
            ("refused", "内容不能保存"),
        ],
        help_text="结果",
    )
    detail = serializers.CharField(help_text="说明")
    state = serializers.ChoiceField(choices=STATES, source="row.state", help_text="状态")
    revision = serializers.IntegerField(source="row.revision", help_text="现在的 revision")
    stored = serializers.CharField(source="row.typed", help_text="现在存的填报值")


class SavedSerializer(serializers.Serializer[Any]):
    """How saving went, row by row."""

    rows = SavedRowSerializer(many=True, help_text="逐项结果")


class NothingSerializer(Body):
    """No members: the whole form is meant."""


class RowsSerializer(Body):
    """The rows meant."""

    rows = RowIds(help_text=IDS)


class AcceptedSerializer(Body):
    """The rows meant; all that may be moved where none are named."""

    rows = RowIds(required=False, help_text=f"{IDS}；不给则为全部可办理的")
    clean_only = serializers.BooleanField(
        required=False, default=False, help_text="只办理没有提示、没有未答复意见的项"
    )


@extend_schema_field(
    {
        "type": "object",
        "description": "逐项的原因：编号 → 原因；编号须在 rows 里",
        "propertyNames": {"pattern": "^[0-9]{1,18}$"},
        "additionalProperties": {"type": "string", "pattern": r"^[^\u0000]*$"},
    }
)
class ByRow(serializers.DictField):
    """A text for each of several rows, by their ids."""


class ReturnSerializer(Body):
    """The rows that go back, each with its own reason or a common one."""

    rows = RowIds(help_text=IDS)
    comment = Text(help_text="退回的原因，用于各项")
    comments = ByRow(child=Text(), required=False)

    def validate_comments(self, comments: dict[str, str]) -> dict[int, str]:
        wrong = [key for key in comments if not (key.isascii() and key.isdigit() and len(key) < 19)]
        if wrong:
            raise serializers.ValidationError("键应为填报项编号。")
        return {int(key): said for key, said in comments.items()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if set(attrs.get("comments", {})) - set(attrs["rows"]):
            raise serializers.ValidationError({"comments": ["其中有的编号不在 rows 里。"]})
        return attrs


class CorrectionSerializer(RowsSerializer):
    """Accepted rows to be opened again."""

    reason = Text(help_text="更正的原因，随新的版本留存")


class RemarkSerializer(Body):
    """Something to say about a row."""

    row = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text=IDS)
    text = Text(required=True, allow_blank=False, min_length=1, help_text="要说的话；最多 500 字")


class MovedSerializer(serializers.Serializer[Any]):
    """Which rows moved."""

    moved = serializers.ListField(child=serializers.IntegerField(), help_text="办理了的填报项编号")
    state = serializers.ChoiceField(choices=STATES, help_text="填报单现在的状态")
    detail = serializers.CharField(help_text="说明")
