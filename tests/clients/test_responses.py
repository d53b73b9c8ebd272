"""Any valid response of the five APIs is decoded as documented, and written again as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from conformance.client_check import python_values
from tests.clients.answers import PLACES, SCHEMAS, Place, encoded, places
from tests.clients.calling import APIS, OPERATIONS, package, provenance
from tests.clients.schemas import examples, values_of

MODES = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])


def test_every_documented_response_is_tried() -> None:
    documented = [
        (api.id, o.id, int(s)) for api in APIS.values() for o in api.spec.operations.values() for s in o.responses
    ]
    assert [(place.api_id, place.operation_id, place.status) for place in PLACES] == documented
    assert {(place.api_id, place.operation_id) for place in PLACES} == set(OPERATIONS)


@MODES
@pytest.mark.parametrize(("api_id", "schema"), SCHEMAS)
def test_a_body_is_decoded_and_written_again_as_it_was(api_id: str, schema: str, is_async: bool) -> None:
    @examples(4 if is_async else 8)  # both kinds of client decode with the same code
    @given(body=values_of(api_id, schema))
    def check(body: Any) -> None:
        for place in places(api_id, schema):
            found = _decoded(place, place.wire(is_async, encoded(body)).outcome())
            assert python_values.same(python_values.plain(found), body), place
            assert _is_of(_documented(place), found), place

    check()


def _decoded(place: Place, outcome: Any) -> Any:
    """What the body became; fails unless the call ended as the status, or an error in band, says."""
    errors = package(place.api_id)
    if not place.is_success:
        assert isinstance(outcome, errors.APIStatusError), place
    assert isinstance(outcome, (errors.APIResponse, errors.APIStatusError, errors.APIResponseError)), outcome
    assert outcome.status_code == place.status
    return outcome.parsed if isinstance(outcome, errors.APIResponse) else outcome.body


def _documented(place: Place) -> Any:
    stated = provenance(place.api_id)["operations"][place.operation_id]["responses"][str(place.status)]["type"]
    return eval(stated, dict(vars(package(place.api_id).models)))


def _is_of(hint: Any, value: Any) -> bool:
    """Whether a value is of the type, so that it was not merely read as JSON data."""
    arguments: tuple[Any, ...] = getattr(hint, "__args__", ())
    origin = getattr(hint, "__origin__", None)
    if origin is list:
        return isinstance(value, list) and all(_is_of(arguments[0], item) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(_is_of(arguments[1], member) for member in value.values())
    return any(_is_of(each, value) for each in arguments) if arguments else isinstance(value, hint)


@MODES
@pytest.mark.parametrize("place", [place for place in PLACES if not place.media_type], ids=str)
def test_a_response_without_a_documented_body_gives_none(place: Place, is_async: bool) -> None:
    outcome = place.wire(is_async, b"").outcome()
    assert outcome.status_code == place.status
    if place.is_success:
        assert outcome.parsed is None
    else:
        assert isinstance(outcome, package(place.api_id).APIStatusError)
