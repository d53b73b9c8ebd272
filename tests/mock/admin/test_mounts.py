"""A request belongs to the mock with the longest prefix of its path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.mock import Refusal, create_app
from conformance.mock.admin.mounts import Mounts
from conformance.mock.handle import handle_of
from tests.mock.admin.conftest import scope_of


@pytest.fixture
def mounts(toy: Callable[[str], Api]) -> Mounts:
    return Mounts({"/a": handle_of(create_app(toy("behaviour"))), "/a/b": handle_of(create_app(toy("security")))})


@pytest.mark.parametrize(("path", "prefix"), [("/a", "/a"), ("/a/c", "/a"), ("/a/b/c", "/a/b"), ("/ab", None)])
def test_the_longest_prefix_of_whole_segments_counts(mounts: Mounts, path: str, prefix: str | None) -> None:
    found = mounts.at(path)
    assert (found[0] if found else None) == prefix


def test_an_operation_is_found_below_its_prefix(mounts: Mounts) -> None:
    found = mounts.find(scope_of("PUT", "/a/counters/x"))
    assert found is not None
    assert found.id == "addToCounter"
    assert mounts.find(scope_of("PUT", "/counters/x")) is None


def test_one_mock_needs_no_name(mounts: Mounts, toy: Callable[[str], Api]) -> None:
    alone = Mounts({"": handle_of(create_app(toy("behaviour")))})
    assert alone.one(None) is alone.one("mock_behaviour")
    with pytest.raises(Refusal, match="400: api: not given"):
        mounts.one(None)
    with pytest.raises(Refusal, match="404: api: there is no mock of 'x'; expected one of: mock_behaviour"):
        mounts.find_mocks("x")
