"""Laws of secrets: what a request carries in confidence is in no answer."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from conformance.auth.credentials import WRONG, flow_of, place_of
from conformance.network.exchange import Exchange, Response
from conformance.openapi import json_pointer
from conformance.openapi.schemas import reachable
from conformance.openapi.spec import Operation, Spec
from conformance.resources import Kind, Resource, Role
from conformance.resources.words import split_words
from conformance.rules.bench import Bench
from conformance.rules.items import answer_of, body_of, is_success, read_sent
from conformance.rules.law import NotObservableError, Severity, Violation, exchange_law, law
from conformance.rules.properties import keywords_of, sent_properties

_LEAST = 12  # characters: shorter texts are found by chance
_SECRETS = frozenset({"secret", "token", "password", "passphrase"})
_ONCE = re.compile(
    r"{0}( here)? (only )?once|(only|not|never)( be)? {0} (again|once|here)|in this (answer|response) only".format(
        "(shown|returned|displayed|visible|available|revealed|retrievable)"
    ),
    re.IGNORECASE,
)
_UNAUTHENTICATED = frozenset({401, 403})  # then the credential was none


@exchange_law("secret-not-shown", sources=["OWASP API3:2023", "CWE-200"])
def secret_not_shown(exchange: Exchange, spec: Spec) -> Iterator[Violation]:
    """An answer shows neither the credential nor the passwords of its request."""
    response = answer_of(exchange)
    secrets = {} if exchange.operation.id in _token_operations(spec) else dict(_secrets(spec, exchange))
    if not secrets:
        raise NotObservableError(f"no request with a secret of {_LEAST} characters")
    for secret, name in secrets.items():
        where = _find(spec, exchange, response, secret)
        if where:
            severity = None if is_success(exchange) else Severity.WARNING  # it goes back to who sent it
            title = f"the answer shows {name}"
            yield Violation(title, exchange, "no secret of the request", where, name, severity=severity)


@lru_cache(maxsize=8)
def _token_operations(spec: Spec) -> frozenset[str]:
    """Return the operations that give tokens for credentials."""
    paths, found = set[str](), set[str]()
    for scheme in spec.security_schemes.values():
        exchange = flow_of(scheme, "token-exchange") or {}
        found |= {str(exchange.get("operationId", ""))}
        flows = [each for each in scheme.get("flows", {}).values() if isinstance(each, dict)]
        paths |= {str(each[key]) for each in flows for key in ("tokenUrl", "refreshUrl") if key in each}
    return frozenset(found | {o.id for o in spec.operations.values() if any(each.endswith(o.path) for each in paths)})


def _secrets(spec: Spec, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield what a request carries in confidence, each with its name."""
    sent = [value for _, value in _texts(read_sent(exchange))]
    found = [*_credentials(spec, exchange), *_passwords(spec, exchange)]
    for secret, name in found:
        # Another text of the request may hold it, too: `000000000000` is a number of a card, and in most of zeros.
        is_sent_again = sum(secret in each for each in sent) > 1 or exchange.request.url.count(secret) > 1
        is_probe = WRONG in secret or is_sent_again
        if len(secret) >= _LEAST and not is_probe:
            yield secret, name


def _credentials(spec: Spec, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield the credentials of a request that was let in, but for those in its URL: links repeat them."""
    response = exchange.response
    if response is None or response.status in _UNAUTHENTICATED or not exchange.operation.security:
        return
    for scheme in spec.security_schemes.values():
        location, place = place_of(scheme)
        carried = exchange.request.header("cookie" if location == "cookie" else place) if location != "query" else ""
        if location == "cookie":
            yield from ((v, f"the cookie {n}") for n, v in parse_qsl(carried.replace("; ", "&")) if n == place)
        elif scheme["type"] == "apiKey":
            yield carried, f"the credential in {place}"
        else:
            kind, _, token = carried.partition(" ")
            yield token, f"the credential in {place}"
            yield (_password(token) if kind.lower() == "basic" else ""), "the password of the credential"


def _password(token: str) -> str:
    """Return the password of a credential of the scheme Basic (RFC 7617), "" for another credential."""
    try:
        return b64decode(token, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _passwords(spec: Spec, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Yield the texts of the body of a request that the document calls writeOnly or passwords."""
    names = _one_way_names(spec, exchange.operation.id)
    for pointer, value in _texts(read_sent(exchange)):
        if (name := json_pointer.last(pointer)) in names:
            yield value, f"what was sent as {name}"


@lru_cache(maxsize=512)
def _one_way_names(spec: Spec, operation_id: str) -> frozenset[str]:
    """Return the properties that a request sends and no answer of the operation has."""
    body = spec.operations[operation_id].body
    content = body.content.values() if body else ()
    names = _names(spec, [each.schema_pointer for each in content], is_secret=True)
    return names - _shown_names(spec, operation_id)


@lru_cache(maxsize=512)
def _shown_names(spec: Spec, operation_id: str) -> frozenset[str]:
    """Return the properties that answers of an operation have by its document."""
    responses = spec.operations[operation_id].responses.values()
    contents = (each for response in responses for each in response.content.values())
    return _names(spec, [each.schema_pointer for each in contents], is_secret=False)


def _names(spec: Spec, roots: list[str | None], *, is_secret: bool) -> frozenset[str]:
    """Return the properties below schemas that are to be kept secret, or those that are not."""
    found = set()
    for pointer, schema in reachable(spec, [root for root in roots if root is not None]):
        for name in schema.get("properties", {}) if isinstance(schema, dict) else ():
            keywords = keywords_of(spec, json_pointer.join(pointer, "properties", name))
            is_one_way = keywords.get("writeOnly") is True or (is_secret and keywords.get("format") == "password")
            if is_one_way is is_secret:
                found.add(name)
    return frozenset(found)


def _find(spec: Spec, exchange: Exchange, response: Response, secret: str) -> str:
    """Return where an answer shows a secret, "" where it does not, or in a property that the document has for it."""
    for name, value in response.headers:
        if secret in value and name.lower() != "set-cookie":
            return f"the header {name} shows it"
    body = body_of(exchange)
    if body is None:
        return "the body shows it" if secret.encode() in response.content else ""
    if _quote(secret) not in _quote(body):  # most often, and much faster than the texts one by one
        return ""
    documented = _shown_names(spec, exchange.operation.id)
    for pointer, value in _texts(body):
        if secret in value and not (value == secret and json_pointer.last(pointer) in documented):
            return f"{pointer} shows it"
    return ""


def _quote(value: Any) -> str:
    """Return a JSON value as text without quotes around it: each text in it is escaped in the same way."""
    return json.dumps(value, ensure_ascii=False).strip('"')


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """Yield each text of a JSON value with its pointer."""
    return ((pointer, each) for pointer, each in json_pointer.walk(value) if isinstance(each, str))


@law("writeonly-not-readable", at=[Kind.CREATE], sources=["OpenAPI 3.1, writeOnly", "OWASP API3:2023"])
def writeonly_not_readable(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """No read and no list shows what was sent as writeOnly or as a password."""
    places = {
        name: place for name, place in sent_properties(bench.spec, role).items() if _is_one_way(bench.spec, place)
    }
    canaries = {name: f"A1-{bench.word(_LEAST)}-{bench.word(_LEAST)}" for name in places}
    canaries = {name: text for name, text in canaries.items() if bench.spec.validator(places[name]).is_valid(text)}
    if not canaries:
        raise NotObservableError("the create accepts no text that is writeOnly or a password")
    item = bench.make(resource, values=canaries)
    sent = item.sent if isinstance(item.sent, dict) else {}
    lists = [each.operation_id for each in resource.roles_of(Kind.LIST)]
    for exchange in (bench.read(item), *(bench.call(name, item.path) for name in lists)):
        for name in (each for each, text in canaries.items() if sent.get(each) == text):
            if exchange.response is not None and canaries[name].encode() in exchange.response.content:
                keywords = keywords_of(bench.spec, places[name])
                severity = None if keywords.get("writeOnly") else Severity.WARNING  # a password may be one of others
                title, got = f"a read shows what was sent as {name}", "the value that was sent"
                yield Violation(title, exchange, f"no {name}", got, name, places[name], severity)


@law("secret-shown-once", at=[Kind.CREATE, Kind.ACTION], sources=["OWASP API3:2023", "CWE-200"])
def secret_shown_once(bench: Bench, resource: Resource, role: Role) -> Iterator[Violation]:
    """A secret that the server makes is in no read and no list that the document does not say to show it."""
    operation = bench.spec.operations[role.operation_id]
    if not any(_is_secret(name) for name in _shown_names(bench.spec, operation.id)):
        raise NotObservableError("no property of the answer is called like a secret")
    item = bench.make(resource)
    made = item.creation if role.kind.known is Kind.CREATE else bench.call(operation.id, item.path)
    secrets = _find_secrets(made) if made.operation.id == operation.id and is_success(made) else {}
    if not secrets:
        raise NotObservableError("no answer has shown a secret that the server has made")
    lists = [each.operation_id for each in resource.roles_of(Kind.LIST)]
    is_once = _says_once(bench.spec, operation)
    for exchange in (bench.read(item), *(bench.call(name, item.path) for name in lists)):
        if not is_once and not _has_schema(exchange.operation):
            continue
        shown = frozenset[str]() if is_once else _shown_names(bench.spec, exchange.operation.id)
        texts = [each for each in _texts(body_of(exchange)) if each[1] in secrets]
        again = [each for each in texts if json_pointer.last(each[0]) not in shown]
        for pointer, text in again[:1]:
            title, key = f"{secrets[text]} is shown again", f"{secrets[text]} {exchange.operation.id}"
            yield Violation(title, exchange, f"no {secrets[text]}", f"{pointer} shows it", key)


def _has_schema(operation: Operation) -> bool:
    """Return whether the document says what a success shows."""
    contents = (each for response in operation.successes for each in response.content.values())
    return any(each.schema_pointer is not None for each in contents)


def _find_secrets(made: Exchange) -> dict[str, str]:
    """Return the secrets in an answer that its request has not sent, each with its name."""
    sent = {value for _, value in _texts(read_sent(made))}
    texts = ((value, json_pointer.last(pointer)) for pointer, value in _texts(body_of(made)))
    return {text: name for text, name in texts if _is_secret(name) and len(text) >= _LEAST and text not in sent}


def _is_secret(name: str) -> bool:
    """Return whether a property is called like a secret that a server makes."""
    words = split_words(name)
    return bool(_SECRETS & set(words)) or words[-2:] in (["api", "key"], ["private", "key"], ["signing", "key"])


def _says_once(spec: Spec, operation: Operation) -> bool:
    """Return whether the text of an operation, or of a secret in its answer, says that it is shown once only."""
    texts = [operation.definition.get("summary"), operation.definition.get("description")]
    roots = [each.schema_pointer for response in operation.successes for each in response.content.values()]
    for pointer, schema in reachable(spec, [root for root in roots if root is not None]):
        names = schema.get("properties", {}) if isinstance(schema, dict) else {}
        places = (json_pointer.join(pointer, "properties", name) for name in names if _is_secret(name))
        texts += [keywords_of(spec, place).get("description") for place in places]
    return any(_ONCE.search(str(text)) for text in texts if text)


def _is_one_way(spec: Spec, pointer: str) -> bool:
    keywords = keywords_of(spec, pointer)
    return keywords.get("writeOnly") is True or keywords.get("format") == "password"
