"""What laws may rest on."""

from __future__ import annotations

import pytest

from conformance.resources import Claim, Confidence, KeyPart, Kind, Resource, Role, Shows
from conformance.rules import NotObservableError
from conformance.rules.claims import creator_of, is_sure_list, lister_of, reader_of, sure

_KEY: Claim[tuple[KeyPart, ...]] = Claim((KeyPart("id", "/id"),), Confidence.CERTAIN)


def _role(kind: Kind, shows: Shows, confidence: Confidence) -> Role:
    return Role("op", Claim(kind, confidence), Claim(""), Claim(shows, confidence), Claim("", confidence))


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(Confidence.LIKELY, None), (Confidence.CERTAIN, 1), (Confidence.STATED, 1), (Confidence.UNKNOWN, None)],
)
def test_only_certain_and_stated_claims_are_sure(confidence: Confidence, expected: int | None) -> None:
    assert sure(Claim(1, confidence)) == expected


def test_roles_that_are_only_likely_are_not_observable() -> None:
    kinds = [
        (Kind.READ, Shows.ITEM, reader_of),
        (Kind.LIST, Shows.ITEMS, lister_of),
        (Kind.CREATE, Shows.ITEM, creator_of),
    ]
    for kind, shows, find in kinds:
        known = Resource("notes", "/notes", "/notes/{id}", key=_KEY, roles=(_role(kind, shows, Confidence.CERTAIN),))
        assert find(known).operation_id == "op"
        likely = Resource("notes", "/notes", "/notes/{id}", key=_KEY, roles=(_role(kind, shows, Confidence.LIKELY),))
        with pytest.raises(NotObservableError, match="surely"):
            find(likely)


def test_a_list_without_a_key_is_not_sure() -> None:
    role = _role(Kind.LIST, Shows.ITEMS, Confidence.CERTAIN)
    assert is_sure_list(Resource("notes", "/notes", None, key=_KEY), role)
    assert not is_sure_list(Resource("notes", "/notes", None), role)
