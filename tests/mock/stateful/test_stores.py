"""Keys of items: from paths, whatever their parameters are called."""

from __future__ import annotations

import pytest

from conformance.mock import Refusal, State
from conformance.mock.stateful.stores import Address, Store, stores
from conformance.resources import Claim, Confidence, KeyPart, Resource, ResourceModel


def _resource(name: str, item: str, parameters: list[str], parent: str | None = None) -> Resource:
    key = Claim(tuple(KeyPart(each, f"/{each}") for each in parameters), Confidence.CERTAIN)
    above = Claim(parent, Confidence.CERTAIN) if parent else Claim[str](None)
    return Resource(name, item.rpartition("/")[0], item, parent=above, key=key, scope=("tenant",))


@pytest.fixture
def made() -> dict[str, Store]:
    owners = _resource("owners", "/{tenant}/owners/{id}.json", ["id"])
    boats = _resource("boats", "/{tenant}/owners/{owner}/boats/{year}/{no}", ["year", "no"], "owners")
    return stores(ResourceModel((boats, owners, Resource("unknown", "/unknown", "/unknown/{id}"))))


@pytest.fixture
def state(made: dict[str, Store]) -> State:
    state = State(1)
    made["owners"].table(state).put(("5",), {"id": 5})
    made["boats"].table(state).put(("5", "1999", "b"), {"year": 1999, "no": "b"})
    return state


def test_items_that_can_t_be_told_apart_have_no_store(made: dict[str, Store]) -> None:
    assert list(made) == ["owners", "boats"]


@pytest.mark.parametrize(
    ("path", "values", "key"),
    [
        ("/{tenant}/owners/{o}/boats/{y}/{n}", {"tenant": "t", "o": 5, "y": 1999, "n": "b"}, ("5", "1999", "b")),
        ("/{tenant}/owners/{o}/boats/{y}/{n}/sell", {"tenant": "u", "o": 5, "y": 1, "n": "b"}, ("5", "1", "b")),
        ("/{tenant}/owners/{o}/boats/{y}/{n}:sell", {"tenant": "u", "o": 5, "y": 1, "n": "b"}, ("5", "1", "b")),
        ("/{tenant}/owners/{o}/boats/{y}/{n}.json", {"tenant": "t", "o": 5, "y": 1999, "n": "b"}, ("5", "1999", "b")),
        ("/boats/{year}/{no}", {"year": 1999, "no": "b"}, ("5", "1999", "b")),
    ],
)
def test_a_path_gives_the_key(
    made: dict[str, Store], state: State, path: str, values: dict[str, object], key: object
) -> None:
    assert Address(made["boats"], path).find(state, values) == key


def test_an_unknown_parent_is_404(made: dict[str, Store], state: State) -> None:
    address = Address(made["boats"], "/{tenant}/owners/{id}/boats")
    assert address.parent(state, {"tenant": "t", "id": 5}) == ("5",)
    with pytest.raises(Refusal, match="404: there is no owners 6"):
        address.parent(state, {"tenant": "t", "id": 6})


def test_children_are_deleted_with_their_parent(made: dict[str, Store], state: State) -> None:
    assert made["owners"].delete(state, ("5",)) == {"id": 5}
    assert len(made["boats"].table(state)) == 0
