"""Redaction of credentials in everything that is shown: reports, errors, recorded files."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import unquote

from conformance.auth import credentials, secret_patterns
from conformance.openapi import json_pointer, lint
from conformance.openapi.spec import Spec

MASK = "[redacted]"
CUT_MASK = "[redacted-cut]"  # for a credential without its last characters, which a replay cuts again
_TELLING = 4  # characters of a secret that are enough to recognise it if the others were replaced while decoding


@dataclass(frozen=True, repr=False)
class Redaction:
    """Replaces known secret values, and the values of properties known to be secret, by `[redacted]`.

    A value is found in each notation of `secret_patterns`.
    """

    secrets: tuple[str, ...]
    names: tuple[str, ...]
    cut: tuple[str, ...] = ()

    @classmethod
    def of(cls, spec: Spec, secrets: Iterable[str] = ()) -> Redaction:
        """Redact `secrets` and every property or parameter that the spec marks `x-sensitive`.

        Secrets are credentials as `auth.credentials` holds them: `user:password` for `basic`.
        """
        secrets = list(secrets)
        whole = _sort_forms(spec, secrets)
        cut = _sort_forms(spec, filter(None, map(credentials.cut, secrets)))
        return cls(whole, tuple(sorted(_sensitive_names(spec.document))), cut)

    def __repr__(self) -> str:
        return f"Redaction(names={self.names!r})"

    def text(self, text: str, keep: Container[str] = ()) -> str:
        """Return `text` without secrets in any notation, and without the values of sensitive members except `keep`."""
        if self.secrets:
            text = _compile(self.secrets).sub(MASK, text)
        if self.cut:
            text = _compile(self.cut).sub(CUT_MASK, text)
        return "".join(self._without_members(text, keep)) if self.names else text

    def hides(self, path: Iterable[str | int]) -> bool:
        """Return whether the value at `path` of a body is sensitive, or is in a member that is."""
        return not {str(token).lower() for token in path}.isdisjoint(name.lower() for name in self.names)

    def _without_members(self, text: str, keep: Container[str]) -> Iterator[str]:
        done = 0
        for start, end in self._members.values(text):
            yield text[done:start] + (text[start:end] if text[start:end] in keep else MASK)
            done = end
        yield text[done:]

    @cached_property
    def _members(self) -> secret_patterns.Members:
        return secret_patterns.Members(self.names)


@lru_cache(maxsize=16)
def _compile(texts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(secret_patterns.pattern, texts)))


def _sort_forms(spec: Spec, secrets: Iterable[str]) -> tuple[str, ...]:
    """Return the texts to look for, the longest first."""
    forms = {form for secret in secrets for form in _forms(secret, _is_basic(spec)) if form}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _is_basic(spec: Spec) -> bool:
    schemes = spec.security_schemes.values()
    return any(s["type"] == "http" and credentials.http_scheme(s) == "Basic" for s in schemes)


def _forms(secret: str, is_basic: bool) -> Iterator[str]:
    """Yield the secret, the password in it, and both as `Authorization: Basic` sends them (RFC 7617)."""
    parts = [secret, secret.strip()]  # as a header holds it (RFC 9110, section 5.5)
    parts += [secret.partition(":")[2]] if is_basic and ":" in secret else []
    for part in parts:
        yield from (part, *(() if part.isascii() else _misread(part)))
    for encoding in ("utf-8", "latin-1"):  # clients differ
        encoded = b64encode(secret.encode(encoding, "replace")).decode().rstrip("=")
        yield encoded
        yield encoded.translate({ord("+"): "-", ord("/"): "_"})


def _misread(text: str) -> Iterator[str]:
    """Yield the text as it looks when its bytes are decoded with the wrong encoding."""
    yield text.encode(errors="surrogatepass").decode("latin-1")
    latin = text.encode("latin-1", "ignore")
    if len(latin) == len(text):
        yield latin.decode(errors="surrogateescape")
        if sum(map(str.isascii, text)) >= _TELLING:
            yield latin.decode(errors="replace")


def _sensitive_names(document: Mapping[str, Any]) -> set[str]:
    definitions = list(lint.definitions(document))
    found = {pointer for pointer, value in definitions if value.get("x-sensitive")}
    references = [(p, unquote(v["$ref"])[1:]) for p, v in definitions if isinstance(v.get("$ref"), str)]
    size = -1
    while size != len(found):
        size = len(found)
        found |= {pointer for pointer, target in references if target in found}
    return {name for pointer in found for name in _names(document, pointer)}


def _names(document: Mapping[str, Any], pointer: str) -> Iterator[str]:
    """Yield the name of a definition's value in requests and responses; none for a whole body."""
    for place in json_pointer.ancestors(pointer):
        value = json_pointer.follow(document, place)
        if isinstance(value, dict) and isinstance(value.get("name"), str) and "in" in value:
            yield value["name"]
            return
        if json_pointer.last(place.rpartition("/")[0]) in {"properties", "headers"}:
            yield json_pointer.last(place)
            return
