"""What a list can be narrowed by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """An option of a filter; `value` is what the address says."""

    value: str
    label: str
    current: bool
