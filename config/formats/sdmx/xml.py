"""Structures as an SDMX-ML 3.0 message; pure."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from config.formats.sdmx.artefacts import AGENCY, VERSION, Code, CodeList, Component, Flow, Structures, urn

SPACES = {
    prefix: f"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/{name}"
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common"))
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
for _prefix, _uri in SPACES.items():
    register_namespace(_prefix, _uri)


def message(found: Structures, prepared: datetime) -> bytes:
    root = Element(_tag("mes:Structure"))
    header = _under(root, "mes:Header")
    _under(header, "mes:ID").text = "STRUCTURES"
    _under(header, "mes:Test").text = "false"
    _under(header, "mes:Prepared").text = prepared.isoformat()
    _under(header, "mes:Sender", id=AGENCY)
    content = _under(root, "mes:Structures")
    if found.lists:
        place = _under(content, "str:Codelists")
        for each in found.lists:
            _codelist(place, each)
    if found.concepts:
        place = _under(content, "str:ConceptSchemes")
        for flow in found.concepts:
            _scheme(place, flow)
    if found.flows:
        place = _under(content, "str:Dataflows")
        for flow in found.flows:
            said = _maintained(place, "str:Dataflow", flow.id, flow.name, flow.description)
            _under(said, "str:Structure").text = urn("datastructure", flow.id)
    if found.structures:
        place = _under(content, "str:DataStructures")
        for flow in found.structures:
            _structure(place, flow)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


def _under(parent: Element, name: str, **attributes: str) -> Element:
    return SubElement(parent, _tag(name), attributes)


def _text(parent: Element, name: str, text: str) -> None:
    """In Chinese; characters that XML cannot hold are replaced."""
    SubElement(parent, _tag(name), {LANG: "zh"}).text = NOT_IN_XML.sub("\ufffd", text)


def _named(element: Element, name: str, description: str = "") -> Element:
    _text(element, "com:Name", name)
    if description:
        _text(element, "com:Description", description)
    return element


def _maintained(
    parent: Element, tag: str, artefact: str, name: str, description: str = "", **more: str
) -> Element:
    element = _under(parent, tag, id=artefact, agencyID=AGENCY, version=VERSION, **more)
    return _named(element, name, description)


def _codelist(place: Element, found: CodeList) -> None:
    partial = "true" if found.is_partial else "false"
    element = _maintained(place, "str:Codelist", found.id, found.name, isPartial=partial)
    for code in found.codes:
        _code(element, code)


def _code(place: Element, code: Code) -> None:
    """Its parent is an annotation: the schema takes none that begins with a digit, as those of places do."""
    element = _under(place, "str:Code", id=code.id)
    said = (*code.notes, ("PARENT", code.parent)) if code.parent else code.notes
    if said:
        notes = _under(element, "com:Annotations")
        for kind, text in said:
            note = _under(notes, "com:Annotation")
            _under(note, "com:AnnotationType").text = kind
            _text(note, "com:AnnotationText", text)
    _named(element, code.name, code.description)


def _scheme(place: Element, flow: Flow) -> None:
    element = _maintained(place, "str:ConceptScheme", flow.scheme, f"{flow.name}的概念")
    for each in flow.components:
        _named(_under(element, "str:Concept", id=each.id), each.name, each.meaning)


def _structure(place: Element, flow: Flow) -> None:
    element = _maintained(place, "str:DataStructure", flow.id, flow.name, flow.description)
    components = _under(element, "str:DataStructureComponents")
    dimensions = _under(components, "str:DimensionList", id="DimensionDescriptor")
    for position, each in enumerate(flow.of("dimension"), start=1):
        _component(_under(dimensions, "str:Dimension", id=each.id, position=str(position)), flow, each)
    for each in flow.of("time"):
        _component(_under(dimensions, "str:TimeDimension", id=each.id), flow, each)
    attributes = _under(components, "str:AttributeList", id="AttributeDescriptor")
    for each in flow.of("attribute"):
        element = _under(attributes, "str:Attribute", id=each.id, usage="optional")
        _component(element, flow, each)
        _under(_under(element, "str:AttributeRelationship"), "str:Observation")
    measures = _under(components, "str:MeasureList", id="MeasureDescriptor")
    for each in flow.of("measure"):
        _component(_under(measures, "str:Measure", id=each.id, usage="optional"), flow, each)


def _component(element: Element, flow: Flow, component: Component) -> None:
    _under(element, "str:ConceptIdentity").text = urn("concept", flow.scheme, component.id)
    representation = _under(element, "str:LocalRepresentation")
    if component.is_coded:
        _under(representation, "str:Enumeration").text = urn("codelist", component.kind)
    else:
        _under(representation, "str:TextFormat", textType=component.kind)
