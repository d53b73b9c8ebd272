"""Whatever the five APIs answer ends in a value or a documented error, which says where the body does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.client_check import python_values
from conformance.openapi import json_pointer
from tests.clients.answers import PLACES, SUCCESSES, WITH_BODY, Place, at, encoded, paths, places, replaced
from tests.clients.calling import OPERATIONS, package, wire
from tests.clients.schemas import BEYOND_PYTHON, examples, values_of

ALL = pytest.mark.parametrize("place", WITH_BODY, ids=str)
MODES = pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
_TYPED = {"date-time", "date", "decimal", "uuid"}  # formats that become other types than text
_MOST = 60  # of the ways to break one body
_UNREADABLE: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"<html>",
    "truncated": b'{"results": [1, 2',
    "two values": b"{} {}",
    "NaN": b'{"count": NaN}',
    "UTF-16": '{"detail": "é"}'.encode("utf-16"),
    "Latin-1": '{"detail": "é"}'.encode("latin-1"),
    "deep": b"[" * 100_000,
    "a number too large for Python": b'{"id": 1e999}',
    "a number too long for Python": b'{"id": ' + b"9" * 5000 + b"}",
}


@MODES
@ALL
def test_what_is_no_json_fits_nowhere(place: Place, is_async: bool) -> None:
    errors = package(place.api_id)
    for kind, content in _UNREADABLE.items():
        outcome = place.wire(is_async, content).outcome()
        if place.is_success:
            assert type(outcome) is errors.APIResponseValidationError, kind
            assert outcome.pointer == "", kind
        else:
            assert isinstance(outcome, errors.APIStatusError), kind
        assert (outcome.status_code, outcome.content) == (place.status, content), kind


@pytest.mark.parametrize(("api_id", "schema"), SUCCESSES)
def test_the_pointer_leads_to_what_does_not_fit(api_id: str, schema: str) -> None:
    """A property that has to be there, an object or array in the other's place, or a text that is no date or number."""

    @examples(3)
    @given(body=values_of(api_id, schema), random=st.randoms(use_true_random=False))
    def check(body: Any, random: Any) -> None:
        (place,) = [place for place in places(api_id, schema) if place.is_success][:1]
        broken_ones = [*_broken(place, body)]
        for kind, path, broken in random.sample(broken_ones, min(_MOST, len(broken_ones))):
            outcome = place.wire(False, encoded(broken)).outcome()
            _leads(place, outcome, kind, path, broken)

    check()


@pytest.mark.parametrize("is_validated", [False, True])
@pytest.mark.parametrize(("api_id", "schema"), SUCCESSES)
def test_a_time_that_python_does_not_have_is_told_as_such(api_id: str, schema: str, is_validated: bool) -> None:
    """It fits the schema, so that validation has nothing to say of it."""

    @examples(3)
    @given(body=values_of(api_id, schema), random=st.randoms(use_true_random=False))
    def check(body: Any, random: Any) -> None:
        (place,) = [place for place in places(api_id, schema) if place.is_success][:1]
        times = [*_times(place, body)]
        for path, changed in random.sample(times, min(_MOST, len(times))):
            assert place.validator().is_valid(changed), (path, changed)
            outcome = place.wire(False, encoded(changed)).outcome(validate=is_validated)
            _leads(place, outcome, "time", path, changed)
            assert "which Python does not have" in outcome.reason

    check()


def _times(place: Place, body: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The body with times that Python does not have in each place of one."""
    for _, path, broken in (each for each in _broken(place, body) if each[0] == "format"):
        (error,) = place.validator().iter_errors(broken)
        for text in next((BEYOND_PYTHON[name] for name in BEYOND_PYTHON if f'"{name}"' in error.message), ()):
            yield path, replaced(body, path, text)


def _leads(place: Place, outcome: Any, kind: str, path: tuple[Any, ...], broken: Any) -> None:
    assert type(outcome) is package(place.api_id).APIResponseValidationError, (kind, path, outcome)
    assert outcome.pointer == json_pointer.from_path(path), (kind, path, outcome)
    json_pointer.follow(broken, outcome.pointer)  # it leads somewhere


def _broken(place: Place, body: Any) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """The body with one thing wrong that a client can't pass over, and where that is."""
    for path in paths(body):
        value = at(body, path)
        kinds: list[tuple[str, Any]] = []
        if isinstance(value, (dict, list)):
            kinds = [("type", "text"), ("type", [] if isinstance(value, dict) else {})]
        elif isinstance(value, str):
            kinds = [("format", "neither")]
        for kind, new in kinds:
            if _is_meant(place, kind, path, broken := replaced(body, path, new)):
                yield kind, path, broken
        for name in value if isinstance(value, dict) else ():
            if _is_meant(place, "required", path, broken := replaced(body, (*path, name), ...)):
                yield "required", path, broken


def _is_meant(place: Place, kind: str, path: tuple[Any, ...], broken: Any) -> bool:
    """Whether the independent validator finds this alone wrong, there, and of a kind that no client can pass over."""
    found = list(place.validator().iter_errors(broken))
    if len(found) != 1 or tuple(found[0].instance_path) != path or found[0].kind.name != kind:
        return False
    if {"if", "then", "else"} & set(found[0].schema_path):
        return False  # no type says that
    return kind != "format" or any(name in found[0].message for name in _TYPED)


@MODES
@pytest.mark.parametrize(("api_id", "operation_id"), OPERATIONS)
def test_no_answer_at_all_ends_in_another_error(api_id: str, operation_id: str, is_async: bool) -> None:
    types = st.sampled_from(
        ["", "text/plain; charset=no-such", "application/json", "text/html; charset=utf-16", ";;=", "*/*"]
    )
    json_data = st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )

    @examples(20)
    @given(
        status=st.integers(200, 599),
        content=st.binary(max_size=20) | json_data.map(lambda value: json.dumps(value).encode()),
        content_type=types,
        is_validated=st.booleans(),
    )
    def check(status: int, content: bytes, content_type: str, is_validated: bool) -> None:
        answer = httpx.Response(status, content=content, headers={"Content-Type": content_type})
        outcome = wire(api_id, operation_id, is_async, lambda _: answer).outcome(validate=is_validated)
        errors = package(api_id)
        answered = errors.APIResponse | errors.APIResponseError | errors.APIResponseValidationError
        assert isinstance(outcome, errors.APIStatusError if status >= 300 else answered)
        assert (outcome.status_code, outcome.content) == (status, content)

    check()


@MODES
@pytest.mark.parametrize("place", [place for place in PLACES if not place.is_success], ids=str)
def test_an_error_stays_the_error_of_its_status_whatever_its_body_is(place: Place, is_async: bool) -> None:
    names = {400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError", 404: "NotFoundError"}
    names |= {429: "RateLimitError", 500: "InternalServerError"}
    bodies: tuple[Any, ...] = (None, [], {}, {"detail": []}, "text", 1)
    for body in bodies:
        outcome = place.wire(is_async, encoded(body)).outcome(validate=True)
        assert type(outcome).__name__ == names[place.status]
        assert python_values.same(python_values.plain(outcome.body), body) or not place.media_type
