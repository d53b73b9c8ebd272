"""Bodies of one item, as servers write streams.

Tested in `tests/generate/test_streaming.py`.
"""

from __future__ import annotations

import json
from typing import Any

from conformance.openapi.spec import MediaType, Spec
from conformance.openapi.streams import form, is_text

_TEXTS = {"lines": "{}\n", "sequence": "\x1e{}\n"}


def frame(spec: Spec, media: MediaType, item: Any) -> bytes:
    """Return a stream of this one item."""
    text = item if is_text(spec, media) else json.dumps(item)
    how = form(spec, media)
    if how in _TEXTS:
        return _TEXTS[how].format(text).encode()
    fields = {"data": text} if how == "data" else item
    texts = {name: each if isinstance(each, str) else json.dumps(each) for name, each in fields.items()}
    lines = [f"{name}: {line}\n" for name, each in texts.items() for line in each.split("\n")]
    return "".join([*lines, "\n"]).encode()
