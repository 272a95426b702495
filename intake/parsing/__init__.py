"""Reading a published plan document: bytes in, what it promises out, each number with the place where it stands.

Pure: no Django, no network, no model; rules only.
"""
