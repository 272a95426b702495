"""What Schemathesis is told beside the API's document (read by it through tests/servers/schemathesis.toml)."""

from __future__ import annotations

import json

import schemathesis
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

# Values of the right form that are refused none the less, and why no document can tell them beforehand.
BEYOND_FORM = {
    "region": "names a region that there is",
    "subtree": "names a region that there is",
    "parent": "names a region that there is",
    "indicator": "names an indicator of the catalogue",
    "cursor": "signed by the server: only one that it gave is taken",
    "known_on": "not together with provisional figures, nor before there were any",
}


@schemathesis.check
def well_formed_requests_are_taken(ctx: CheckContext, response: Response, case: Case) -> bool | None:
    """Schemathesis' own `positive_data_acceptance`, but for the values above."""
    if response.status_code == 400 and _refused(response) <= BEYOND_FORM.keys():
        return None
    return positive_data_acceptance(ctx, response, case)


def _refused(response: Response) -> set[str]:
    """Parameters that the problem names; one that is in no table where it names none."""
    try:
        errors = json.loads(response.content)["errors"]
    except (KeyError, ValueError):
        return {""}
    return {each["parameter"] for each in errors}
