"""Laws of bulk creates: what the answer says of each item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Kind, Resource, Role
from conformance.resources.criteria import nest_criteria
from conformance.resources.envelopes import schema_below
from conformance.resources.words import split_words
from conformance.rules.bench import NOT_GIVEN, Bench
from conformance.rules.claims import creator_of, lister_of, reader_of, sure
from conformance.rules.comparing import unlike
from conformance.rules.items import body_of, follow, is_success, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation, law
from conformance.rules.outcomes import Result, find_places, read_results
from conformance.rules.properties import Property, comparable_properties, views_of
from conformance.rules.varying import broken_value, change_of, changeable, is_free, is_plain_text
from conformance.rules.walking import Key, Walk, open_list

_GONE = frozenset({404, 410})
_DOES_NOT_CREATE = frozenset(
    "delete remove update cancel archive export validate validation preview dry check estimate quote".split()
)
_DOUBTFUL = 2  # items with a word that the server may refuse
_READ = 3  # items that are read
_LEAST = 6  # letters of a word that no other item has


@dataclass(frozen=True)
class _Batch:
    """A bulk create of the run: the items that were sent, below the parents that `path` names, and the answer."""

    resource: Resource
    path: Mapping[str, Any]
    sent: list[dict[str, Any]]
    answer: Exchange

    @property
    def results(self) -> list[Result]:
        """Results of the items, in the order of the answer."""
        return read_results(self.resource, body_of(self.answer))


@law("bulk-results-true", at=[Kind.BULK], sources=["RFC 4918, section 13", "RFC 9110, section 15.3"])
def bulk_results_true(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """Items that a bulk create has made can be read as they were sent, and those that it has refused are not there."""
    reader, creator = reader_of(resource), creator_of(bench.spec, resource)
    properties = comparable_properties(bench.spec, creator, reader)
    names = [name for name in properties if is_free(bench, name)]
    words = [name for name in names if is_plain_text(bench.spec, properties[name].sent)]
    makes = _Makes(bench, resource, role, changeable(bench, list(properties.values())))
    batches = makes.send_all()
    if not sure(resource.key) or not any(each.is_made is not None for batch in batches for each in batch.results):
        raise NotObservableError("the answer does not say what came of each item")
    for batch in batches:
        yield from _judge_made(bench, batch, reader, names)
        yield from _judge_stored(bench, batch, words)


@dataclass(frozen=True)
class _Makes:
    """Bulk creates of items that differ in the properties `changed`."""

    bench: Bench
    resource: Resource
    role: Role
    changed: list[Property]

    def send_all(self) -> list[_Batch]:
        """Create items that a server has to accept beside ones that it may refuse; where it refuses none, invalid ones.

        Raises NotObservableError where the operation does not surely create items.
        """
        operation = self.bench.spec.operations[self.role.operation_id]
        words = set(split_words(f"{operation.id} {operation.path}"))
        if operation.method != "POST" or self.role.sent.known is None or words & _DOES_NOT_CREATE:
            raise NotObservableError("the operation does not surely create items")
        item = self.bench.make(self.resource)
        if not item.is_canonical or not isinstance(item.sent, dict):
            raise NotObservableError("no item is known that can be created again")
        first = self._send(item.path, [self._vary(item.sent), *self._list_doubtful(item.sent), self._vary(item.sent)])
        if any(each.is_made is False for each in first.results):
            return [first]
        try:
            broken = [self._vary(item.sent), *self._list_invalid(item.sent), self._vary(item.sent)]
            return [first, self._send(item.path, broken)]
        except NotObservableError:
            return [first]  # a server may refuse all of them for one

    def _send(self, path: Mapping[str, Any], sent: list[dict[str, Any]]) -> _Batch:
        body = nest_criteria({place: sent}) if (place := self.role.sent.known) else sent
        answer = self.bench.call(self.role.operation_id, path, body)
        if not is_success(answer) or status_of(answer) == 202:
            raise NotObservableError(f"a bulk create was answered {status_of(answer)}")
        return _Batch(self.resource, path, sent, answer)

    def _vary(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return an item like a known one with other values."""
        given = [each for each in self.changed if each.name in known]
        values = {each.name: change_of(self.bench, each, known[each.name]) for each in given}
        return {**known, **{name: value for name, value in values.items() if value is not None}}

    def _list_doubtful(self, known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield valid items with an unknown word, which a server may know to be wrong: that of another item, a kind."""
        texts = [name for name, place in self._places().items() if is_plain_text(self.bench.spec, place)]
        free = {each.name for each in self.changed if is_plain_text(self.bench.spec, each.sent)}
        for name in sorted(texts, key=lambda each: each in free)[:_DOUBTFUL]:
            yield {**self._vary(known), name: self.bench.word(8)}

    def _list_invalid(self, known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield an item with a value that its schema does not allow."""
        places = self._places()
        for name in [each.name for each in reversed(self.changed) if each.name in places][:1]:
            value = broken_value(self.bench, places[name])
            if value is not NOT_GIVEN:
                yield {**self._vary(known), name: value}

    def _places(self) -> Mapping[str, str]:
        """Return the properties of an item in the body of the bulk create."""
        views = views_of(self.bench.spec)
        body = views.sent_schema(self.bench.spec.operations[self.role.operation_id])
        element = schema_below(views, body, self.role.sent.known or "") if body else None
        return views.properties(element) if element else {}


def _judge_made(bench: Bench, batch: _Batch, reader: Role, names: list[str]) -> Iterator[Violation]:
    """Yield what is said to be made and can't be read, or is otherwise than it was sent or shown."""
    parameters = [part.parameter for part in batch.resource.key.known or ()]
    made = [each for each in batch.results if each.is_made and each.key and len(each.key) == len(parameters)]
    for result in [*made[:1], *made[1:][-_READ + 1 :]]:
        path = {**batch.path, **dict(zip(parameters, result.key or (), strict=True))}
        for _ in bench.settle():
            read = bench.call(reader.operation_id, path)
            if is_success(read):
                break
        shown = shown_item(reader, read)
        if status_of(read) in _GONE:
            title = "an item that a bulk create says it has made can't be read"
            yield Violation(title, read, "200", str(status_of(read)), "unreadable")
            return
        for name in _find_lost(batch, shown, names) if isinstance(shown, Mapping) else ():
            yield Violation(f"a bulk create does not keep /{name}", read, "as sent", repr(shown.get(name)), name)
        for name in unlike(result.shown, shown, names) if isinstance(shown, Mapping) else ():
            expected = f"/{name} is {result.shown[name]!r}, as the bulk create answered"
            title = "a read shows something else than the bulk create answered"
            yield Violation(title, read, expected, repr(shown.get(name)), f"echo {name}")


def _find_lost(batch: _Batch, shown: Mapping[str, Any], names: list[str]) -> list[str]:
    """Return what an item has otherwise than the one that was sent which is most like it."""
    lost = min((unlike(each, shown, names) for each in batch.sent), key=len)
    return lost if len(lost) < len([name for name in names if name in shown]) else []


def _judge_stored(bench: Bench, batch: _Batch, words: list[str]) -> Iterator[Violation]:
    """Yield what is listed though it is said to be refused, or though nothing is said of it."""
    try:
        walk = open_list(bench, batch.resource, lister_of(batch.resource), batch.path).walk_wide()
    except NotObservableError:
        return  # the rest of the law was judged
    stored = {
        index: key for index, each in enumerate(batch.sent) if (key := _find(walk, batch, each, words)) is not None
    }
    results, places = batch.results, find_places(batch.results, len(batch.sent))
    known = dict(zip(places or (), results, strict=True)) if places else {}
    wrong = [each for index, each in known.items() if each.key and stored.get(index, each.key) != each.key]
    refused = [index for index in stored if index in known and known[index].is_made is False]
    omitted = [key for key in stored.values() if key not in {each.key for each in results}]
    if wrong and wrong[0].place is not None:
        title, got = "a bulk create names another place of an item", f"place {wrong[0].place}"
        yield Violation(title, batch.answer, "its place in the request", got, "place")
    elif refused and not wrong:  # else the results may come in any order
        title = "an item that a bulk create says it has refused is there"
        yield Violation(title, batch.answer, "no such item in the list", "it is there", "refused")
    if len(results) < len(batch.sent) and omitted and any(each.is_made and each.key for each in results):
        got = f"{len(results)} results for {len(batch.sent)} items"
        yield Violation("a bulk create omits an item that it has made", batch.answer, "all results", got, "omitted")


def _find(walk: Walk, batch: _Batch, sent: Mapping[str, Any], words: list[str]) -> Key | None:
    """Return the key of a listed item that has a word which only one item that was sent has, or None."""
    own = {name: sent[name] for name in words if len(str(sent.get(name, ""))) >= _LEAST}
    own = {name: word for name, word in own.items() if [each.get(name) for each in batch.sent].count(word) == 1}
    return next((key for key, item in walk.items if any(follow(item, f"/{n}") == w for n, w in own.items())), None)
