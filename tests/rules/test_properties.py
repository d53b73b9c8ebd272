"""Properties of items by what schemas say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from conformance.apis import Api
from conformance.resources import Kind, read_resources
from conformance.rules.claims import reader_of
from conformance.rules.properties import comparable_properties, is_derived, is_shared_out, is_state, names_other
from tests.rules.notes import DOCUMENT


def _names(api: Api) -> list[str]:
    (notes, _) = read_resources(api.spec).resources
    (create,) = notes.roles_of(Kind.CREATE)
    return sorted(comparable_properties(api.spec, create, reader_of(notes)))


def test_what_both_schemas_declare_is_compared(make_api: Callable[[str], Api]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert _names(make_api(text)) == ["pinned", "text", "title"]


@pytest.mark.parametrize("given", ["readOnly: true", "writeOnly: true", "x-sensitive: true", "format: password"])
def test_what_goes_one_way_or_is_secret_is_not_compared(make_api: Callable[[str], Api], given: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("text: {type: string}", f"text: {{type: string, {given}}}")
    assert _names(make_api(text)) == ["pinned", "title"]


def test_what_has_another_type_is_not_compared(make_api: Callable[[str], Api]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("pinned: {type: boolean}", "pinned: {type: integer}", 1)
    assert _names(make_api(text)) == ["text", "title"]


@pytest.mark.parametrize(
    ("shown", "names"), [("UNITED STATES", ["pinned", "title"]), ("US", ["pinned", "text", "title"])]
)
def test_what_is_shown_by_other_words_is_not_compared(
    make_api: Callable[[str], Api], shown: str, names: list[str]
) -> None:
    """Lob accepts the code of a country, and shows its name."""
    words = iter(["US", "US", shown, shown])  # of the create, the change, the note and the comment
    plain = DOCUMENT.read_text(encoding="utf-8")
    text = re.sub("text: {type: string}", lambda _: f"text: {{type: string, enum: [{next(words)}]}}", plain)
    assert _names(make_api(text)) == names


def test_numbers_are_compared(make_api: Callable[[str], Api]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("pinned: {type: boolean}", "pinned: {type: number}")
    assert _names(make_api(text)) == ["pinned", "text", "title"]


def test_names_tell_states_shared_values_and_other_items() -> None:
    assert is_state("orderStatus")
    assert not is_state("note")
    assert is_shared_out("is_default")
    assert is_derived("total_price")
    assert is_derived("date_created")  # Directus names it in the body of a create, and sets it itself
    assert not is_derived("price")
    assert names_other(frozenset({"author"}), "author")
    assert names_other(frozenset(), "customer_id")
    assert not names_other(frozenset(), "title")


def test_what_one_alternative_has_for_itself_is_not_compared(make_api: Callable[[str], Api]) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    named = "{type: object, properties: {NAME: {type: string}, text: {type: string}}}"
    both = (
        f"      oneOf: [{named.replace('NAME', 'a')}, {named.replace('NAME', 'b')}]\n      properties:\n        title:"
    )
    start = text.index("    NewNote:")
    split = text[:start] + text[start:].replace("      properties:\n        title:", both, 1)
    shown = split.replace("        version:", "        a: {type: string}\n        b: {type: string}\n        version:")
    assert _names(make_api(shown)) == ["pinned", "text", "title"]
