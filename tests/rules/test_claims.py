"""What laws may rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.resources import Claim, Confidence, KeyPart, Kind, Resource, Role, Shows, read_resources
from conformance.rules import NotObservableError
from conformance.rules.claims import creator_of, is_sure_list, lister_of, reader_of, sure
from tests.rules.notes import DOCUMENT
from tests.rules.putting import describe_putting

_KEY: Claim[tuple[KeyPart, ...]] = Claim((KeyPart("id", "/id"),), Confidence.CERTAIN)


def _role(kind: Kind, shows: Shows, confidence: Confidence) -> Role:
    return Role("op", Claim(kind, confidence), Claim(""), Claim(shows, confidence), Claim("", confidence))


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [(Confidence.LIKELY, None), (Confidence.CERTAIN, 1), (Confidence.STATED, 1), (Confidence.UNKNOWN, None)],
)
def test_only_certain_and_stated_claims_are_sure(confidence: Confidence, expected: int | None) -> None:
    assert sure(Claim(1, confidence)) == expected


def test_roles_that_are_only_likely_are_not_observable(make_api: Callable[[str], Api]) -> None:
    spec = make_api(DOCUMENT.read_text(encoding="utf-8")).spec
    kinds = [
        (Kind.READ, Shows.ITEM, reader_of),
        (Kind.LIST, Shows.ITEMS, lister_of),
        (Kind.CREATE, Shows.ITEM, lambda resource: creator_of(spec, resource)),
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


def test_a_put_creates_where_no_post_does_and_it_may_answer_201(make_api: Callable[[str], Api]) -> None:
    texts = [
        describe_putting(),
        describe_putting().replace('"201":\n          description: Created.', '"202":'),
        DOCUMENT.read_text(),
    ]
    found = []
    for text in texts:
        spec = make_api(text).spec
        notes = read_resources(spec).resource("notes")
        assert notes is not None
        try:
            found.append(creator_of(spec, notes).operation_id)
        except NotObservableError:
            found.append("")
    assert found == ["replaceNote", "", "createNote"]
