"""One form: to be filled in by its clerk, reviewed by its reviewers, read by those who oversee."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from reporting.permissions import can_fill
from reporting.views.answers import found_submission, person
from reporting.views.entry import entry
from reporting.views.review import review


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Whoever is both clerk and reviewer fills in, and asks for ?as=reviewer to review."""
    found = found_submission(person(request), submission_id)
    if can_fill(person(request), found) and request.GET.get("as") != "reviewer":
        return entry(request, found)
    return review(request, found)
