"""The models that a module imports."""

from __future__ import annotations

import pytest

from conformance.generate.render.model_imports import keep_used


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("from ..models import A, AB, B\n\nx: AB | B\n", "from ..models import AB, B\n\nx: AB | B\n"),
        ("    from .models import A, B\n    y: B\n", "    from .models import B\n    y: B\n"),
        ("from ..models import A, B\n\npass\n", "from ..models import A\n\npass\n"),
        ("from ..decoding import A, B\n", "from ..decoding import A, B\n"),
    ],
)
def test_a_module_imports_the_models_that_it_names(text: str, kept: str) -> None:
    assert keep_used(text) == kept
