"""The admin API. A mock of `openapi.yaml` serves it, with these functions as its behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from conformance.apis import Api
from conformance.auth.credentials import apply, flow_of, sign_url
from conformance.mock.admin.administration import Administration
from conformance.mock.admin.patterns import Pattern
from conformance.mock.admin.presentation import show_entry
from conformance.mock.admin.scenario import Keys, ScenarioError
from conformance.mock.admin.verification import Count
from conformance.mock.app import create_app
from conformance.mock.behaviour import Answer, Behaviours, Refusal, Request
from conformance.mock.handle import Handle
from conformance.mock.state import Key, Table
from conformance.mock.stateful.stores import stores
from conformance.openapi import source
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Operation

DOCUMENT = Api("mock_admin", Path(__file__).parent)
_COUNTS = ("exactly", "at_least", "at_most")


def create_admin_app(administration: Administration) -> Starlette:
    """Return the admin API of the mocks as an app of its own."""
    functions = {name: partial(function, administration) for name, function in _ANSWERS.items()}
    return create_app(DOCUMENT, functions=Behaviours(functions, ()), cors=False, stateless=True)


def _read_document(_: Administration, __: Request) -> Answer:
    return Answer(200, DOCUMENT.document)


def _list_apis(administration: Administration, _: Request) -> Answer:
    return Answer(200, {"apis": [_show_api(*each) for each in administration.mounts.handles.items()]})


def _show_api(prefix: str, handle: Handle) -> dict[str, Any]:
    spec = handle.api.spec
    info = spec.document["info"]
    shown = {name: str(info.get(name, "")) for name in ("title", "version", "description")}
    return {"id": handle.api.id, **shown, "base_path": prefix + spec.base_path, "operations": len(spec.operations)}


def _read_api_document(administration: Administration, request: Request) -> Answer:
    return Answer(200, administration.mounts.one(request.path["id"]).api.document)


def _read_credentials(administration: Administration, request: Request) -> Answer:
    handle, operation = _operation(administration, request)
    return Answer(200, apply(operation, handle.accepted, handle.api.spec)._asdict())


def _sign_url(administration: Administration, request: Request) -> Answer:
    handle, operation = _operation(administration, request)
    url = request.body["url"]
    for name in (name for alternative in operation.security[:1] for name in alternative):
        flow = flow_of(handle.api.spec.security_schemes[name], "hmac-query")
        url = sign_url(url, handle.accepted[name], flow) if flow else url
    return Answer(200, {"url": url})


def _operation(administration: Administration, request: Request) -> tuple[Handle, Operation]:
    handle = administration.mounts.one(request.path["id"])
    operation = handle.api.spec.operations.get(request.path["operation"])
    if operation is None:
        raise Refusal(404, f"operation: there is no operation {request.path['operation']!r}")
    return handle, operation


def _reset(administration: Administration, request: Request) -> Answer:
    given = request.body if isinstance(request.body, dict) else {}
    return Answer(200, {"seeds": administration.reset(given.get("api"), given.get("seed"))})


def _read_state(administration: Administration, request: Request) -> Answer:
    return _show_state(administration.mounts.one(request.query.get("api")))


def _load_state(administration: Administration, request: Request) -> Answer:
    scenario = _read_yaml(request.body) if isinstance(request.body, bytes) else request.body
    return _show_state(_load(administration, scenario, request))


def _read_table(administration: Administration, request: Request) -> Answer:
    return Answer(200, {"rows": _table(administration, request).dump()})


def _put_table(administration: Administration, request: Request) -> Answer:
    _load(administration, {request.path["table"]: request.body}, request)
    return _read_table(administration, request)


def _read_item(administration: Administration, request: Request) -> Answer:
    table = _table(administration, request)
    return _show_row(table, _key(table, request))


def _put_item(administration: Administration, request: Request) -> Answer:
    handle = administration.mounts.one(request.query.get("api"))
    name = request.path["table"]
    try:
        keys = Keys(handle.state, handle.model)
        key = tuple(request.query["key"]) if "key" in request.query else keys.find(request.body, name)
    except ScenarioError as error:
        raise _refuse(error) from error
    table = handle.state.table(name)
    table.put(key, request.body)
    return _show_row(table, key)


def _delete_item(administration: Administration, request: Request) -> Answer:
    table = _table(administration, request)
    key = _key(table, request)
    handle = administration.mounts.one(request.query.get("api"))
    store = stores(handle.model).get(table.name)
    store.delete(handle.state, key) if store else table.delete(key)  # a store deletes what is below the item too
    return Answer(204)


def _list_requests(administration: Administration, request: Request) -> Answer:
    query = dict(request.query)
    after, limit = query.pop("after", 0), query.pop("limit", None)
    entries = administration.entries(Pattern(**query), after)
    return Answer(200, {"requests": [show_entry(entry) for entry in entries[-limit if limit else 0 :]]})


def _clear_requests(administration: Administration, _: Request) -> Answer:
    administration.journal.forget()
    return Answer(204)


def _verify_requests(administration: Administration, request: Request) -> Answer:
    given = dict(request.body)
    count = Count(**{name: given.pop(name, None) for name in _COUNTS})
    administration.mounts.find_mocks(given.get("api"))
    verdict = administration.verify(Pattern(**given), count)
    nearest = [{"differs": [*parts], "request": show_entry(entry)} for entry, parts in verdict.nearest]
    shown = {"verified": verdict.is_verified, "count": verdict.number, "message": verdict.message, "nearest": nearest}
    return Answer(200, shown)


def _list_disturbances(administration: Administration, _: Request) -> Answer:
    return Answer(200, {"disturbances": [each.show() for each in administration.disturbances.all()]})


def _add_disturbance(administration: Administration, request: Request) -> Answer:
    return Answer(201, administration.disturb(**request.body).show())


def _clear_disturbances(administration: Administration, _: Request) -> Answer:
    administration.disturbances.forget()
    return Answer(204)


def _remove_disturbance(administration: Administration, request: Request) -> Answer:
    if not administration.disturbances.remove(request.path["id"]):
        raise Refusal(404, f"id: there is no disturbance {request.path['id']!r}")
    return Answer(204)


def _load(administration: Administration, scenario: Any, request: Request) -> Handle:
    try:
        return administration.load(scenario, request.query.get("api"))
    except ScenarioError as error:
        raise _refuse(error) from error


def _read_yaml(data: bytes) -> Any:
    try:
        return source.load_text(data.decode(), "body")
    except (InputError, UnicodeDecodeError) as error:
        raise Refusal(400, str(error).partition("\n")[0]) from error


def _refuse(error: ScenarioError) -> Refusal:
    return Refusal(400, f"body{error.pointer}: {error.reason}")


def _show_state(handle: Handle) -> Answer:
    return Answer(200, {"api": handle.api.id, "seed": handle.state.seed, "tables": handle.state.dump()})


def _table(administration: Administration, request: Request) -> Table:
    state, name = administration.mounts.one(request.query.get("api")).state, request.path["table"]
    if name not in state.tables:
        raise Refusal(404, f"table: there is no table {name!r}; expected one of: {', '.join(state.tables) or '(none)'}")
    return state.table(name)


def _key(table: Table, request: Request) -> Key:
    key = tuple(request.query.get("key", ()))
    if key not in table:
        raise Refusal(404, f"key: there is no item {[*key]} in {table.name}")
    return key


def _show_row(table: Table, key: Key) -> Answer:
    return Answer(200, {"key": [*key], "item": table.get(key), "version": table.version(key)})


_ANSWERS: Mapping[str, Callable[[Administration, Request], Answer]] = {
    "readDocument": _read_document,
    "listApis": _list_apis,
    "readApiDocument": _read_api_document,
    "readCredentials": _read_credentials,
    "signUrl": _sign_url,
    "reset": _reset,
    "readState": _read_state,
    "loadState": _load_state,
    "readTable": _read_table,
    "putTable": _put_table,
    "readItem": _read_item,
    "putItem": _put_item,
    "deleteItem": _delete_item,
    "listRequests": _list_requests,
    "clearRequests": _clear_requests,
    "verifyRequests": _verify_requests,
    "listDisturbances": _list_disturbances,
    "addDisturbance": _add_disturbance,
    "clearDisturbances": _clear_disturbances,
    "removeDisturbance": _remove_disturbance,
}
