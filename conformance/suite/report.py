"""Findings as blocks: the expected and the actual response, and the commands that show the fault again.

Tested in `tests/suite/test_report.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Iterator, Mapping
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conformance import facts
from conformance.apis import Api
from conformance.auth.redaction import MASK
from conformance.mock.schemas import Leaf
from conformance.network.exchange import Response
from conformance.openapi import json_pointer
from conformance.openapi.bundle import Place
from conformance.report.blocks import Block, format_block
from conformance.report.runs import is_kept
from conformance.suite.creation import format_request
from conformance.suite.excerpt import excerpt
from conformance.suite.findings import Finding
from conformance.suite.options import Options
from conformance.suite.profiles import DEFAULT_PROFILE
from conformance.suite.target import Target

AFTER_START = "start the server again first: the answer depends on what it holds, and the run has changed that"
_LONGEST = 200  # characters of a value
_LONGEST_FACT = 160
# Headers that matter whatever the cause is: RFC 9110, sections 8.3, 10.2 and 11.6.
_HEADERS = frozenset({"allow", "content-type", "location", "retry-after", "www-authenticate"})


def build_block(finding: Finding, target: Target, options: Options | None = None) -> Block:
    """Build the block of a finding in a run with `options`; it holds no credential."""
    operation, hide = finding.operation, target.redaction.text
    name = identify(target.api.id, operation.id, finding.check, finding.key)
    shared = f"{finding.check} {finding.shared}" if finding.shared else f"{operation.id} {finding.check} {finding.key}"
    return Block(
        id=name,
        api=target.api.id,
        key=hide(shared),
        pattern=_name_pattern(finding),
        check=finding.check,
        cause=hide(_name_cause(finding)),
        method=operation.method,
        path=operation.path,
        operation=operation.id,
        **_place(finding, target.api),
        **_difference(finding, target),
        times=finding.times,
        severity=finding.severity,
        rerun=format_rerun(operation.id, finding.check, target.api, options) if options else "",
        replay=_format_replay(name, options),
        **_describe_shown(finding, target, options),
    )


def _name_pattern(finding: Finding) -> str:
    """Return what a server does alike at many places, "" for a finding of another kind.

    That is a type or format of a value, in what it accepts or answers, or a status or method that the document lacks.
    """
    leaf = finding.leaf
    if finding.check in {"undocumented-status", "undocumented-method"}:
        return finding.title.removeprefix(finding.key)  # any method that is not documented
    if finding.check not in {"accepts-invalid", "response-body"} or leaf is None:
        return ""
    is_habit = leaf.rule.startswith(("type ", "format "))
    return f"{finding.check} {leaf.rule} {type(leaf.value).__name__}" * is_habit


def _name_cause(finding: Finding) -> str:
    """Return the title. That of a law or a rule has its name and sources."""
    return f"{finding.title} ({finding.check}: {', '.join(finding.sources)})" if finding.sources else finding.title


def identify(*parts: str) -> str:
    """Return the id of a cause: eight hexadecimal digits, the same in each run."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def format_finding(finding: Finding, target: Target) -> str:
    """Format a finding as a block."""
    return format_block(build_block(finding, target))


def _place(finding: Finding, api: Api) -> dict[str, Any]:
    """Return the place in the document that was broken, and the facts that it cites."""
    place = api.spec.place(finding.pointer)
    cited = tuple(_facts(api, finding))
    return {**place_in_document(place), "facts": cited}


def place_in_document(place: Place) -> dict[str, Any]:
    """Return the fields of a block that say where the document says something."""
    return {"file": _relative(place.file), "line": place.line, "column": place.column, "pointer": place.pointer}


def _facts(api: Api, finding: Finding) -> Iterator[str]:
    """Yield the facts that a rule rests on, else those of the place in the document."""
    known = _load_facts(api.facts_file) if api.facts_file.exists() else {}
    existing = next(above for above in json_pointer.ancestors(finding.pointer) if _exists(api, above))
    for name in [each for each in finding.sources if each in known] or facts.evidence(api.spec, existing):
        statement = f"{known[name].statement} ({known[name].kind})" if name in known else ""
        yield f"{name}: {_shorten(statement, _LONGEST_FACT)}"


@lru_cache(maxsize=8)
def _load_facts(file: Path) -> Mapping[str, facts.Fact]:
    return facts.load(file)[1]


def _exists(api: Api, pointer: str) -> bool:
    try:
        json_pointer.follow(api.spec.document, pointer)
    except LookupError:
        return False
    return True


def _difference(finding: Finding, target: Target) -> dict[str, Any]:
    """Return the expected and the actual value, with their place in the body or the parameter."""
    hide, leaf = target.redaction.text, finding.leaf
    if leaf is None:
        return {"expected": hide(finding.expected), "got": _shorten(hide(finding.got))}
    where = f"{finding.leaf_of} {json_pointer.from_path(leaf.path)}".strip()
    is_hidden = target.redaction.hides([finding.leaf_of.rpartition(" ")[2], *leaf.path])
    value = MASK if is_hidden else _shorten(hide(_describe(leaf)))
    return {"expected": f"{where}: {_shorten(leaf.rule)}", "got": f"{where}: {value}"}


def _describe(leaf: Leaf) -> str:
    """Return a value as JSON. If an object lacks a property or has an extra one, return the names involved."""
    keyword = leaf.rule.partition(" ")[0]
    if keyword == "required" and isinstance(leaf.value, dict):
        return f"only {', '.join(map(json.dumps, leaf.value)) or 'an empty object'}"
    if keyword in {"additionalProperties", "unevaluatedProperties"} and leaf.variant:
        return f"also {leaf.variant}"
    return json.dumps(leaf.value, ensure_ascii=False)


def _describe_shown(finding: Finding, target: Target, options: Options | None) -> dict[str, Any]:
    """Return what a block shows of an exchange."""
    if finding.exchange is None:
        return {}
    response = finding.exchange.response
    curl = format_request(finding, finding.exchange, target, None if response else target.channel.timeout)
    shown = dict(_of_response(finding, response, target)) if response else {}
    notes = (*curl.notes, *_say_where_to_start(target, options), *([AFTER_START] if finding.is_past else []))
    return {**shown, "curl": curl.command, "notes": notes}


def _say_where_to_start(target: Target, options: Options | None) -> Iterator[str]:
    """Say where to start the app again before its request is sent, since the run has ended its server."""
    if options is not None and options.app is not None:
        yield f"start the app on port {urlsplit(target.url).port} first"


def _of_response(finding: Finding, response: Response, target: Target) -> Iterator[tuple[str, Any]]:
    hide = target.redaction.text
    own = finding.expected.rpartition(" ")[2].lower() if finding.check == "response-header" else ""
    matter = {*_HEADERS, finding.got.partition(":")[0].lower(), own}
    yield "status", f"{response.status} {_phrase(response.status)}".strip()
    yield "headers", tuple(hide(f"{name}: {value}") for name, value in response.headers if name.lower() in matter)
    path = finding.leaf.path if finding.leaf and finding.leaf_of == "response" else ()
    yield "body", excerpt(response.content, path, hide)


def _phrase(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "")


def _format_replay(name: str, options: Options | None) -> str:
    """Return the command that sends the requests again; nothing if no run has recorded them."""
    if options is None or options.events is None:
        return ""
    file = [] if is_kept(options.events) else ["--events", str(options.events)]
    return shlex.join(["conformance", "replay", name, *file])


def format_rerun(operation: str, check: str, api: Api, options: Options) -> str:
    """Return the command that runs an operation and a check again, as `options` say."""
    document = api.named_file
    words = ["conformance", "run", options.names[0] if document and len(options.names) == 1 else api.id]
    given = {
        "--specs": None if document or options.specs == Path("specs") else str(options.specs),
        "--app": options.app_name,
        "--url": options.url,
        "--profile": None if options.profile == DEFAULT_PROFILE else options.profile,
        "--config": str(options.config) if options.config else None,
    }
    words += [word for option, value in given.items() if value is not None for word in (option, value)]
    words += [*options.connection.words(), *(["--allow-writes", options.allow_writes] if options.allow_writes else [])]
    words += ["--lenient"] if options.lenient else []
    words += [word for phase in options.selection.phases for word in ("--phase", phase)]
    return shlex.join([*words, "--operation", operation, "--check", check, "--seed", str(options.seed)])


def _relative(file: Path) -> str:
    """Return the path as seen from the current folder, if it lies there."""
    return os.path.relpath(file) if file.is_absolute() and file.is_relative_to(Path.cwd()) else str(file)


def _shorten(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"
