"""One frozen dataclass per page of 规划录入: all that its template needs."""
