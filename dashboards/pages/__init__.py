"""One frozen dataclass per page: all that its template needs, in words."""
