"""Python names, as openapi-python-client makes them of any text.

Tested in `tests/generate/ir/test_resources.py`.
"""

from __future__ import annotations

from openapi_python_client.strings import PythonIdentifier, pascal_case


def make_identifier(text: str, prefix: str) -> str:
    """Make an identifier in lower case with underscores; `prefix` goes before one that would begin with a digit."""
    return str(PythonIdentifier(text, prefix))


def make_class_name(text: str) -> str:
    """Make a name in pascal case, which may still begin with a digit."""
    return pascal_case(text)
