"""Elements of Office files by their local names: two standards give the same names two namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (element if element is not None else ()) if name_of(child) == name)


def first(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def said(element: Element | None, attribute: str) -> str:
    """The attribute's value, empty where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == attribute), "")
