"""How each operation is described: REST framework asks this class, once for every view.

A resource says what it is with `extend_schema` (summary, description, its own parameters) and each member
with `help_text`; all that resources have in common is said here: the parameters `fields` and `format`, the
forms of lists, headers, 304, the error answers, examples. Imported before any view: it may import none.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, build_examples_list, force_instance
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.serializers import ListSerializer, ModelSerializer, Serializer

from config.document import problems
from config.document.examples import example_of, page_of
from config.document.forms import (
    ETAG,
    FORMS,
    OF_FORMS,
    REPLAYED,
    UNCHANGED,
    fields_parameter,
    format_parameter,
    headers,
    table,
)
from config.document.meanings import COMMON, MEANINGS

JSON = "application/json"
LARGEST_COLUMNS = (2**15 - 1, 2**31 - 1, 2**63 - 1)  # limits of a database's columns, no promise of ours


class ApiSchema(AutoSchema):
    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", ""))

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        parameters = operation.get("parameters", ())
        for parameter in parameters:
            if parameter["in"] == "query":  # a header that says nothing is as good as none
                _not_empty(parameter["schema"])
        if any(parameter["name"] == "Idempotency-Key" for parameter in parameters):
            done = operation["responses"]["200"]
            done["headers"] = done.get("headers", {}) | REPLAYED
        if self.method == "GET":
            operation["responses"]["304"] = UNCHANGED
        codes = problems.codes_of(
            action=self.action,
            writes=self.method != "GET",
            names_one="{" in self.path,
            lists=bool(self._is_list_view() and self._tables()),
        )
        for status, response in problems.responses(codes).items():
            name = problems.name_of(status, codes)
            component = ResolvedComponent(name, ResolvedComponent.RESPONSE, response, response)
            self.registry.register_on_missing(component)
            operation["responses"][status] = component.ref
        return operation

    def get_override_parameters(self) -> list[Any]:
        return [*super().get_override_parameters(), *self._common_parameters()]

    def _common_parameters(self) -> list[OpenApiParameter]:
        if self.method != "GET":
            return []
        if not self._is_list_view():
            return [self._fields(), ETAG] if self.action == "retrieve" else [ETAG]
        names = dict.fromkeys(name for form in self._tables() for name in form.parameters)
        of_forms = [OF_FORMS[name] for name in names if name in OF_FORMS]
        return [self._fields(), format_parameter(self.map_renderers("format")), *of_forms, ETAG]

    def _fields(self) -> OpenApiParameter:
        from accounts.api.fields import members_of  # the resources ask for this module first

        return fields_parameter(members_of(self._get_serializer()))

    def _resolve_path_parameters(self, variables: Any) -> Any:
        found = super()._resolve_path_parameters(variables)
        return [{**each, "description": COMMON.get(each["name"], "")} for each in found]

    def _tables(self) -> list[Any]:
        return [form for form in self.view.get_renderers() if hasattr(form, "answer")]

    def _get_response_for_code(self, serializer: Any, status_code: str, *args: Any, **kwargs: Any) -> Any:
        response = super()._get_response_for_code(serializer, status_code, *args, **kwargs)
        tables = self._tables() if self._is_list_view() else []
        if tables:  # each with its own media type, parameters and all
            response["content"] = {JSON: response["content"][JSON]}
        for form in tables:
            response["content"][form.media_type] = table(form.format, form.media_type, self._columns())
        for form in self.view.get_renderers():
            for media_type, media in response["content"].items():
                if media_type.startswith(form.media_type) and form.format in FORMS:
                    media["schema"] = {**media["schema"], "description": FORMS[form.format]}
        response["description"] = response["description"] or (
            "成功：JSON 为一页，表格为整个列表。" if tables else "成功。"
        )
        more = headers(conditional=self.method == "GET", is_table=bool(tables))
        return {**response, "headers": response.get("headers", {}) | more} if more else response

    def _columns(self) -> list[str]:
        from config.formats.columns import columns_of  # as above

        return [column.name for column in columns_of(self._get_serializer())]

    def _get_examples(
        self, serializer: Any, direction: Any, media_type: Any, status_code: Any = None, extras: Any = None
    ) -> Any:
        found = super()._get_examples(serializer, direction, media_type, status_code, extras)
        lists = self._is_list_view(serializer)
        serializer = force_instance(serializer)
        if found or media_type != JSON or not isinstance(serializer, Serializer | ListSerializer):
            return found
        value = example_of(self._get_serializer_name(_inner(serializer), direction))
        if value is None:
            return found
        value = page_of(value) if lists and direction == "response" else value
        return build_examples_list([OpenApiExample("示例", value=value)])

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Any:
        """Nothing that is read is called required: `fields` takes away what it does not name."""
        schema = super()._map_basic_serializer(serializer, direction)
        schema["description"] = MEANINGS.get(self._get_serializer_name(serializer, direction), "")
        if direction == "request":  # a member that nobody knows is refused, see writing.Body
            return {**schema, **getattr(serializer, "also", {}), "additionalProperties": False}
        if self.method == "GET":
            schema.pop("required", None)
        return schema

    def _insert_field_validators(self, field: Any, schema: Any) -> None:
        """Without the limits of columns, which no reader needs and which differ between databases."""
        super()._insert_field_validators(field, schema)
        if isinstance(field.parent, ModelSerializer) and schema.get("maximum") in LARGEST_COLUMNS:
            schema.pop("maximum")
            schema.pop("format", None)

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> Any:
        """A member without a help text goes by its column's label, a serializer by what it means."""
        meta = super()._get_serializer_field_meta(field, direction)
        label = meta.pop("title", "") or COMMON.get(field.field_name or "", "")
        if isinstance(field, Serializer | ListSerializer):
            label = MEANINGS.get(self._get_serializer_name(_inner(field), direction), "")
        if label and field.parent is not None:
            meta.setdefault("description", label)
        return meta


def _inner(serializer: Any) -> Any:
    return serializer.child if isinstance(serializer, ListSerializer) else serializer


def _not_empty(schema: dict[str, Any]) -> None:
    """A parameter given without a value is refused."""
    if schema.get("type") == "array":
        schema.setdefault("minItems", 1)
    if "items" in schema:
        schema.setdefault("minItems", 1)
        schema = schema["items"]
    if schema == {"type": "string"}:
        schema |= {"minLength": 1, "pattern": r"\S"}
