"""One frozen dataclass per page of reporting: all that its template needs, in words."""
