"""Errors in band."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.apis import apis
from conformance.openapi import error_envelopes
from conformance.openapi.error_envelopes import InBandErrors


@pytest.fixture(scope="module")
def errors(toys: Path) -> InBandErrors:
    """The in-band errors of the toy's only operation."""
    (api,) = apis(toys, ["suite_envelope"])
    found = error_envelopes.errors_of(api.spec, api.spec.operations["callProcedure"].responses["200"])
    assert found is not None
    return found


def test_alternatives_are_told_apart_from_successes(errors: InBandErrors) -> None:
    """The schemas marked x-error are errors, the others are not."""
    assert errors.alternatives == ("/components/schemas/Failed",)
    assert errors.successes == ("/components/schemas/Done",)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"done": True}, None),
        ({"error": {"code": "7"}}, 401),
        ({"error": {"code": "1"}}, 400),
        ({"error": {"code": "99"}}, error_envelopes.UNKNOWN),
        ("neither", None),
    ],
)
def test_the_example_with_the_same_code_gives_the_status(
    errors: InBandErrors, body: object, status: int | None
) -> None:
    """A code that no example shows stands for a fault of the client."""
    assert errors.status(body) == status


def test_an_ordinary_response_has_none(toys: Path) -> None:
    """Without x-error, an answer of class 2xx is a success."""
    (api,) = apis(toys, ["suite_parcels"])
    for operation in api.spec.operations.values():
        assert all(error_envelopes.errors_of(api.spec, response) is None for response in operation.responses.values())
