"""Text of documents made safe for generated code, as openapi-python-client does.

Tested in `tests/generate/ir/test_resources.py`.
"""

from openapi_python_client.strings import in_double_quote_literal, safe_for_docstring

__all__ = ["in_double_quote_literal", "safe_for_docstring"]
