"""Redaction."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.apis import apis
from conformance.redaction import MASK, Redaction


@pytest.fixture
def redaction(toys: Path) -> Redaction:
    """Of a spec with a sensitive property, and a credential."""
    return Redaction.of(apis(toys, ["suite_parcels"])[0].spec, ["s3cr3t", "s3cr3t-longer", ""])


def test_known_secrets_are_masked(redaction: Redaction) -> None:
    """The longest first, so that no rest of one shows."""
    assert redaction.text("X-Key: s3cr3t-longer, s3cr3t!") == f"X-Key: {MASK}, {MASK}!"


@pytest.mark.parametrize(
    "text",
    ['{"id": 1, "secret": "abc"}', '{"secret":"abc","id":1}', '"{\\"secret\\": \\"abc\\"}"', "/x?secret=abc&y=1"],
)
def test_values_of_sensitive_properties_are_masked(redaction: Redaction, text: str) -> None:
    """Whatever they are: in JSON, in JSON within JSON, in a query."""
    assert "abc" not in redaction.text(text)
    assert MASK in redaction.text(text)


def test_everything_else_stays(redaction: Redaction) -> None:
    """Text without secrets is not touched."""
    text = '{"id": 7, "sent_at": "2026-01-02"}'
    assert redaction.text(text) == text


def test_the_repr_shows_no_secret(redaction: Redaction) -> None:
    """Not even of the object that knows them."""
    assert "s3cr3t" not in repr(redaction)
