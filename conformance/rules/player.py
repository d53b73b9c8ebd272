"""Player of sequences: sends the steps of one to a server, and holds what it shows against a plain model.

Tested in `tests/suite/test_sequence_run.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conformance.network.exchange import Exchange
from conformance.resources import Role
from conformance.rules.bench import Bench, Item
from conformance.rules.comparing import agree
from conformance.rules.items import is_success, key_from, shown_item, status_of
from conformance.rules.law import NotObservableError, Violation
from conformance.rules.trust import GONE, PAGES, Trust, Write, open_trusted
from conformance.rules.varying import change_of, is_valid_body, whole_body
from conformance.rules.walking import Walk

Settle = Callable[[], Iterator[None]]


@dataclass(frozen=True)
class Step:
    """One step: `create`, `write`, `delete`, `read` or `list`, of the item that was the `number`th to be created.

    A write is that of the operation `by`, and sets the properties `names`.
    """

    kind: str
    number: int = 0
    by: str = ""
    names: tuple[str, ...] = ()


@dataclass
class Kept:
    """An item as the plain model has it: whether it is there, None if nobody knows, and the values of a read."""

    item: Item
    values: dict[str, Any]
    is_there: bool | None = True


class DisagreementError(Exception):
    """The server shows something else than the plain model."""

    def __init__(self, violation: Violation, role: Role) -> None:
        super().__init__(violation.title)
        self.violation = violation
        self.role = role


@dataclass
class Player:
    """One play of a sequence with items of its own. `settle` gives the time in which the server may come round."""

    bench: Bench
    trust: Trust
    settle: Settle
    items: list[Kept] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    latest: Role | None = None  # of the latest write

    def play(self, step: Step) -> None:
        """Do one step; raises DisagreementError where the server disagrees with the model.

        A step that can't be done is ignored, and what it may have changed is not judged any more.
        """
        self.steps.append(step)
        try:
            if step.kind in {"create", "list"}:
                {"create": self._create, "list": self._list}[step.kind]()
            elif step.number < len(self.items):
                self._play_on(self.items[step.number], step)
        except NotObservableError:
            if step.kind not in {"create", "list"}:
                self.items[step.number].is_there = None

    def finish(self) -> None:
        """Read whatever was created, and list it."""
        for number, _ in enumerate(self.items):
            self.play(Step("read", number))
        if self.trust.is_listed and self.items:
            self.play(Step("list"))

    def _play_on(self, kept: Kept, step: Step) -> None:
        match step.kind:
            case "read":
                self._read(kept)
            case "delete" if self.trust.deleter is not None:
                self._delete(kept, self.trust.deleter)
            case _:
                write = next(each for each in self.trust.writes if each.role.operation_id == step.by)
                self._write(kept, write, step.names)

    def _create(self) -> None:
        item = self.bench.make(self.trust.resource)
        self.latest = self.trust.creator
        same = [each for each in self.items if each.item.path == item.path]
        if any(each.is_there for each in same):
            got = f"{key_from(item)}, which is there"
            self._disagree(Violation("an id is given twice", item.creation, "an id of its own", got, "same"))
        for each in same:
            each.is_there = None  # its id is that of another item now
        sent = item.sent if isinstance(item.sent, Mapping) and item.is_canonical else {}
        is_sure = item.is_named and status_of(item.creation) != 202
        values = {name: sent[name] for name in self.trust.created if name in sent}
        self.items.append(Kept(item, values, is_there=True if is_sure else None))

    def _write(self, kept: Kept, write: Write, names: tuple[str, ...]) -> None:
        chosen = [each for each in write.properties if each.name in names]
        values = {each.name: change_of(self.bench, each, kept.values.get(each.name)) for each in chosen}
        shown = {**(kept.item.shown or {}), **kept.values}
        whole = whole_body(self.bench, write.role, kept.item, shown) if write.is_whole else {}
        body = {**whole, **values}
        if not is_valid_body(self.bench, write.role, body) or not (kept.is_there or write.may_miss):
            return
        self.latest = write.role
        exchange = self.bench.call(write.role.operation_id, kept.item.path, body)
        if status_of(exchange) in GONE:
            self._expect_gone(kept, exchange)
        elif not is_success(exchange) or status_of(exchange) == 202:
            kept.is_there = None
        elif kept.is_there:
            left = {} if write.is_whole else kept.values
            own = {each.name for each in write.properties}
            kept.values = {name: value for name, value in {**left, **body}.items() if name in own}

    def _delete(self, kept: Kept, deleter: Role) -> None:
        self.latest = deleter
        exchange = self.bench.call(deleter.operation_id, kept.item.path)
        if is_success(exchange) and status_of(exchange) != 202:
            kept.is_there = False if kept.is_there is not None else None
        elif status_of(exchange) in GONE:
            self._expect_gone(kept, exchange)
        else:
            kept.is_there = None

    def _expect_gone(self, kept: Kept, exchange: Exchange) -> None:
        """Report a write that does not find an item which a read finds."""
        if kept.is_there and is_success(self.bench.read(kept.item)):
            got = str(status_of(exchange))
            self._disagree(Violation("a write does not find an item", exchange, "a success", got, "missed"))

    def _read(self, kept: Kept) -> None:
        if kept.is_there is None:
            return
        for _ in self.settle():
            exchange = self.bench.read(kept.item)
            violation = self._hold(kept, exchange)
            if violation is None:
                return
        self._disagree(violation)

    def _hold(self, kept: Kept, exchange: Exchange) -> Violation | None:
        """Return what a read shows otherwise than the model, None if they agree."""
        status = str(status_of(exchange))
        if status_of(exchange) in GONE:
            return Violation("an item is gone", exchange, "200", status, "gone") if kept.is_there else None
        if not is_success(exchange):
            return None
        if not kept.is_there:
            return Violation("an item that was deleted is back", exchange, "404 or 410", status, "back")
        shown = shown_item(self.trust.reader, exchange)
        for name, value in kept.values.items() if isinstance(shown, Mapping) else ():
            if not agree(value, shown.get(name)):
                expected, got = f"/{name} is {value!r}", repr(shown.get(name))
                return Violation("an item has another value", exchange, expected, got, "value")
        return None

    def _list(self) -> None:
        if not self.items:
            return
        for _ in self.settle():
            walk = open_trusted(self.bench, self.trust.resource, self.items[0].item).walk_wide(PAGES)
            violation = self._hold_list(walk) if walk.is_whole else None
            if violation is None:
                return
        self._disagree(violation)

    def _hold_list(self, walk: Walk) -> Violation | None:
        """Return what a list shows otherwise than the model, None if they agree."""
        latest, keys = walk.pages[-1].exchange, {*walk.keys}
        if any(each.is_there and key_from(each.item) not in keys for each in self.items):
            return Violation("a list lacks an item", latest, "a list with it", "it is not there", "unlisted")
        if any(each.is_there is False and key_from(each.item) in keys for each in self.items):
            title = "a list shows an item that was deleted"
            return Violation(title, latest, "a list without it", "it is there", "listed")
        return None

    def _disagree(self, violation: Violation | None) -> None:
        if violation is not None:
            raise DisagreementError(violation, self.latest or self.trust.creator)
