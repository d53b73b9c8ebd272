"""Selections by the values of a filter: each choice, each of two in a list, and two at once.

Tested in `tests/rules/laws/test_filters.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conformance.resources import Filter
from conformance.resources.criteria import Criterion
from conformance.rules.bench import Bench
from conformance.rules.claims import creator_of, reader_of
from conformance.rules.filtering import ask_for, value_schema
from conformance.rules.items import follow, key_from, path_of, shown_item
from conformance.rules.law import NotObservableError, Severity, Violation
from conformance.rules.properties import is_directed, keywords_of, sent_properties, views_of
from conformance.rules.varying import other_value
from conformance.rules.walking import Lister, Page, Walk

_CHOICES, _FEW = 8, 4  # values of a choice, and pages of a walk


def judge_choice(listed: Lister, each: Filter, criterion: Criterion) -> list[Violation] | None:
    """Return the values of a choice that do not select the items which have them; None if that can't be judged."""
    choices = keywords_of(listed.bench.spec, value_schema(listed.bench, criterion)).get("enum", ())
    if not choices:
        return None
    whole = listed.walk_wide(most=_FEW)
    have = {v: {key for key, item in whole.items if follow(item, each.pointer) == v} for v in choices}
    named = [value for value in choices if have[value]]
    if not whole.is_whole or not 1 < len(named) <= _CHOICES:
        return None
    walks = {value: _walk_by(listed, criterion, value) for value in named}
    lost = [value for value in named if walks[value].is_whole and have[value] - set(walks[value].keys)]
    right = [value for value in named if set(walks[value].keys) == have[value]]
    again = set(listed.walk_wide(most=_FEW).keys) if lost and right else set()
    title = f"a value of {each.parameter} does not select all items that have it"
    return [
        Violation(
            title, walks[value].pages[0].exchange, f"{len(have[value])} items with {value!r}",
            f"{len(walks[value].keys)}", f"{each.parameter} {value}", criterion.pointer, Severity.ERROR,
        )
        for value in lost
        if have[value] <= again
    ]  # fmt: skip


def _walk_by(listed: Lister, criterion: Criterion, value: Any) -> Walk:
    asked = ask_for(listed.bench, criterion, value)
    return replace(listed, query={**listed.query, **asked}).walk_wide(most=_FEW)


def judge_list(listed: Lister, each: Filter, criterion: Criterion) -> list[Violation] | None:
    """Return a violation if an item with two values in a list is found by one of them only; None if not judged."""
    bench, name = listed.bench, each.pointer.removeprefix("/")
    try:
        schema = sent_properties(bench.spec, creator_of(bench.spec, listed.resource)).get(name)
        values = _make_two(bench, schema, criterion) if schema else None
        if values is None:
            return None
        item = bench.make(listed.resource, path_of(listed.first_page().exchange), {name: values})
        kept = follow(shown_item(reader_of(listed.resource), bench.read(item)), each.pointer)
    except NotObservableError:
        return None  # other filters may be judged
    if not isinstance(kept, list) or not all(value in kept for value in values):
        return None
    asked = {value: ask_for(bench, criterion, value) for value in values}
    found = {v: replace(listed, query={**listed.query, **asked[v]}).shows(key_from(item)) for v in values}
    if not any(found.values()):
        return None  # it may mean something else than the list
    title = f"a value of {each.parameter} does not select all items that have it"
    lost = [value for value in values if not found[value]]
    shown = [listed.page({**asked[value], **listed.first}).exchange for value in lost]
    expected, got = f"the item whose {each.pointer} is {values}", "it is not there"
    return [Violation(title, each, expected, got, criterion.name, criterion.pointer, Severity.ERROR) for each in shown]


def judge_several(listed: Lister, page: Page, each: Filter, criterion: Criterion) -> list[Violation] | None:
    """Return a violation if a filter by two values selects the items of one only; None if that can't be judged."""
    is_single = value_schema(listed.bench, criterion) == criterion.schema_pointer
    if each.operator != "in" or is_single:
        return None
    # What no item has can't be asked for, and a comma joins values.
    shown = [follow(item, each.pointer) for item in page.items]
    texts = [str(value) for value in shown if isinstance(value, str | int) and not isinstance(value, bool)]
    values = [text for text in dict.fromkeys(texts) if text and "," not in text][:2]
    if len(values) < 2:
        return None
    walk = replace(listed, query={**listed.query, criterion.name: values}).walk_wide(most=_FEW)
    found = {str(follow(item, each.pointer)) for _, item in walk.items}
    if not walk.is_whole or not found & set(values) or found - set(values):
        return None
    title = f"two values of {each.parameter} do not select all items that have one of them"
    expected, key = f"items with {' and '.join(values)}", f"{each.parameter} two"
    return [
        Violation(title, walk.pages[0].exchange, expected, f"none with {value}", key, criterion.pointer, Severity.ERROR)
        for value in values
        if value not in found
    ]


def _make_two(bench: Bench, schema: str, criterion: Criterion) -> list[Any] | None:
    """Return a list of two values that the property and the filter accept, or None."""
    element = views_of(bench.spec).element(schema)
    if element is None or is_directed(bench.spec, schema):
        return None
    first = other_value(bench, element, None)
    values = [first, other_value(bench, element, first)]
    valid = bench.spec.validator(value_schema(bench, criterion)).is_valid
    is_right = all(each is not None and valid(each) for each in values)
    return values if is_right and bench.spec.validator(schema).is_valid(values) else None
