"""What the client has to know besides operations: server variables and credentials, and their keywords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openapi_python_client.strings import PythonIdentifier

from conformance import pointers
from conformance.spec import Operation, Spec

# What else the client's constructor or class names.
_TAKEN = frozenset(
    "base_url timeout headers cookies verify_ssl follow_redirects httpx_args raise_on_unexpected_status "
    "url send send_async get_httpx_client set_httpx_client get_async_httpx_client set_async_httpx_client".split()
)


@dataclass(frozen=True)
class Variable:
    """A server variable: its name in the URL, the client's keyword, its default and meaning."""

    name: str
    argument: str
    default: str
    description: str


@dataclass(frozen=True)
class Credential:
    """A security scheme: the client's keyword, and where its value goes (`prefix` and value, as `name`)."""

    scheme: str
    argument: str
    location: str  # header | query | cookie
    name: str
    prefix: str
    description: str

    @property
    def is_basic(self) -> bool:
        """Whether the value is `user:password`, sent in base64 (RFC 7617)."""
        return self.location == "header" and self.prefix == "Basic "


class Access:
    """Servers and security of a document, as the templates use them."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self._arguments: dict[str, str] = {}

    @cached_property
    def server(self) -> str | None:
        """The first server's URL with its variables in braces, without a trailing slash; None if it is relative."""
        servers = self.spec.document.get("servers") or [{"url": "/"}]
        url = str(servers[0]["url"]).rstrip("/")
        return url if "://" in url else None

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of the first server."""
        servers = self.spec.document.get("servers") or [{}]
        variables = servers[0].get("variables", {}) if self.server else {}
        return tuple(
            Variable(name, self._argument(name), str(variable["default"]), _line(variable.get("description", "")))
            for name, variable in variables.items()
        )

    @cached_property
    def credentials(self) -> Mapping[str, Credential]:
        """The credentials a caller can give, by the name of their security scheme."""
        self.variables  # noqa: B018 - they choose their keywords first
        return {c.scheme: c for name in self.spec.security_schemes for c in self._credential(name)}

    def alternatives(self, operation: Operation) -> tuple[tuple[str, ...], ...]:
        """The keywords of the credentials that `operation` takes: one tuple per alternative, the empty one last.

        Raises InputError if it asks for a security scheme that the document does not define.
        """
        stated = operation.definition.get("security", self.spec.document.get("security", ()))
        keywords = [tuple(k for name in each for k in self._keyword(operation, name)) for each in stated]
        return tuple(sorted(keywords, key=lambda alternative: not alternative))

    def _keyword(self, operation: Operation, scheme: str) -> Iterator[str]:
        if scheme not in self.spec.security_schemes:
            own = "security" in operation.definition
            pointer = pointers.join(operation.pointer if own else "", "security")
            mend = "define it in components/securitySchemes"
            raise self.spec.error(pointer, f"security scheme {scheme!r} is not defined", mend)
        if scheme in self.credentials:
            yield self.credentials[scheme].argument

    def _credential(self, scheme: str) -> Iterator[Credential]:
        definition = self.spec.security_schemes[scheme]
        if definition["type"] == "mutualTLS":  # nothing in the request: the certificate goes into httpx_args
            return
        location, name, prefix = _place(definition)
        yield Credential(
            scheme, self._argument(scheme), location, name, prefix, _line(definition.get("description", ""))
        )

    def _argument(self, name: str) -> str:
        argument = str(PythonIdentifier(name, "field_"))
        while argument in _TAKEN or argument in self._arguments:
            argument += "_"
        self._arguments[argument] = name
        return argument


def _place(definition: Mapping[str, Any]) -> tuple[str, str, str]:
    """Where a credential goes: location, name, and what stands before it."""
    if definition["type"] == "apiKey":
        return definition["in"], definition["name"], ""
    scheme = str(definition.get("scheme", "bearer"))  # OAuth 2 and OpenID Connect give bearer tokens (RFC 6750)
    return "header", "Authorization", f"{scheme.capitalize() if scheme.islower() else scheme} "


def _line(text: str) -> str:
    return " ".join(text.split())
