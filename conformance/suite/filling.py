"""Calls of operations without a success: the smallest ones, with values that the server has returned.

Tested in `tests/suite/test_known_values.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from typing import Any

from conformance.client_check.calls import Call, fuller_call, smallest_call
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation, Spec
from conformance.suite.budget import Budget
from conformance.suite.existing import create_in
from conformance.suite.fresh_values import FreshValues
from conformance.suite.given import add_to_body, is_given
from conformance.suite.known_values import KnownValues, is_own_id, resource_of
from conformance.suite.recorder import OperationRecord, Recorder
from conformance.suite.requests import is_valid
from conformance.suite.sender import Sender

ORIGIN = "known values"
_ATTEMPTS = 3  # calls of one operation in one round
_ROUNDS = 3  # an item that one call creates may be needed by the next


def reach(recorder: Recorder, sender: Sender, operations: Iterable[Operation], seed: int, budget: Budget) -> None:
    """Send calls of `operations` that lack a success with an existing item, as long as that helps.

    After `budget` nothing more is sent.
    """
    waiting = sorted(operations, key=lambda operation: (operation.method == "DELETE", operation.path.count("{")))
    for _ in range(_ROUNDS):
        before = len(waiting)
        waiting = [o for o in waiting if budget.is_over or not _reach(recorder, sender, o, seed)]
        if len(waiting) == before:
            return


def restore(recorder: Recorder, sender: Sender, operations: Iterable[Operation], seed: int, budget: Budget) -> None:
    """Call those `operations` again that succeeded before, and whose items are deleted since."""
    records = (recorder.records[operation.id] for operation in operations)
    reach(recorder, sender, [r.operation for r in records if r.is_reached and not _is_there(r)], seed, budget)


def read_again(recorder: Recorder, sender: Sender, operations: Iterable[Operation], seed: int, budget: Budget) -> None:
    """Call GET `operations` again if a value that they need is known by now, since they may return more."""
    for operation in operations:
        names = [parameter.name for parameter in operation.parameters if parameter.location in {"path", "query"}]
        if operation.method == "GET" and any(_is_known(recorder.known, operation, name) for name in names):
            with recorder.guard(operation.id):
                for call in _calls(recorder, sender, operation, seed):
                    if not budget.is_over and not recorder.is_spent(operation):
                        sender.call(operation, call, ORIGIN)


def _reach(recorder: Recorder, sender: Sender, operation: Operation, seed: int) -> bool:
    record = recorder.records[operation.id]
    with recorder.guard(operation.id):
        _send(recorder, sender, record, seed)
    return _is_there(record)


def _send(recorder: Recorder, sender: Sender, record: OperationRecord, seed: int) -> None:
    """Send calls until one succeeds and its item still exists."""
    operation = record.operation
    is_enough = _is_there(record) and not _awaits_given(recorder, record)
    for call in () if is_enough else _calls(recorder, sender, operation, seed):
        record.has_given = True
        if recorder.is_spent(operation):
            break
        _read_parent(recorder, sender, operation, call)
        sender.call(operation, call, ORIGIN)
        if _is_there(record):
            return


def _awaits_given(recorder: Recorder, record: OperationRecord) -> bool:
    """Return whether given values wait to be sent; not by a DELETE that has succeeded, which would remove more."""
    operation, values = record.operation, recorder.known.given_values
    is_reached_delete = operation.method == "DELETE" and record.is_reached
    return not record.has_given and not is_reached_delete and is_given(recorder.target.api.spec, operation, values)


def _is_there(record: OperationRecord) -> bool:
    """Return whether the operation was reached, and its target is not deleted since."""
    is_lasting = record.operation.method == "DELETE" or "{" not in record.operation.path
    return record.is_reached and (is_lasting or bool(record.successes))


def _calls(recorder: Recorder, sender: Sender, operation: Operation, seed: int) -> Iterator[Call]:
    known = recorder.known
    if any(not _is_known(known, operation, p.name) for p in operation.parameters if p.location == "path"):
        create_in(recorder, sender, operation)
    yield from fill_calls(recorder, operation, seed)


def fill_calls(recorder: Recorder, operation: Operation, seed: int) -> Iterator[Call]:
    """Yield the smallest calls, and a fuller one, with given values and those that the server has shown.

    Nothing is sent.
    """
    spec, known = recorder.target.api.spec, recorder.known
    fresh = FreshValues(spec, seed + recorder.records[operation.id].cases)
    can_be_sent = partial(is_valid, spec, operation)
    tried: list[Call] = []
    siblings = _find_siblings(recorder, operation)
    for turn, make in [*((turn, smallest_call) for turn in range(_ATTEMPTS)), (0, fuller_call)]:
        try:
            smallest = make(spec, operation, seed + turn)
        except InputError:
            return  # no valid call exists; the report lists the operation as not reached
        filled = _fill(spec, known, operation, smallest, turn)
        if turn < len(siblings) and not is_given(spec, operation, known.given_values):
            filled = replace(filled, parameters={**filled.parameters, **siblings[turn]})
        own = resource_of(operation.path) if operation.method == "POST" else ""
        named = fresh.refresh(filled, own) if turn % 2 else filled  # another item may have the name
        valid = next((each for each in (named, filled) if can_be_sent(each)), smallest)
        call = fresh.fill(valid, can_be_sent)
        if call not in tried:
            tried.append(call)
            yield call


def _find_siblings(recorder: Recorder, operation: Operation) -> list[dict[tuple[str, str], Any]]:
    """Return the ids of the path that other operations of it had success with: a child and its own parent."""
    if operation.path.count("{") < 2:
        return []
    others = (each for each in recorder.records.values() if each.operation.path == operation.path)
    calls = [success.call for each in others for success in list(each.successes.values())[-1:]]
    return [{(name, at): v for (name, at), v in call.parameters.items() if at == "path"} for call in calls]


def _is_known(known: KnownValues, operation: Operation, name: str) -> bool:
    return known.get_given(operation, name) is not None or bool(known.for_path(operation, name))


def _fill(spec: Spec, known: KnownValues, operation: Operation, call: Call, turn: int) -> Call:
    """Return the call with given values, and known ones in place of ids; each turn uses other ones.

    A given id may be gone: after the first turn, known ones come before it.
    """
    parameters = {
        (p.name, p.location): given
        for p in operation.parameters
        if (given := known.get_given(operation, p.name)) is not None
        and not (turn and p.location == "path" and known.for_path(operation, p.name))
    }
    for name, value in _path_from_end(operation, call):
        found = known.for_path(operation, name)
        parameters.setdefault((name, "path"), _like(value, found[turn % len(found)]) if found else value)
        for owner, its in known.owners_of(operation, name, parameters[name, "path"]).items():
            parameters.setdefault((owner, "path"), its)
    for (name, location), value in call.parameters.items():
        found = known.for_member(name)
        is_known = found and not isinstance(value, dict | list)
        parameters.setdefault((name, location), _like(value, found[turn % len(found)]) if is_known else value)
    body = call.body
    if isinstance(body, dict):
        body = {**_fill_value(known, operation, body, turn), **_refer(spec, known, operation, body, turn)}
    pointer = call.media_type.schema_pointer if call.media_type else None
    if pointer is not None:
        body = add_to_body(spec, operation, pointer, body, known.given_values)
    return replace(call, parameters=parameters, body=body)


def _path_from_end(operation: Operation, call: Call) -> list[tuple[str, Any]]:
    """Return the path parameters of a call, the last one first: it says whose the item is."""
    found = [(name, value) for (name, location), value in call.parameters.items() if location == "path"]
    return sorted(found, key=lambda each: -operation.path.find(f"{{{each[0]}}}"))


def _fill_value(known: KnownValues, operation: Operation, value: Any, turn: int, name: str = "") -> Any:
    given = known.get_given(operation, name)
    if given is not None:
        return given
    if isinstance(value, dict):
        return {key: _fill_value(known, operation, member, turn, key) for key, member in value.items()}
    if isinstance(value, list):
        return [_fill_value(known, operation, item, turn, name) for item in value]
    found = known.for_member(name)
    return _like(value, found[turn % len(found)]) if found and not isinstance(value, bool | None) else value


def _refer(spec: Spec, known: KnownValues, operation: Operation, body: dict[str, Any], turn: int) -> dict[str, Any]:
    """Return values of the members that refer to other items, such as existing items name together."""
    plain = [name for name, value in body.items() if isinstance(value, str | int) and not isinstance(value, bool)]
    names = [name for name in plain if known.get_given(operation, name) is None]
    alone = [name for name in names if not known.for_member(name) and _is_key_elsewhere(spec, operation, name)]
    names = [name for name in names if name in alone or known.for_member(name)]
    together = known.list_together(operation, names) if len(names) > 1 else []
    if turn < len(together):
        return {name: _like(body[name], value) for name, value in together[turn].items()}
    single = {name: known.list_together(operation, [name]) for name in alone}
    return {name: _like(body[name], found[turn % len(found)][name]) for name, found in single.items() if found}


def _is_key_elsewhere(spec: Spec, operation: Operation, name: str) -> bool:
    """Return whether a member is called as the id in the path of items of another collection, such as `sku`."""
    others = _item_paths(spec).get(name, frozenset()) - {f"{operation.path}/{{{name}}}", operation.path}
    return bool(others) and not is_own_id("", name)


@lru_cache(maxsize=8)
def _item_paths(spec: Spec) -> Mapping[str, frozenset[str]]:
    """Return the paths that end in a parameter, by its name."""
    paths = sorted({each.path for each in spec.operations.values() if each.path.endswith("}")}, key=_last_parameter)
    return {name: frozenset(several) for name, several in groupby(paths, _last_parameter) if name}


def _last_parameter(path: str) -> str:
    """Return the name in a last segment that is one parameter, else an empty text."""
    last = path.rpartition("/")[2]
    return last[1:-1] if last.startswith("{") and last.count("{") == 1 else ""


def _like(value: Any, known: str | int) -> Any:
    return str(known) if isinstance(value, str) else known


def _read_parent(recorder: Recorder, sender: Sender, operation: Operation, call: Call) -> None:
    """Read the item of the call: work in the background may complete, and its ETag may be needed."""
    operations = [record.operation for record in recorder.records.values()]
    path = operation.path.rpartition("}")[0] + "}"
    above = [each for each in operations if (each.method, each.path) == ("GET", path) and path != operation.path]
    known = (recorder.tags, recorder.versions)
    own = next(filter(None, (each.find_reader(operation, operations) for each in known)), None)
    for reader in [*above, *([own] if own else [])]:
        read = {key: value for key, value in call.parameters.items() if key[1] == "path"}
        sender.call(reader, Call(read), ORIGIN)
