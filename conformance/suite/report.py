"""Findings as blocks: what was expected, what came instead, and the commands that show it again.

Tested in `tests/suite/test_report.py`.
"""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from conformance.report.blocks import Block, format_block
from conformance.suite.curl import format_curl
from conformance.suite.exchange import Exchange, Response
from conformance.suite.findings import Finding
from conformance.suite.options import Options
from conformance.suite.profiles import DEFAULT_PROFILE
from conformance.suite.target import Target

_SHOWN = 600  # characters of a body
_HEADERS = frozenset({"allow", "content-type", "location", "retry-after", "www-authenticate"})  # that tell of a cause


def build_block(finding: Finding, target: Target, options: Options | None = None) -> Block:
    """Build the block of a finding in a run with `options`; it holds no credential."""
    spec, operation, hide = target.api.spec, finding.operation, target.redaction.text
    place = spec.place(finding.pointer) if finding.pointer else None
    name = identify(target.api.id, operation.id, finding.check, finding.key)
    return Block(
        id=name,
        api=target.api.id,
        key=f"{operation.id} {finding.check} {finding.key}",
        check=finding.check,
        cause=hide(finding.title),
        method=operation.method,
        path=operation.path,
        operation=operation.id,
        file=_relative(place.file) if place else "",
        line=place.line if place else 0,
        pointer=place.pointer if place else "",
        times=finding.times,
        rerun=_rerun(finding, target, options) if options else "",
        replay=f"conformance replay {name}",
        **_shown(finding.exchange, target),
    )


def identify(*parts: str) -> str:
    """Return the id of a cause: eight hexadecimal digits, the same in each run."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def format_finding(finding: Finding, target: Target) -> str:
    """Format a finding as a block."""
    return format_block(build_block(finding, target))


def _shown(exchange: Exchange | None, target: Target) -> dict[str, Any]:
    """Return what a block shows of an exchange."""
    if exchange is None:
        return {}
    curl = format_curl(exchange.request, target)
    response = dict(_of_response(exchange.response, target)) if exchange.response else {}
    return {**response, "curl": curl.command, "notes": curl.notes}


def _of_response(response: Response, target: Target) -> Iterator[tuple[str, Any]]:
    hide = target.redaction.text
    text = response.content.decode(errors="replace")
    yield "status", f"{response.status} {_phrase(response.status)}".strip()
    yield "headers", tuple(hide(f"{name}: {value}") for name, value in response.headers if name.lower() in _HEADERS)
    shown = hide(text)
    yield "body", shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]} …"


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "")


def _rerun(finding: Finding, target: Target, options: Options) -> str:
    """Return the command that runs the operation and the check again."""
    named = {str(target.api.named_file)} if target.api.named_file else {target.api.id}
    words = ["conformance", "run", *(options.names if len(options.names) == 1 else sorted(named))]
    given = {
        "--specs": None if target.api.named_file else str(options.specs),
        "--url": options.url,
        "--profile": None if options.profile == DEFAULT_PROFILE else options.profile,
        "--config": str(options.config) if options.config else None,
    }
    words += [word for option, value in given.items() if value is not None for word in (option, value)]
    words += ["--lenient"] if options.lenient else []
    words += ["--operation", finding.operation.id, "--check", finding.check, "--seed", str(options.seed)]
    return shlex.join(words)


def _relative(file: Path) -> str:
    """Return the path as seen from the current folder, if it lies there."""
    return os.path.relpath(file) if file.is_absolute() and file.is_relative_to(Path.cwd()) else str(file)
