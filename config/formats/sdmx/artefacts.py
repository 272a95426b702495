"""What an SDMX structure message is made of; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

AGENCY, VERSION = "PLAN_MONITOR", "1.0"
# ISO 8601 with its offset; as DateTime it would stop pysdmx, which takes no offset in one.
INSTANT = "String"
CLASSES = {
    "codelist": "codelist.Codelist",
    "conceptscheme": "conceptscheme.ConceptScheme",
    "concept": "conceptscheme.Concept",
    "datastructure": "datastructure.DataStructure",
    "dataflow": "datastructure.Dataflow",
}
Role = Literal["dimension", "time", "measure", "attribute"]
Read = Callable[[str], Any]  # a member of a row by its path, as JSON has it: region.code


@dataclass(frozen=True)
class Code:
    """`notes` are annotations: kind and text."""

    id: str
    name: str
    parent: str = ""
    description: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CodeList:
    """`is_partial`: only what this person may see."""

    id: str
    name: str
    codes: Sequence[Code]
    is_partial: bool = False


@dataclass(frozen=True)
class Component:
    """A column of the data. `kind` is the id of a code list (CL_…) or a data type of SDMX."""

    id: str
    role: Role
    kind: str
    name: str
    value: Callable[[Read], Any]
    meaning: str = ""

    @property
    def is_coded(self) -> bool:
        return self.kind.startswith("CL_")


@dataclass(frozen=True)
class Flow:
    """A dataflow, the structure of its data, and the concepts of that; made of the list `resource`."""

    id: str
    resource: str
    name: str
    description: str
    components: tuple[Component, ...]

    @property
    def scheme(self) -> str:
        return f"CS_{self.id}"

    def of(self, *roles: Role) -> tuple[Component, ...]:
        return tuple(each for each in self.components if each.role in roles)


@dataclass(frozen=True)
class Structures:
    """A message: code lists, and the flows of which concepts, structure and flow itself are given."""

    lists: Sequence[CodeList] = ()
    concepts: Sequence[Flow] = ()
    structures: Sequence[Flow] = ()
    flows: Sequence[Flow] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.lists or self.concepts or self.structures or self.flows)

    def only(self, kind: str, artefact: str) -> Structures:
        """One artefact with all it refers to."""
        if kind == "codelist":
            return Structures(lists=[each for each in self.lists if each.id == artefact])
        if kind == "conceptscheme":
            return Structures(concepts=[each for each in self.concepts if each.scheme == artefact])
        chosen = [each for each in self.structures if each.id == artefact]
        used = {component.kind for each in chosen for component in each.components}
        lists = [each for each in self.lists if each.id in used]
        return Structures(lists, chosen, chosen, chosen if kind == "dataflow" else ())


def urn(kind: str, artefact: str, item: str = "") -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{CLASSES[kind]}={AGENCY}:{artefact}({VERSION}){item and f'.{item}'}"
