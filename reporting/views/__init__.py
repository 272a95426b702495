"""Views of reporting: each loads within the person's grants, calls one service or query, and answers."""

from reporting.views.entry import preview
from reporting.views.listing import list_forms
from reporting.views.rounds import close_round, open_round
from reporting.views.submission import submission

__all__ = ["close_round", "list_forms", "open_round", "preview", "submission"]
