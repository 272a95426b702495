"""A second, slow and obvious implementation of the verdict, written from domain.md §2–§4 alone."""
