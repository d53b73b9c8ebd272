"""Findings and what was not reached, as text.

Tested in `tests/suite/test_server_run.py`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from urllib.parse import quote

from conformance.auth.credentials import variable
from conformance.suite.exchange import Exchange, Request, Response
from conformance.suite.findings import Finding
from conformance.suite.target import Target

_SHOWN = 600  # characters of a body
_UNSHOWN = frozenset("user-agent accept-encoding accept connection content-length host".split())


def format_finding(finding: Finding, target: Target) -> str:
    """Format a finding: the cause, where it is described, the answer, and a command that shows it; no credential."""
    often = f" ({finding.times} times)" if finding.times > 1 else ""
    lines = [f"{finding.headline}{often}"]
    if finding.pointer:
        lines.append(f"  check: {finding.check}, {target.api.spec.place(finding.pointer)}")
    if finding.exchange is not None:
        lines += [f"  {line}" for line in _format_exchange(finding.exchange, target)]
    return target.redaction.text("\n".join(lines))


def _format_exchange(exchange: Exchange, target: Target) -> Iterator[str]:
    if exchange.response is not None:
        yield f"answer: {_format_response(exchange.response)}"
    yield f"request: {format_curl(exchange.request, target)}"


def _format_response(response: Response) -> str:
    text = response.content.decode(errors="replace")
    body = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
    return f"{response.status} {response.header('content-type')} {body}".rstrip()


def format_curl(request: Request, target: Target) -> str:
    """Format a request as a curl command, with variables of the environment for credentials."""
    words = ["curl", *(["-X", request.method] if request.method != "GET" else [])]
    for name, value in request.headers:
        if name.lower() not in _UNSHOWN:
            words += ["-H", f"{name}: {value}"]
    if request.body:
        words += ["--data-binary", request.body.decode(errors="replace")]
    return _with_variables(" ".join(shlex.quote(word) for word in [*words, request.url]), target)


def _with_variables(command: str, target: Target) -> str:
    for name, value in target.credentials.items():
        shown = f"'\"${variable(target.api.id, name)}\"'"
        for written in {value, quote(value, safe="")}:
            command = command.replace(written, shown)
    return command
