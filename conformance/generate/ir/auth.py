"""Server variables and credentials of a client, and their keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conformance.auth.credentials import variable
from conformance.generate.opc.names import make_identifier
from conformance.openapi import json_pointer
from conformance.openapi.spec import Operation, Spec

# What else the client's constructor accepts.
_TAKEN = frozenset(
    "self server base_url settings timeout max_retries headers validate verify seams request_hooks response_hooks "
    "failure_hooks http_client transport".split()
)


@dataclass(frozen=True)
class Variable:
    """A server variable: its name in the URL, the environment variable that can hold it, its default and meaning.

    `choices` are all values that it may have; none: any.
    """

    name: str
    env: str
    default: str
    description: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keyword:
    """A keyword of the client: the environment variable that can hold it, its meaning, and its type.

    `secret` is a text, or a function that gives it.
    """

    name: str
    env: str
    description: str
    type: str = "str"


@dataclass(frozen=True)
class Credential:
    """A security scheme: where its value goes (`prefix` and value, as `name`), and the client's keywords for it.

    The first keyword is the credential itself, and its name that of the scheme within the package. A token exchange
    accepts user name and password too, a signature the user's name.
    """

    scheme: str
    location: str  # header | query | cookie
    name: str
    prefix: str
    flow: Mapping[str, Any]
    keywords: tuple[Keyword, ...]

    @property
    def argument(self) -> str:
        """The client's first keyword."""
        return self.keywords[0].name

    @property
    def kind(self) -> str:
        """The way it is made: `key`, `basic`, `hmac-query` or `token-exchange`."""
        return str(self.flow.get("type")) if self.flow else "basic" if self.is_basic else "key"

    @property
    def is_basic(self) -> bool:
        """True if the value is `user:password`, sent in base64 (RFC 7617)."""
        return self.location == "header" and self.prefix == "Basic "


class Access:
    """Servers and security of a document, as the templates use them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._arguments: dict[str, str] = {}

    @cached_property
    def server(self) -> str | None:
        """The first server's URL with its variables in braces, without a trailing slash; None if none is documented."""
        servers = self.spec.document.get("servers") or [{"url": "/"}]
        return str(servers[0]["url"]).rstrip("/") or None

    @property
    def has_host(self) -> bool:
        """Return whether the first server's URL names a host, once its variables have their defaults."""
        url = self.server or ""
        for each in self.variables:
            url = url.replace(f"{{{each.name}}}", each.default)
        return "://" in url

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the document's server, and of those that operations have; of one name, the first."""
        holders = [self.spec.document, *(_server_holder(self.spec, o) for o in self.spec.operations.values())]
        found: dict[str, Variable] = {}
        for holder in holders:
            servers = holder.get("servers") or [{}]
            for name, each in servers[0].get("variables", {}).items():
                text = _line(each.get("description", ""))
                choices = tuple(map(str, each.get("enum", ())))
                found.setdefault(name, Variable(name, self._env(name), str(each["default"]), text, choices))
        return tuple(found.values())

    def server_of(self, operation: Operation) -> str | None:
        """Return the URL of the operation's own server, or None; variables of the document stay in braces."""
        servers = _server_holder(self.spec, operation).get("servers")
        if not servers:
            return None
        url, known = str(servers[0]["url"]), {each.name: each.default for each in self.variables}
        for name, each in servers[0].get("variables", {}).items():
            if known[name] != str(each["default"]):
                url = url.replace(f"{{{name}}}", str(each["default"]))
        return url.rstrip("/") or "/"

    @cached_property
    def credentials(self) -> Mapping[str, Credential]:
        """The credentials a caller can give, by the name of their security scheme."""
        return {c.scheme: c for name in self.spec.security_schemes for c in self._credential(name)}

    @cached_property
    def keywords(self) -> tuple[Keyword, ...]:
        """The client's keywords for all credentials."""
        return tuple(keyword for credential in self.credentials.values() for keyword in credential.keywords)

    def keyword(self, name: str, description: str) -> Keyword:
        """Make a keyword of the client for another purpose, with a name that is free."""
        taken = {each.env for each in self.keywords} | {each.env for each in self.variables} | {self._env("base_url")}
        env = next(env for env in (self._env(name), self._env(f"{name}_parameter")) if env not in taken)
        return Keyword(self._argument(name), env, _line(description))

    @property
    def flows(self) -> frozenset[str]:
        """The kinds of `x-auth-flow` in the document."""
        return frozenset(str(c.flow["type"]) for c in self.credentials.values() if c.flow)

    def supplied_by_signature(self, operation: Operation) -> frozenset[str]:
        """Return the query parameters of an operation that its signature adds if the caller does not."""
        schemes = {name for each in self._security_of(operation) for name in each}
        flows = (c.flow for name, c in self.credentials.items() if name in schemes and c.kind == "hmac-query")
        return frozenset(flow[part] for flow in flows for part in ("user", "timestamp") if part in flow)

    def alternatives(self, operation: Operation) -> tuple[tuple[str, ...], ...]:
        """Return the credentials that `operation` accepts as keywords: one tuple per alternative, the empty one last.

        Raises InputError if it asks for a security scheme that the document does not define.
        """
        stated = self._security_of(operation)
        keywords = [tuple(k for name in each for k in self._keyword(operation, name)) for each in stated]
        return tuple(sorted(keywords, key=lambda alternative: not alternative))

    @cached_property
    def security(self) -> tuple[tuple[str, ...], ...]:
        """All alternatives of credentials that operations accept, the most frequent first."""
        found = Counter(each for o in self.spec.operations.values() for each in self.alternatives(o) if each)
        return tuple(alternative for alternative, _ in found.most_common())

    def _security_of(self, operation: Operation) -> Sequence[Mapping[str, Any]]:
        return operation.security or (*operation.optional_security, {}) * bool(operation.optional_security)

    def _keyword(self, operation: Operation, scheme: str) -> Iterator[str]:
        if scheme not in self.spec.security_schemes:
            own = "security" in operation.definition
            pointer = json_pointer.join(operation.pointer if own else "", "security")
            fix = "define it in components/securitySchemes"
            raise self.spec.error(pointer, f"security scheme {scheme!r} is not defined", fix)
        if scheme in self.credentials:
            yield self.credentials[scheme].argument

    def _credential(self, scheme: str) -> Iterator[Credential]:
        definition = self.spec.security_schemes[scheme]
        if definition["type"] == "mutualTLS":  # the certificate goes into `verify`, and nothing into the request
            return
        flow = _flow(definition)
        keywords = tuple(self._keywords(scheme, _line(definition.get("description", "")), flow))
        yield Credential(scheme, *_place(definition), flow, keywords)

    def _keywords(self, scheme: str, description: str, flow: Mapping[str, Any]) -> Iterator[Keyword]:
        meanings = {"hmac-query": "The key that signs, which itself is never sent.", "token-exchange": _READY}
        told = meanings.get(str(flow.get("type")), description)
        type_ = "str" if flow.get("type") == "hmac-query" else "secret"
        yield Keyword(self._argument(scheme), self._env(scheme), told, type_)
        if flow.get("type") == "token-exchange":
            yield Keyword(self._argument(flow["username"]), self._env(flow["username"]), "Who the token is for.")
            yield Keyword(self._argument(flow["password"]), self._env(flow["password"]), _FETCH)
        elif flow.get("type") == "hmac-query" and "user" in flow:
            yield Keyword(self._argument(flow["user"]), self._env(flow["user"]), "Who signs, unless the call says it.")
        elif not flow and _place(self.spec.security_schemes[scheme])[2] == "Basic ":
            for name, meaning in ("username", "The user's name."), ("password", "The user's password."):
                own = f"{scheme}_{name}" if name in self._arguments else name
                yield Keyword(self._argument(own), self._env(own), f"{meaning} In place of `{scheme}`, which is both.")

    def _env(self, name: str) -> str:
        return variable(self.spec.api_id, name)

    def _argument(self, name: str) -> str:
        argument = make_identifier(name, "field_")
        while argument in _TAKEN or argument in self._arguments:
            argument += "_"
        self._arguments[argument] = name
        return argument


def _flow(definition: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the `x-auth-flow` if a client can follow it. A token exchange has to name the user and the password."""
    flow = definition.get("x-auth-flow")
    if not isinstance(flow, Mapping) or (
        flow.get("type") == "token-exchange" and not {"username", "password"} <= flow.keys()
    ):
        return {}
    return flow


def _server_holder(spec: Spec, operation: Operation) -> Mapping[str, Any]:
    """Return the operation or its path, whichever has servers of its own; nothing if neither has."""
    item = spec.resolve(json_pointer.join("/paths", operation.path))[1]
    return next((each for each in (operation.definition, item) if each.get("servers")), {})


_READY = "A token that is there already; it is not refreshed."
_FETCH = "With it the client fetches tokens, and refreshes them, by itself."


def _place(definition: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the place of a credential: location, name, and the prefix of its value."""
    if definition["type"] == "apiKey":
        return definition["in"], definition["name"], ""
    scheme = str(definition.get("scheme", "bearer"))  # OAuth 2 and OpenID Connect give bearer tokens (RFC 6750)
    return "header", "Authorization", f"{scheme.capitalize() if scheme.islower() else scheme} "


def _line(text: str) -> str:
    return " ".join(text.split())
