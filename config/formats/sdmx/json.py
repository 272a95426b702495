"""Structures as an SDMX-JSON 2.0 message; pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from config.formats.sdmx.artefacts import AGENCY, VERSION, Code, CodeList, Component, Flow, Structures, urn

SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/2.0.0/"
    "sdmx-json-structure-schema.json"
)


def message(found: Structures, prepared: datetime) -> dict[str, Any]:
    meta = {
        "schema": SCHEMA,
        "id": "STRUCTURES",
        "test": False,
        "prepared": prepared.isoformat(),
        "contentLanguages": ["zh"],
        "sender": {"id": AGENCY},
    }
    data = {
        "conceptSchemes": [_scheme(each) for each in found.concepts],
        "codelists": [_codelist(each) for each in found.lists],
        "dataStructures": [_structure(each) for each in found.structures],
        "dataflows": [_flow(each) for each in found.flows],
    }
    return {"meta": meta, "data": {name: artefacts for name, artefacts in data.items() if artefacts}}


def _named(artefact: str, name: str, description: str = "") -> dict[str, Any]:
    said: dict[str, Any] = {"id": artefact, "name": name, "names": {"zh": name}}
    return said | ({"description": description, "descriptions": {"zh": description}} if description else {})


def _maintained(artefact: str, name: str, description: str = "") -> dict[str, Any]:
    return {**_named(artefact, name, description), "version": VERSION, "agencyID": AGENCY}


def _codelist(found: CodeList) -> dict[str, Any]:
    said = {**_maintained(found.id, found.name), "isPartial": found.is_partial}
    return said | ({"codes": [_code(code) for code in found.codes]} if found.codes else {})


def _code(code: Code) -> dict[str, Any]:
    said = _named(code.id, code.name, code.description)
    if code.notes:
        said["annotations"] = [
            {"type": kind, "text": text, "texts": {"zh": text}} for kind, text in code.notes
        ]
    return said | ({"parent": code.parent} if code.parent else {})


def _scheme(flow: Flow) -> dict[str, Any]:
    concepts = [_named(each.id, each.name, each.meaning) for each in flow.components]
    return {**_maintained(flow.scheme, f"{flow.name}的概念"), "isPartial": False, "concepts": concepts}


def _flow(flow: Flow) -> dict[str, Any]:
    return {**_maintained(flow.id, flow.name, flow.description), "structure": urn("datastructure", flow.id)}


def _structure(flow: Flow) -> dict[str, Any]:
    (time,) = flow.of("time")
    dimensions = [
        {**_component(flow, each), "position": place} for place, each in enumerate(flow.of("dimension"))
    ]
    attributes = [
        {
            **_component(flow, each),
            "usage": "optional",
            "attributeRelationship": {"observation": {}},
        }
        for each in flow.of("attribute")
    ]
    measures = [{**_component(flow, each), "usage": "optional"} for each in flow.of("measure")]
    components = {
        "dimensionList": {
            "id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": _component(flow, time),
        },
        "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
        "measureList": {"id": "MeasureDescriptor", "measures": measures},
    }  # fmt: skip
    said = _maintained(flow.id, flow.name, flow.description)
    return {**said, "dataStructureComponents": components}


def _component(flow: Flow, component: Component) -> dict[str, Any]:
    coded, kind = component.is_coded, component.kind
    representation = {"enumeration": urn("codelist", kind)} if coded else {"format": {"dataType": kind}}
    return {
        "id": component.id,
        "conceptIdentity": urn("concept", flow.scheme, component.id),
        "localRepresentation": representation,
    }
