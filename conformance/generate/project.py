"""One API's project, from its document to formatted files.

Tested in `tests/generate/test_fuzz.py`.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from conformance.apis import Api
from conformance.generate import affected_operations, processes, provenance
from conformance.generate.ir.package import Package
from conformance.generate.models import apart
from conformance.generate.opc.rewriting import Trace
from conformance.generate.options import DEFAULTS, MODELS, Options
from conformance.generate.output import formatting
from conformance.generate.progress import Report
from conformance.generate.render import header, package
from conformance.generate.verify.coverage import Account
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec


class _Client(NamedTuple):
    """A client package without the operations that can't be generated."""

    package: Package
    account: Account
    trace: Trace


def generate(api: Api, folder: Path, report: Report, options: Options = DEFAULTS) -> None:
    """Write the project of `api` into `folder`, which does not exist yet.

    Reports each stage as it begins. Raises InputError, naming every place, if the document is not valid or the
    generators can't accept it. Operations that may be left out do not count.
    """
    report(api.id, "reading")
    spec = api.spec
    processes.give_back_memory()
    try:
        with apart.begin_models(spec, MODELS[options.models]) as finish_models:
            made = _complete_client(api, spec, folder, report, options)
            if MODELS[options.models]:
                report(api.id, "models")
                finish_models(folder, made.trace)
    except InputError as error:
        raise InputError(spec.locate_problems(error.problems)) from error
    report(api.id, "formatting")
    formatting.tidy(folder)
    made.account.check_models(api.id, folder)
    package.copy_runtime(spec, made.package, folder / api.id)  # after the others, as it is
    header.add_headers(folder)
    provenance.write(api, made.package, made.account.as_record(), made.trace, folder)
    report(api.id, "done")


def _complete_client(api: Api, spec: Spec, folder: Path, report: Report, options: Options) -> _Client:
    """Write the client without the operations that can't be generated, as soon as those are known."""
    left_out: dict[str, list[Problem]] = {}
    while isinstance(found := _client(api, spec, folder, report, options, left_out), dict):
        left_out |= found
        shutil.rmtree(folder, ignore_errors=True)
        gc.collect()  # the next round would need its memory in addition to this one's
        if len(left_out) == len(spec.operations):
            break
    if isinstance(found, dict) or (left_out and not options.allow_partial):
        problems = {problem for several in left_out.values() for problem in several}
        raise InputError([*problems, _summary(spec, left_out)])
    return found


def _client(
    api: Api, spec: Spec, folder: Path, report: Report, options: Options, left_out: Mapping[str, list[Problem]]
) -> _Client | dict[str, list[Problem]]:
    """Write the client package without some operations, and call all others. Return problems by operation."""
    trace = Trace()
    report(api.id, "client")
    try:
        made = package.write(api.id, spec, folder, trace, options, frozenset(left_out))
    except InputError as error:
        return affected_operations.by_operation(spec, error)
    package.copy_runtime(spec, made, folder / api.id)
    processes.give_back_memory()
    report(api.id, "account")
    account = Account(spec, made)
    account.check(api.id, folder)
    account.leave_out(left_out)
    return account.problems or _Client(made, account, trace)


def _summary(spec: Spec, left_out: Mapping[str, list[Problem]]) -> Problem:
    names = ", ".join(left_out)
    reason = f"{len(left_out)} of {len(spec.operations)} operations can't be generated: {names}"
    fix = "fix what is named above, or leave out these operations with --allow-partial"
    return Problem(str(spec.file), "", reason, fix)
