"""A figure as {op, value, text}."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.calc import Figure
from indicators.calc.inputs import figure_json, figure_of
from indicators.models.figures import KINDS, OPS, FigureRow

NUMBER = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
FIGURE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["op", "value", "text"],
    "properties": {
        "op": {"type": "string", "enum": list(OPS), "description": "符号：不等式是区间，不是确数；~ 为约数"},
        "value": {
            "oneOf": [NUMBER, {"type": "array", "items": NUMBER}, {"type": "null"}],
            "description": "数值，十进制字符串，不损失小数；比例为各档的数组；没有数值为 null",
        },
        "text": {"type": "string", "description": "原文，照印"},
        "max": {**NUMBER, "description": "区间的上端（8—10）"},
        "kind": {
            "type": "string",
            "enum": [kind for kind in KINDS if kind != "number"],
            "description": "不是单个数值时的形式；没有此项即为 number",
        },
        "cumulative": {"type": "boolean", "description": "原文加〔〕：规划期累计"},
    },
    "example": {"op": ">", "value": "90", "text": ">90"},
}


@dataclass(frozen=True)
class Part:
    """One cell of a figure in a table: `take` picks it from the figure."""

    name: str
    kind: Literal["text", "decimal", "truth"]
    meaning: str
    take: Callable[[Figure], Any]


PARTS = (
    Part("op", "text", "符号", lambda figure: figure.op),
    Part("value", "decimal", "数值；没有单个数值的为空", lambda figure: figure.value),
    Part("text", "text", "原文，照印", lambda figure: figure.text),
    Part("max", "decimal", "区间的上端", lambda figure: figure.upper),
    Part("kind", "text", "形式", lambda figure: figure.kind),
    Part("cumulative", "truth", "规划期累计", lambda figure: figure.cumulative),
    Part("members", "text", "比例的各档", lambda figure: ":".join(map(str, figure.members)) or None),
)


def figure_in(value: FigureRow | Figure | dict[str, Any] | None) -> Figure | None:
    """The figure of a row with figure columns, of JSON, or itself."""
    if isinstance(value, FigureRow):
        return value.figure
    return figure_of(value) if isinstance(value, dict) else value


@extend_schema_field(FIGURE_SCHEMA, component_name="Figure")
class FigureField(serializers.Field[Any, Any, Any, Any]):
    """Of a row with figure columns, a figure, or JSON already; null where there is none."""

    PARTS = PARTS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: FigureRow | Figure | dict[str, Any]) -> dict[str, Any] | None:
        if isinstance(value, dict):
            return value
        return figure_json(value.figure if isinstance(value, FigureRow) else value)
