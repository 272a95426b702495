"""The forms in which the API answers: pages of JSON, and whole lists as tables."""
