"""Requests as curl commands for bash; credentials are variables of the environment.

Tested in `tests/suite/test_curl.py`.
"""

from __future__ import annotations

import gzip
import os
import re
import shlex
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlsplit

from conformance.auth import credentials
from conformance.network.exchange import Request
from conformance.suite.shell import Expansion, Word, quote_word
from conformance.suite.target import Target

_UNSHOWN = frozenset(
    {"user-agent", "accept-encoding", "connection", "content-length", "host", "x-schemathesis-testcaseid"}
)
_LONGEST = 2000  # bytes of a body that is written as it is
_RESERVED = "!#$%&'()*+,/:;=?@[]~"  # stays as it is in a URL, which is percent-encoded already
_MARKS = 0xF0000  # the first private-use character; such characters replace credentials
_MASKED = "[redacted] is a value that is never shown: put yours in its place"


@dataclass(frozen=True)
class Curl:
    """A command that sends a request again, and notes on what it needs."""

    command: str
    notes: tuple[str, ...] = ()


def format_curl(
    request: Request, target: Target, seconds: float | None = None, variables: Mapping[str, str] | None = None
) -> Curl:
    """Format a request as a curl command that shows status, headers and body, and waits for `seconds`.

    Each of the shell's `variables` replaces the text that it is mapped to.
    """
    return _Writer(request, target, seconds, variables or {}).write()


class _Writer:
    """The writer of one command."""

    def __init__(self, request: Request, target: Target, seconds: float | None, variables: Mapping[str, str]) -> None:
        self._own = variables
        self._request = request
        self._target = target
        self._seconds = seconds
        self._variables: set[str] = set()
        self._is_masked = False
        self._of_commands = target.tokens.first.keys() if target.tokens else ()  # schemes

    def write(self) -> Curl:
        """Return the command, and the notes on it."""
        before, data = self._body()
        words = [*self._options(), *self._headers(), *data, *self._url()]
        return Curl(f"{before}curl {' '.join(map(quote_word, words))}", tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        unset = {name for name in self._variables if not os.environ.get(name)}
        printed = unset & {variable for scheme, _, variable in self._list_credentials() if scheme in self._of_commands}
        if printed:
            yield f"set {', '.join(sorted(printed))} first: the run had it from --auth-command"
        if unset - printed:
            yield f"set {', '.join(sorted(unset - printed))} first: the run had none, and sent what the mock accepts"
        if self._is_masked:
            yield _MASKED

    def _options(self) -> Iterator[Word]:
        method, url = self._request.method, self._request.url
        yield ["-I" if method == "HEAD" else "-i"]
        if method not in {"GET", "HEAD"} or (method == "GET" and self._request.body):
            yield from (["-X"], [method])
        if self._seconds is not None:
            yield from (["-m"], [f"{self._seconds:g}"])
        if re.search(r"[\[\]{}]", url):
            yield ["-g"]
        if re.search(r"/\.{1,2}(/|$)", urlsplit(url).path):
            yield ["--path-as-is"]
        channel = self._target.channel
        certificates = (channel.ca, *channel.cert) if url.startswith("https:") else (None, None, None)
        files = zip(("--cacert", "--cert", "--key"), certificates, strict=True)
        for option, value in (*files, ("--proxy", channel.proxy)):
            if value is not None:
                yield from ([option], self._text(str(value)))

    def _headers(self) -> Iterator[Word]:
        for name, value in self._request.headers:
            if name.lower() not in _UNSHOWN and (name.lower(), value) != ("accept", "*/*"):
                yield from self._header(name, value)
        if self._request.body and not self._request.header("content-type"):
            yield from (["-H"], ["Content-Type:"])  # else curl calls it a form
        if not self._request.body and self._request.method in {"POST", "PUT", "PATCH"}:
            yield from (["-H"], ["Content-Length: 0"])

    def _header(self, name: str, value: str) -> Iterator[Word]:
        if name.lower() == "cookie":
            yield from (["-H"], [f"{name}: ", *self._cookies(value)])
            return
        variable, given = self._find_credential("header", name, value)
        if variable and value.startswith("Basic ") and value != given:
            yield from (["-u"], [self._expand(variable)])
        elif variable:
            word = value.removesuffix(given) if value.endswith(given) else ""
            yield ["-H"]
            yield [f"{name}: {word}", self._expand(variable)]
        else:
            text = value.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
            yield ["-H"]
            yield [f"{name}: ", *self._member("header", name, text)] if text.strip() else [f"{name};"]

    def _cookies(self, value: str) -> Iterator[str | Expansion]:
        for index, pair in enumerate(value.split(";")):
            name, sign, text = pair.partition("=")
            variable, _ = self._find_credential("cookie", name.strip(), text)
            yield f"{';' if index else ''}{name}{sign}"
            yield from (self._expand(variable),) if variable else self._member("cookie", name.strip(), text)

    def _url(self) -> Iterator[Word]:
        """Yield the URL; a credential that has to be percent-encoded in it becomes an option before it."""
        base, mark, query = self._request.url.partition("?")
        word: list[str | Expansion] = [*self._text(quote(base, safe=_RESERVED)), mark]
        apart: list[Word] = []
        for index, piece in enumerate(query.split("&") if mark else ()):
            name, sign, text = piece.partition("=")
            carried = unquote_plus(text)
            variable, _ = self._find_credential("query", unquote_plus(name), carried)
            if variable and quote(carried, safe="") != carried:
                apart += (["--url-query"], [f"{unquote_plus(name)}=", self._expand(variable)])
                continue
            word.append(f"{'&' if index else ''}{name}{sign}")
            if variable:
                word.append(self._expand(variable))
            else:
                word += self._signature(unquote_plus(name), text) or self._member("query", unquote_plus(name), text)
        yield from [*apart, word]

    def _signature(self, name: str, text: str) -> list[str | Expansion]:
        """Return a command that signs the query, if that is what `text` does."""
        pairs = parse_qsl(urlsplit(self._request.url).query, keep_blank_values=True, errors="surrogateescape")
        for scheme, key, variable in self._list_credentials():
            flow = credentials.flow_of(self._target.api.spec.security_schemes[scheme], "hmac-query")
            if flow and name == flow["parameter"] and text == credentials.sign(pairs, key, flow):
                signed = shlex.quote(credentials.text_to_sign(pairs, flow))
                hashed = f'openssl dgst -{flow["algorithm"]} -hmac "{self._expand(variable).text}" -r'
                return [Expansion(f"$(printf %s {signed} | {hashed} | cut -d' ' -f1)")]
        return []

    def _body(self) -> tuple[str, list[Word]]:
        """Return what is before the command, and the options for the body."""
        body = self._request.body
        if not body:
            return "", []
        text = body.decode("utf-8", "surrogateescape")
        word = self._text(text)
        is_plain = len(word) == 1 and word[0] == text
        if is_plain and (len(body) > _LONGEST or b"\0" in body):
            packed = b64encode(gzip.compress(body, mtime=0)).decode()
            return f"printf %s {packed} | base64 -d | gunzip | ", [["--data-binary"], ["@-"]]
        return "", [["--data-raw"], word]

    def _list_credentials(self) -> Iterator[tuple[str, str, str]]:
        """Yield each credential of a user, whole and cut: its security scheme, the credential, and its variable."""
        for each in self._target.identities:
            for scheme, value in each.credentials.items():
                yield scheme, value, each.variables[scheme]
                if short := credentials.cut(value):
                    yield scheme, short, f"{each.variables[scheme]}%{'?' * credentials.CUT}"

    def _find_credential(self, location: str, name: str, value: str) -> tuple[str, str]:
        """Return the variable of the credential that `value` is or holds, and the credential; else empty texts."""
        for scheme, credential, variable in self._list_credentials():
            definition = self._target.api.spec.security_schemes[scheme]
            place = credentials.place_of(definition)
            is_there = place[0] == location and _is_same(location, place[1], name)
            if is_there and value in _writings(definition, credential):
                return variable, credential
        return "", ""

    def _expand(self, name: str) -> Expansion:
        self._variables.update({name.partition("%")[0]} - self._own.keys())
        return Expansion(f"${name}" if name.isidentifier() else f"${{{name}}}")

    def _member(self, location: str, name: str, text: str) -> Word:
        """Return the value of a header, cookie or query parameter; one that is sensitive is masked."""
        schemes = self._target.api.spec.security_schemes.values()
        is_wrong = any(p[0] == location and _is_same(location, p[1], name) for p in map(credentials.place_of, schemes))
        if not is_wrong and text and self._target.redaction.hides([name]):
            self._is_masked = True
            return ["[redacted]"]
        return self._text(text)

    def _text(self, text: str) -> Word:
        """Return a text with variables in place of credentials and given secrets, and other secrets redacted."""
        values = {variable: credential for _, credential, variable in self._list_credentials()}
        values |= {**self._target.secrets, **self._target.channel.variables, **self._own}
        marks = {chr(_MARKS + index): name for index, name in enumerate(values)}
        marked = text
        for mark, name in sorted(marks.items(), key=lambda pair: -len(values[pair[1]])):
            marked = marked.replace(values[name] or mark, mark)
        masked = self._target.redaction.text(marked, keep={*marks, *self._target.public})
        self._is_masked |= masked != marked
        pieces = re.split(f"([{''.join(marks)}])", masked) if marks else [masked]
        return [self._expand(marks[piece]) if piece in marks else piece for piece in pieces if piece]


def _is_same(location: str, name: str, other: str) -> bool:
    return name.lower() == other.lower() if location == "header" else name == other


def _writings(scheme: Mapping[str, Any], value: str) -> set[str]:
    """Return the forms in which a request may carry a credential. Clients differ in the encoding of `Basic`."""
    if scheme["type"] == "apiKey":
        return set() if credentials.flow_of(scheme, "hmac-query") else {value, value.strip()}
    written = credentials.authorization(scheme, value)
    latin = f"Basic {b64encode(value.encode('latin-1', 'replace')).decode()}"
    return {written, latin} if written.startswith("Basic ") else {written}
