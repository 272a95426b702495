"""Reading a published plan document: bytes in, what it promises out, each number with its place.

Pure: no Django, no network, no model; rules only.
"""
