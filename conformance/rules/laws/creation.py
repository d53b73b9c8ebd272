"""Laws of what is created."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from conformance.openapi.json_pointer import last
from conformance.resources import Kind, Resource, Role
from conformance.rules.bench import Bench, Item
from conformance.rules.claims import creator_of, lister_of, reader_of, sure
from conformance.rules.comparing import agree, read_steadily, unlike
from conformance.rules.full_items import fill_list
from conformance.rules.items import follow, is_success, key_from, key_of, shown_item, status_of
from conformance.rules.law import NotObservableError, Severity, Violation, law
from conformance.rules.nesting import fill, find_lost, nested_properties
from conformance.rules.properties import (
    Property,
    comparable_properties,
    is_state,
    keywords_of,
    same_scalars,
)
from conformance.rules.varying import change_of, changeable, is_free
from conformance.rules.walking import open_list

_AT = [Kind.CREATE, Kind.REPLACE, Kind.CHANGE]  # a PUT creates where no POST does
_GONE = frozenset({404, 410})
_NOWHERE, _INVALID = frozenset({404, 405, 410}), frozenset({400, 422})
_RFC = "RFC 9110, sections 9.3.3 and 15.3.2"


@law("create-then-read", at=_AT, sources=[_RFC])
def create_then_read(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What a create accepted can be read, and is what was sent."""
    reader = reader_of(resource)
    names = comparable_properties(bench.spec, role, reader, lists=True)
    nested = nested_properties(bench.spec, role, reader)
    item = _fill(bench, _make(bench, resource, role), list(names.values()), nested)
    for _ in bench.settle():
        after = bench.read(item)
        if is_success(after):
            break
    if status_of(after) in _GONE and item.is_named:
        yield Violation("what was created can't be read", after, "200", str(status_of(after)), "unreadable")
        return
    if not item.is_canonical or not isinstance(item.sent, Mapping) or not is_success(after):
        return
    for place, value, other in _find_lost(bench, item.sent, shown_item(reader, after), names, nested):
        name = place.split("/")[1]
        title, expected = f"a create does not keep {place}", f"{place} is {value!r}, as sent"
        is_sure = is_free(bench, last(place)) and not _is_other_list(item.sent, shown_item(reader, after), name, place)
        severity = None if is_sure else Severity.WARNING
        yield Violation(title, after, expected, repr(other), name, severity=severity)


def _find_lost(
    bench: Bench, sent: Mapping[str, Any], shown: Any, names: Iterable[str], nested: Iterable[Property]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what was sent and is shown otherwise, once for each property: its pointer, what was sent, and the other."""
    for name in unlike(sent, shown, names):
        yield f"/{name}", sent[name], follow(shown, f"/{name}")
    for each in nested:
        both = sent.get(each.name), follow(shown, f"/{each.name}")
        yield from islice(find_lost(bench.spec, each, *both, f"/{each.name}"), 1)


def _is_other_list(sent: Mapping[str, Any], shown: Any, name: str, place: str) -> bool:
    """Return whether a list shows nothing of an element that was sent, but others: a server may make its own.

    So does a mock where it can't make up what an element shows and a client does not send.
    """
    mine, yours = sent[name], follow(shown, f"/{name}")
    if place != f"/{name}/0" or not isinstance(mine, list) or not isinstance(yours, list) or not yours:
        return False
    texts = {str(value) for element in mine if isinstance(element, Mapping) for value in element.values()}
    kept = {str(value) for element in yours if isinstance(element, Mapping) for value in element.values()}
    return not texts & kept


def _fill(bench: Bench, item: Item, properties: list[Property], nested: list[Property]) -> Item:
    """Create another item that has the properties which this one lacks, too; else return this one."""
    sent = item.sent if isinstance(item.sent, Mapping) else {}
    missing = [each for each in changeable(bench, properties) if _is_plain(sent.get(each.name))]
    values = {each.name: change_of(bench, each, keywords_of(bench.spec, each.sent).get("default")) for each in missing}
    given = {name: value for name, value in values.items() if value is not None}
    fuller = {each.name: value for each in nested if (value := fill(bench, each, sent.get(each.name))) is not None}
    fuller |= {each.name: made for each in missing if (made := fill_list(bench, each)) is not None}
    alone = ({name: value} for name, value in fuller.items())  # the server may refuse one that is made up
    for chosen in ({**given, **fuller}, *alone, given):
        with suppress(NotObservableError):
            return bench.make(item.resource, item.path, chosen) if chosen else item
    return item


def _is_plain(value: Any) -> bool:
    """Return whether a value is missing or zero: a server that loses it, or its decimals, shows the same."""
    return value is None or (value == 0 and not isinstance(value, bool))


def _make(bench: Bench, resource: Resource, role: Role) -> Item:
    """Create an item whose create is done when it is answered; raises NotObservableError if `role` makes none."""
    creator = creator_of(bench.spec, resource)
    if role not in (creator, *resource.roles_of(Kind.CREATE)):
        raise NotObservableError("the write creates no items")
    item = bench.make(resource)
    if status_of(item.creation) == 202:
        raise NotObservableError("the create is done in the background")
    return item


@law("create-echo-agrees", at=_AT, sources=["RFC 9110, section 15.3.2"], severity=Severity.WARNING)
def create_echo_agrees(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The answer of a create shows what a read straight after shows."""
    reader = reader_of(resource)
    item = _make(bench, resource, role)
    shown = item.shown
    if not isinstance(shown, Mapping):
        raise NotObservableError("the create does not show the item")
    for _ in bench.settle():
        first, second = bench.read(item), bench.read(item)
        before, after = shown_item(reader, first), shown_item(reader, second)
        wrong = [name for name in same_scalars(bench.spec, role, reader) if _is_unlike(name, shown, before, after)]
        if isinstance(after, Mapping) and not wrong:
            return
    for name in wrong:
        expected = f"/{name} is {shown[name]!r}, as the create answered"
        title = "a read shows something else than the create answered"
        yield Violation(title, second, expected, repr(follow(after, f"/{name}")), name)


def _is_unlike(name: str, shown: Mapping[str, Any], before: Any, after: Any) -> bool:
    """Return whether two reads agree on a property, and not with what a create has shown."""
    if name not in shown or not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    return agree(before.get(name), after.get(name)) and not agree(shown[name], after.get(name))


@law("location-leads-to-it", at=[Kind.CREATE], sources=["RFC 9110, sections 10.2.2 and 15.3.2"])
def location_leads_to_it(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """The `Location` of a 201 is the URL of what was created."""
    reader = reader_of(resource)
    item = _make(bench, resource, role)
    read, response = bench.read(item), item.creation.response
    location = response.header("location") if response and response.status == 201 else ""
    if not location:
        raise NotObservableError("no 201 had a Location")
    if not is_success(read):
        raise NotObservableError("what was created could not be read by its id")
    url = urljoin(item.creation.request.url, location)
    if urlsplit(url).netloc != urlsplit(read.request.url).netloc:
        title, got = "the Location is at another origin", "another one"
        yield Violation(title, item.creation, "the origin of the request", got, "origin", severity=Severity.WARNING)
        return
    # What a read is refused without, such as `?companyId=7`, is not in the URL of an item.
    nowhere = _NOWHERE if read.request.query else _NOWHERE | _INVALID
    for _ in bench.settle():
        found = bench.follow(read, url)
        if status_of(found) not in nowhere:
            break
    if status_of(found) in nowhere:
        yield Violation("the Location leads nowhere", found, "200", str(status_of(found)), "nowhere")
    elif key_of(resource, shown_item(reader, found)) not in {None, key_of(resource, shown_item(reader, read))}:
        yield Violation("the Location leads to another item", found, "the item that was created", "another id", "other")


@law("create-is-new", at=[Kind.CREATE], sources=["RFC 9110, section 9.3.3"])
def create_is_new(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A second create has an id of its own, and leaves the first item as it was."""
    reader = reader_of(resource)
    first = _make(bench, resource, role)
    before, unsteady = read_steadily(bench, first)
    second = _make_unlike(bench, resource, role, first)
    if first.sent == second.sent or 200 in {status_of(first.creation), status_of(second.creation)}:
        raise NotObservableError("the creates may mean the same item")
    if first.path == second.path:
        if not first.is_named or key_of(resource, second.sent) is not None:
            raise NotObservableError("the client may have chosen the id")
        yield Violation("two creates have the same id", second.creation, "another id", str(second.path), "same")
        return
    after = bench.read(first)
    shown, known = shown_item(reader, after), follow(before, reader.shown.known or "")
    pointer = sure(reader.shown) or ""
    names = comparable_properties(bench.spec, role, reader)
    changed = [name for name in names if f"{pointer}/{name}" not in unsteady and not is_state(name)]
    for name in unlike(known, shown, changed) if isinstance(known, Mapping) and is_success(after) else ():
        got = repr(follow(shown, f"/{name}"))
        expected = f"/{name} is {known[name]!r}, as before"
        yield Violation("a create changes an item that was there", after, expected, got, name)


def _make_unlike(bench: Bench, resource: Resource, role: Role, first: Item) -> Item:
    """Create an item beside another one, unlike it in all that could name it: a server may know it by any of that."""
    properties = comparable_properties(bench.spec, role, reader_of(resource)).values()
    given = first.sent if isinstance(first.sent, Mapping) else {}
    changed = [each for each in changeable(bench, list(properties)) if each.name in given]
    values = {each.name: change_of(bench, each, given[each.name]) for each in changed}
    return bench.make(resource, first.path, {name: value for name, value in values.items() if value is not None})


@law(
    "create-then-listed",
    at=_AT,
    sources=["RFC 9110, section 9.3.3"],
    severity=Severity.WARNING,
)
def create_then_listed(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """What was created is in the list."""
    lister, earlier = lister_of(resource), _make(bench, resource, role)
    item = bench.make(resource, earlier.path)
    listed = open_list(bench, resource, lister, item.path)
    if not is_success(bench.read(item)):
        raise NotObservableError("what was created could not be read")
    keys = [key_from(each) for each in (earlier, item)]
    for _ in bench.settle():
        walk = listed.walk_wide()
        if keys[1] in walk.keys:
            return
    if not walk.is_whole or (keys[0] not in walk.keys and bench.spec.operations[lister.operation_id].parameters):
        raise NotObservableError("the list may show a part only")
    yield Violation("what was created is not listed", walk.pages[-1].exchange, "a list with it", "it is not there")
