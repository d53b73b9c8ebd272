"""`validate=True` refuses what breaks the schema of a response, and nothing else: jsonschema-rs is the other judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.openapi import json_pointer
from tests.clients.answers import SUCCESSES, Place, at, encoded, paths, places, replaced
from tests.clients.calling import package
from tests.clients.schemas import examples, values_of

_OTHERS: tuple[Any, ...] = (
    ...,
    None,
    True,
    0,
    1.0,
    -1,
    0.5,
    2**31,
    2**63,
    1e300,
    "",
    "text",
    "12.50",
    "2024-02-30",
    "1",
    [],
    [None],
    {},
    {"x": 1},
)
_NUMBERS = (0, -1, 0.5, 2**31 - 1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 1e300)
_TEXTS = ("", "text", "12.50", "1e5", "2024-02-30", "2024-02-30T00:00:00Z", "2024-05-06T07:08:09", "ada@", "a\n")
_MOST = 25  # of the places of one body


@pytest.mark.parametrize(("api_id", "schema"), SUCCESSES)
def test_exactly_what_breaks_the_schema_is_refused(api_id: str, schema: str) -> None:
    @examples(2)
    @given(body=values_of(api_id, schema), random=st.randoms(use_true_random=False))
    def check(body: Any, random: Any) -> None:
        (place,) = [place for place in places(api_id, schema) if place.is_success][:1]
        assert not isinstance(_outcome(place, body), package(api_id).APIResponseValidationError)
        everywhere = [*paths(body)]
        for path in random.sample(everywhere, min(_MOST, len(everywhere))):
            for changed in _changed(body, path, random):
                _compare(place, changed)

    check()


def _changed(body: Any, path: tuple[Any, ...], random: Any) -> Iterator[Any]:
    """The body with something else in a place, with nothing there, and with something more."""
    value = at(body, path)
    others = _TEXTS if isinstance(value, str) else _NUMBERS if isinstance(value, (int, float)) else ()
    for new in [*random.sample(_OTHERS, 3), *others]:
        if path or new is not ...:
            yield replaced(body, path, new)
    if isinstance(value, list) and value:
        yield replaced(body, path, [*value, value[0]] * 5)
    elif isinstance(value, dict):
        yield replaced(body, path, {**value, "not documented": random.choice([None, [], {}])})


def _compare(place: Place, body: Any) -> None:
    outcome = _outcome(place, body)
    wrong = {json_pointer.from_path(tuple(error.instance_path)) for error in place.validator().iter_errors(body)}
    is_refused = isinstance(outcome, package(place.api_id).APIResponseValidationError)
    assert is_refused == bool(wrong), (place, wrong, outcome, body)
    if is_refused:
        assert any(_is_within(outcome.pointer, each) for each in wrong), (wrong, outcome)
        json_pointer.follow(body, outcome.pointer)  # it leads somewhere


def _outcome(place: Place, body: Any) -> Any:
    return place.wire(False, encoded(body)).outcome(validate=True)


def _is_within(pointer: str, place: str) -> bool:
    """The independent validator names a union, where the client may say more."""
    return pointer == place or pointer.startswith(f"{place}/")
