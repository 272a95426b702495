"""What the pages show: one frozen dataclass a page."""
