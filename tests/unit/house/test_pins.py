"""requirements/*.txt fit pyproject.toml and tell nobody's address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FILES = {name: (ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("runtime", "dev")}
PINS = {name: dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.M)) for name, text in FILES.items()}

NEEDS = {
    "runtime": PROJECT["project"]["dependencies"],
    "dev": [
        line for group in PROJECT["dependency-groups"].values() for line in group if isinstance(line, str)
    ],
}


@pytest.mark.parametrize("name", FILES)
def test_pins_fit_what_pyproject_asks(name):
    for requirement in map(Requirement, NEEDS[name]):
        pinned = PINS[name].get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement} has no pin: make pins"
        assert requirement.specifier.contains(pinned, prereleases=True), (
            f"{requirement} ≠ {pinned}: make pins"
        )


def test_development_runs_on_the_versions_of_production():
    assert PINS["runtime"].items() <= PINS["dev"].items()


@pytest.mark.parametrize("name", FILES)
def test_pins_are_hashed_and_name_no_address(name):
    assert len(re.findall(r"^\S+==", FILES[name], re.M)) == len(
        re.findall(r"==\S+ \\\n +--hash", FILES[name])
    )
    assert not re.search(r"://|^-|index|find-links", re.sub(r"^ +#.*", "", FILES[name], flags=re.M), re.M)
