"""The head of a document put together from its parts."""

from __future__ import annotations

from collections.abc import Sequence

from intake.parsing.head.dates import find_date
from intake.parsing.head.issuers import find_issuer, printed_issuer
from intake.parsing.head.lines import front_of
from intake.parsing.head.numbers import find_number, printed_number
from intake.parsing.head.parents import find_parents
from intake.parsing.head.periods import period_of_text, period_of_title
from intake.parsing.head.regions import COUNTRY, Named, Place, code_of, national, place_of
from intake.parsing.head.titles import find_title, full_width, printed_title
from intake.parsing.locating import Locator
from intake.parsing.passage import Passage
from intake.parsing.reading import HeadRead

OPENING = 30  # paragraphs in which a plan says from what it was made and for when
HINTS = 3000  # signs at the beginning that may name the place above


def read_head(
    page: Passage, paragraphs: Sequence[Passage], script: str, gazetteer: Sequence[Named], locate: Locator
) -> HeadRead:
    """From the notice before the plan, the title, the first paragraphs and the imprint at the end."""
    front = front_of(page)
    title = find_title(front.lines, front.back)
    number, issuer = find_number(front.lines), find_issuer(front.lines, front.back)
    dated = find_date(front.lines, front.back)
    name = printed_title(title) if title else ""
    parents = find_parents(paragraphs[:OPENING], name)
    place = _place(name, issuer.text if issuer else "", gazetteer)
    known = code_of(place, gazetteer, page.text[:HINTS]) if place else None
    found = {
        "title": title,
        "document_number": number,
        "issuer": issuer,
        "issued_date": dated[0] if dated else None,
        "parent_titles": parents[0] if parents else None,
    }
    return HeadRead(
        title=name,
        document_number=printed_number(locate.quote(locate.place(number))) if number else "",
        issuer=printed_issuer(issuer) if issuer else "",
        issued_date=dated[1] if dated else None,
        region_name=place.name if place else "",
        region_code=known.code if known else "",
        level=(known.level if known else place.level) if place else "",
        period=period_of_title(name) or period_of_text("".join(each.text for each in paragraphs[:OPENING])),
        script=script,
        parent_titles=tuple(full_width(each.text) for each in parents),
        places={field: locate.place(passage) for field, passage in found.items() if passage},
    )


def _place(title: str, issuer: str, gazetteer: Sequence[Named]) -> Place | None:
    """From the title, else from the office that issued it; ministries speak for the nation."""
    found = place_of(title, gazetteer)
    if found is None and issuer:
        found = COUNTRY if national(issuer) else place_of(issuer, gazetteer)
    return found
