"""Faults of generated clients: changes of their source, each wrong in one way.

Tested in `tests/faults/test_clients.py`.
"""
# ruff: noqa: E501 - a pattern of source keeps to one line

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from conformance.apis import Api
from conformance.auth.credentials import fake
from conformance.faults.result import Result, Verdict
from conformance.faults.varied_answers import FORMS, VariedAnswers
from conformance.mock.app import create_app
from conformance.mock.server import serving
from conformance.network.connection import Connection
from conformance.suite.budget import Budget
from conformance.suite.client_run import ClientRun, NotCalledError
from conformance.suite.profiles import PROFILES, Profile
from conformance.suite.server_run import run_server
from conformance.suite.target import Target

CHECK = "client"
_MET = 'globals().__setitem__("is_met", True)'  # is None, and says that the changed line had an effect
NOT_READ = "no call shows what the changed line does"
_SEEN = frozenset({"examples", "values"})


@dataclass(frozen=True)
class Mutation:
    """A change of source: a pattern in files and its replacement. `needs` has to be found somewhere."""

    name: str
    does: str
    files: str
    pattern: str
    replacement: str
    needs: str = ""


MUTATIONS = (
    Mutation("query-name-wrong", "Send a query parameter by another name.", "resources/*.py", r'query\("', 'query("x-'),
    Mutation("query-dropped", "Send no query.", "_runtime/outgoing.py", r'\(mark \+ query if query else ""\)', f'({_MET} or "" if query else "")'),
    Mutation("header-dropped", "Send no header parameters.", "resources/*.py", r"headers=writing\.headers\(", "headers=dict(() and "),
    Mutation("method-wrong", "Send another method.", "resources/*.py", r'method="(PUT|POST|PATCH)"', 'method="DELETE"'),
    Mutation("path-cut", "Leave the last segment of the path out.", "_runtime/outgoing.py", r"\+ request\.path \+", '+ request.path.rstrip("/").rpartition("/")[0] +'),
    Mutation("body-empty", "Send an empty object.", "resources/*.py", r"content=writing\.document\(.*\),\n", 'content=b"{}",\n'),
    Mutation("null-for-unset", "Send null for what is not given.", "models.py", r"if \(value := self\.(\w+)\) is not UNSET:\n\s+data\[(.+?)\] = (.*)\n", r"value = self.\1" "\n" r"        data[\2] = " f"{_MET} if value is UNSET else " r"\3" "\n"),
    Mutation("float-for-decimal", "Read a decimal as a binary number.", "decoding.py", r"return number if str\(number\) == value .*", "return Decimal(float(value))", "read_decimal(data"),
    Mutation("unknown-lost", "Lose properties that are not documented.", "models.py", r"(new\.additional_properties = .* else )cls\._unknown\(data\)\n", rf"\1({_MET} or {{}})" "\n"),
    Mutation("property-lost", "Read null for the first property of an object.", "models.py", r'(new = cls\.__new__\(cls\)\n\s+try:\n\s+new\.\w+) = (data\["\w+"\])\n', rf"\1 = None if \2 is None else {_MET}" "\n"),
    Mutation("error-swallowed", "Treat a refusal as a success.", "_runtime/reading.py", r"if not answer\.is_success:", "if answer.status_code >= 500:"),
    Mutation("error-of-another-class", "Raise another error than the status has.", "_runtime/errors.py", r"401: AuthenticationError", "401: ConflictError"),
    Mutation("error-body-lost", "Lose the body of an error.", "_runtime/reading.py", r"body = _error_body\(operation, answer\)", f"body = {_MET} if operation.find_contents(answer.status_code) else None"),
    Mutation("credential-dropped", "Send no credential.", "_runtime/auth.py", r"request\.headers\[(.+?)\] = .*\n", f"pass; {_MET}\n"),
    Mutation("signature-unsorted", "Sign the parameters in another order.", "_runtime/signing.py", r"rest = sorted\((.*), key=lambda pair: pair\[0\]\)", r"rest = sorted(\1, key=lambda pair: pair[0], reverse=True)"),
    Mutation("signature-unencoded", "Sign values that are not percent-encoded.", "_runtime/signing.py", r"=\{quote\(value, safe=''\)\}", "={value}"),
)  # fmt: skip


@dataclass(frozen=True)
class ClientFault:
    """One change at one place of a client's package: the start of what is replaced."""

    id: str
    does: str
    file: str
    start: int
    mutation: Mutation
    kills: str = CHECK

    @property
    def is_shared(self) -> bool:
        """True if all clients have the line that is changed."""
        return self.file.startswith("_runtime/") or self.file == "decoding.py"


def client_faults(folder: Path, name: str) -> list[ClientFault]:
    """Return the faults of the client package `name` in the project folder; none without a package."""
    found = (fault for mutation in MUTATIONS for fault in _places(folder / name, mutation))
    return list(found) if (folder / name).is_dir() else []


def _places(package: Path, mutation: Mutation) -> Iterator[ClientFault]:
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    if mutation.needs and not any(mutation.needs in text for text in texts.values()):
        return
    for file in sorted(package.glob(mutation.files)):
        for match in re.finditer(mutation.pattern, texts[file]):
            line = texts[file].count("\n", 0, match.start()) + 1
            name = file.relative_to(package).as_posix()
            yield ClientFault(f"{mutation.name}@{name}:{line}", mutation.does, name, match.start(), mutation)


def try_client_fault(api: Api, folder: Path, fault: ClientFault, profile: str, seed: int) -> Result:
    """Run the client layer with a client that has the fault, and return the result."""
    start = time.monotonic()
    with _copy_with_fault(folder, api.id, fault) as mutated:
        keys = _find(api, mutated, PROFILES[profile], seed)
        module = sys.modules.get(f"{api.id}.{fault.file.removesuffix('.py').replace('/', '.')}")
        is_met = getattr(module, "is_met", _MET not in fault.mutation.replacement)
    verdict = Verdict.KILLED if keys else Verdict.SURVIVED if is_met else Verdict.UNSEEN
    reason = NOT_READ if verdict is Verdict.UNSEEN else ""
    return Result(api.id, fault.id, fault.kills, verdict, time.monotonic() - start, reason)


@contextmanager
def _copy_with_fault(folder: Path, name: str, fault: ClientFault) -> Iterator[Path]:
    """Yield a copy of a client's project folder with the fault; what was imported of it is forgotten."""
    with tempfile.TemporaryDirectory() as made:
        copied = Path(shutil.copytree(folder, Path(made) / folder.name, ignore=shutil.ignore_patterns("__pycache__")))
        file = copied / name / fault.file
        text = file.read_text(encoding="utf-8")
        changed = re.compile(fault.mutation.pattern).sub(fault.mutation.replacement, text[fault.start :], count=1)
        file.write_text(text[: fault.start] + changed, encoding="utf-8")
        _forget(name)
        try:
            yield copied
        finally:
            sys.path[:] = [each for each in sys.path if each != str(copied)]
            _forget(name)


def _forget(name: str) -> None:
    for module in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[module]


def _find(api: Api, folder: Path, profile: Profile, seed: int) -> list[str]:
    """Return the first findings of the client layer."""
    answers = VariedAnswers(api)
    with serving(create_app(api, seed=seed, faults=answers.as_fault())) as origin:
        target = Target(api, origin + api.spec.base_path, fake(api.spec), connection=Connection(timeout=5.0))
        names = list(api.spec.operations)
        tried = run_server(target, names, replace(profile, phases=_SEEN), seed)
        run = ClientRun(target, folder, profile, seed, Budget.of(profile.seconds).deal(names * FORMS), tried, {})
        for answers.form, operation in product(range(FORMS), api.spec.operations.values()):
            with suppress(NotCalledError):
                if findings := run.run(operation).findings:
                    return [each.key for each in findings]
    return []
