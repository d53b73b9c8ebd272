"""The bench of one server. It sends the requests of laws, based on calls that have succeeded, and creates items."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from conformance.client_check.calls import Call
from conformance.network.exchange import Exchange, Request
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind, Resource, ResourceModel, Role, read_resources
from conformance.resources.criteria import join_spread
from conformance.rules.bench import NOT_GIVEN, Item
from conformance.rules.claims import may_create, sure
from conformance.rules.items import enclose, origin_of, status_of
from conformance.rules.law import NotObservableError
from conformance.rules.properties import views_of
from conformance.suite.credential_probes import authenticate, strip_credentials
from conformance.suite.filling import fill_calls
from conformance.suite.fresh_values import FreshValues
from conformance.suite.made_items import find_item, has_created, path_of, with_values
from conformance.suite.path_names import list_templates, locate_values
from conformance.suite.phases import AS_SECOND
from conformance.suite.probing import Prober
from conformance.suite.proven_keys import prove_keys
from conformance.suite.recorder import Recorder
from conformance.suite.requests import example_calls, is_valid
from conformance.suite.sender import Sender, sign_request

ORIGIN = "laws"
_PATIENCE, _PATIENCE_LIVE = 1.0, 10.0  # seconds
_NONE: Mapping[str, Any] = MappingProxyType({})


class LawBench:
    """A bench (`rules.bench.Bench`) at the target of `recorder`, which records what is sent."""

    def __init__(self, recorder: Recorder, sender: Sender, seed: int, origin: str = ORIGIN) -> None:
        self._recorder = recorder
        self._origin = origin
        self._sender = sender
        self._seed = seed
        self._fresh = FreshValues(recorder.target.api.spec, seed)
        self._prober = Prober(recorder.target)
        self._makers: dict[str, Call] = {}  # by operation: the call that has created an item
        self.exchanges: list[Exchange] = []  # since the last `begin`

    def begin(self) -> None:
        """Forget the requests of the last law."""
        self.exchanges.clear()

    @property
    def second(self) -> LawBench:
        """The same bench for the second user, with the same record of what was sent."""
        if self._recorder.target.second is None:
            raise NotObservableError("no second credential is given")
        other = copy(self)
        other._origin = AS_SECOND
        return other

    @property
    def spec(self) -> Spec:
        """The document."""
        return self._recorder.target.api.spec

    @cached_property
    def model(self) -> ResourceModel:
        """The resources of the document, with the keys that reads have proved."""
        vars(self)["model"] = self._stated  # for the items that the proofs make
        return prove_keys(self, self._stated, self._list_paths, self._recorder.proven)

    @cached_property
    def _stated(self) -> ResourceModel:
        return read_resources(self.spec)

    @cached_property
    def _templates(self) -> Mapping[str, str]:
        return list_templates(self._stated)

    def _list_paths(self, operation_id: str) -> list[Mapping[str, Any]]:
        """Return the path parameters of the successes of an operation."""
        calls = (success.call for success in self._recorder.records[operation_id].successes.values())
        return [path_of(call) for call in calls]

    @property
    def is_live(self) -> bool:
        """True if the server may be in production."""
        return self._recorder.target.is_live

    @property
    def budget(self) -> float | None:
        """The seconds allowed for a response; None without a limit."""
        return self._recorder.target.budget

    def find_refusal(self, operation_id: str) -> Exchange | None:
        """Return the latest 429 or 503 of the run at an operation that has named a time to wait, or None."""
        found = self._recorder.refused.get(operation_id)
        self.exchanges += [found] if found else []
        return found

    def send_later(self, exchange: Exchange, seconds: float) -> Exchange:
        """Wait, and send the request of an exchange again. Responses of 429 and 5xx are returned too."""
        operation, target = self._find_permitted(exchange.operation.id), self._recorder.target
        target.channel.pause(seconds)
        self._recorder.pop_latest()
        self._sender.send(operation, sign_request(target, exchange.request), self._origin)
        return self._latest_of_any_status()

    def call(self, operation_id: str, parameters: Mapping[str, Any] = _NONE, body: Any = NOT_GIVEN) -> Exchange:
        """Send a valid call with `parameters` by name and `body`.

        Other required parameters are those of a former success.
        """
        operation = self._find_permitted(operation_id)
        self._recorder.keys.keep(operation, parameters)
        call = self._complete(operation, parameters, self.enclose(operation_id, body))
        versions, operations = self._recorder.versions, self.spec.operations.values()
        found = (each.find_reader(operation, operations) for each in (versions, self._recorder.tags))
        for reader in [each for each in found if each is not None][:1]:
            shown = self._call(reader, self._complete(reader, path_of(call), NOT_GIVEN))
            call = replace(call, body=versions.add(operation, shown, call.body))
        return self._call(operation, call)

    def enclose(self, operation_id: str, body: Any) -> Any:
        """Return the body in which an operation expects an item, such as `{"order": item}`."""
        found = self._stated.role_of(operation_id)
        return enclose(sure(found[1].sent) or "", body) if found else body

    def send(self, operation_id: str, request: Request) -> Exchange:
        """Send a request as it is."""
        operation = self._find_permitted(operation_id)
        self._recorder.scopes.keep(request.url)
        self._recorder.tags.keep(request)
        self._recorder.versions.keep(operation, request)
        self._recorder.pop_latest()
        self._sender.send(operation, self._as_user(operation, request), self._origin)
        return self._latest()

    def _as_user(self, operation: Operation, request: Request) -> Request:
        """Return the request with the credentials of the second user if the bench is theirs."""
        target = self._recorder.target
        if self._origin != AS_SECOND or target.second is None:
            return request
        return authenticate(target, operation, request, target.second.credentials)

    def follow(self, exchange: Exchange, url: str) -> Exchange:
        """Send the GET of an exchange to another URL of the same origin; another origin gets no credential."""
        if origin_of(url) != origin_of(exchange.request.url):
            raise NotObservableError("a link leads to another origin")
        headers = [each for each in exchange.request.headers if not each[0].lower().startswith("content-")]
        moved = sign_request(self._recorder.target, Request("GET", url, tuple(headers)))
        return self.send(exchange.operation.id, moved)

    def without_credential(self, exchange: Exchange) -> Request:
        """Return the request of an exchange without any credential."""
        return strip_credentials(self.spec, exchange.request)

    def word(self, length: int = 10) -> str:
        """Return lower-case letters that were not used before."""
        return self._fresh.word(length)

    def make(self, resource: Resource, path: Mapping[str, Any] = _NONE, values: Mapping[str, Any] = _NONE) -> Item:
        """Create an item of `resource` with `values`, below the parents that `path` names, else known or new ones."""
        try:
            return self._make(resource, path, values)
        except NotObservableError:  # a known parent may accept no more: of a payment, its amount can be refunded
            parent = self.model.resource(sure(resource.parent) or "")
            if parent is None or any(part.parameter in path for part in parent.key.known or ()):
                raise
            return self._make(resource, {**self.make(parent).path, **path}, values)

    def _make(self, resource: Resource, path: Mapping[str, Any], values: Mapping[str, Any]) -> Item:
        role = self._creator(resource)
        operation = self._find_permitted(role.operation_id)
        for known, is_canonical in self._creations(operation):
            own = self._new_key(resource, operation) if operation.method == "PUT" else {}
            located = locate_values(operation, {**path, **own}, self._templates)
            placed = replace(known, parameters={**known.parameters, **located})
            call = with_values(placed, sure(role.sent) or "", values)
            if is_canonical and not is_valid(self.spec, operation, call):
                continue
            exchange = self._call(operation, call)
            item = find_item(resource, role, exchange, call) if has_created(exchange) else None
            if item is not None:
                self._makers[operation.id] = placed
                return replace(item, is_canonical=is_canonical)
        raise NotObservableError(f"{operation.id} made no item with an id that is known")

    def _creator(self, resource: Resource) -> Role:
        """Return the role that creates items: a POST, else a PUT that may be answered 201 where ids may be made up."""
        roles: list[Role] = [*resource.roles_of(Kind.CREATE)]
        if not self.is_live:
            puts = resource.roles_of(Kind.REPLACE, Kind.CHANGE)
            roles += [role for role in puts if may_create(self.spec.operations[role.operation_id])]
        if not roles:
            raise NotObservableError(f"no operation creates {resource.name}")
        return roles[0]

    def _new_key(self, resource: Resource, operation: Operation) -> dict[str, Any]:
        """Return path parameters of no existing item. Raises NotObservableError if none are valid."""
        schemas = {p.name: p.schema_pointer for p in operation.parameters if p.location == "path"}
        made = {part.parameter: self._fresh.new_id(schemas[part.parameter]) for part in resource.key.known or ()}
        for name in (name for name, value in made.items() if value is None):
            raise NotObservableError(f"no new {name} is valid")
        return made

    def read(self, item: Item) -> Exchange:
        """Read an item by its own operation."""
        roles = item.resource.roles_of(Kind.READ)
        if not roles:
            raise NotObservableError(f"no operation reads {item.resource.name}")
        return self.call(roles[0].operation_id, item.path)

    def probe(self, operation_id: str, parameters: Mapping[str, Any]) -> Any:
        """Return the stored item that `parameters` name, where the API has only this write operation for it."""
        return self._prober.read(self.spec.operations[operation_id], parameters)

    def settle(self) -> Iterator[None]:
        """Yield with growing pauses, as long as a server may need to show a change."""
        end, pause = time.monotonic() + (_PATIENCE_LIVE if self.is_live else _PATIENCE), 0.05
        yield
        while time.monotonic() < end:
            time.sleep(pause)
            pause *= 2
            yield

    def _find_permitted(self, operation_id: str) -> Operation:
        operation, target = self.spec.operations[operation_id], self._recorder.target
        if not target.permits(operation.method):
            raise NotObservableError(f"{operation.method} is withheld from {target.host}")
        if self._recorder.is_spent(operation):
            raise NotObservableError(f"the time of {operation.id} is over")
        return operation

    def _call(self, operation: Operation, call: Call) -> Exchange:
        self._recorder.pop_latest()
        self._sender.call(operation, call, self._origin)
        return self._latest()

    def _latest(self) -> Exchange:
        exchange = self._latest_of_any_status()
        _expect_calm(exchange, status_of(exchange))
        return exchange

    def _latest_of_any_status(self) -> Exchange:
        exchange = self._recorder.pop_latest()
        if exchange is None or exchange.response is None:
            raise NotObservableError("a request was not answered")
        self.exchanges.append(exchange)
        return exchange

    def _complete(self, operation: Operation, parameters: Mapping[str, Any], body: Any) -> Call:
        """Return a call with the given values. Other required parameters have values that are known to work."""
        base = self._base(operation)
        needed = {(p.name, p.location) for p in operation.parameters if p.required}
        kept = {place: value for place, value in base.parameters.items() if place in needed}
        given = {**kept, **locate_values(operation, parameters, self._templates)}
        given |= join_spread(views_of(self.spec), operation, given, parameters)
        call = replace(base, parameters={place: value for place, value in given.items() if value is not NOT_GIVEN})
        if body is NOT_GIVEN:
            return call
        documented = operation.body.content if operation.body else {}
        return replace(call, body=body, media_type=base.media_type or next(iter(documented.values()), None))

    def _base(self, operation: Operation) -> Call:
        successes = self._recorder.records[operation.id].successes
        if successes:
            return list(successes.values())[-1].call
        for call in fill_calls(self._recorder, operation, self._seed):
            return call
        raise NotObservableError(f"no valid request of {operation.id} is known")

    def _creations(self, operation: Operation) -> Iterator[tuple[Call, bool]]:
        """Yield calls that may create an item, each with whether its values are canonical."""
        known = self._makers.get(operation.id)
        stated = [known] if known is not None else []
        for call in (*stated, *self._candidates(operation)):
            yield self._fresh.refresh(call), True
            yield call, True
        for success in list(self._recorder.records[operation.id].successes.values())[-1:]:
            yield success.call, False  # fuzzed values say nothing

    def _candidates(self, operation: Operation) -> Iterator[Call]:
        yield from example_calls(self.spec, operation)
        yield from fill_calls(self._recorder, operation, self._seed)


def _expect_calm(exchange: Exchange, status: int) -> None:
    """Raise NotObservableError for a response that does not concern the item: a limit, or a failure of the server."""
    if status == 429 or status >= 500:
        raise NotObservableError(f"{exchange.operation.id} answered {status}")
