"""One API's project, from its document to formatted files.

Tested in `tests/generate/test_fuzz.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from conformance.apis import Api
from conformance.generate import affected_operations, provenance
from conformance.generate.models.write import write_models
from conformance.generate.opc.rewriting import Trace
from conformance.generate.options import DEFAULTS, Options
from conformance.generate.output import formatting
from conformance.generate.progress import Report
from conformance.generate.render import package
from conformance.generate.verify.coverage import Account
from conformance.openapi.errors import InputError, Problem
from conformance.openapi.spec import Spec


def generate(api: Api, folder: Path, report: Report, options: Options = DEFAULTS) -> None:
    """Write the project of `api` into `folder`, which does not exist yet.

    Reports each stage as it begins. Raises InputError, naming every place, if the document is not valid or the
    generators can't take all of it: if operations may be left out, all of it but those that can be.
    """
    report(api.id, "reading")
    spec = api.spec
    left_out: dict[str, list[Problem]] = {}
    try:
        while found := _write(api, spec, folder, report, options, left_out):
            if not options.allow_partial or len(left_out) + len(found) == len(spec.operations):
                raise InputError(problem for problems in found.values() for problem in problems)
            left_out |= found
            shutil.rmtree(folder, ignore_errors=True)
    except InputError as error:
        raise InputError(spec.located(error.problems)) from error
    report(api.id, "done")


def _write(
    api: Api, spec: Spec, folder: Path, report: Report, options: Options, left_out: Mapping[str, list[Problem]]
) -> Mapping[str, list[Problem]]:
    """Write the project without some operations; the problems of others, by operation: then it is not complete."""
    trace = Trace()
    report(api.id, "client")
    try:
        made = package.write(api.id, spec, folder, trace, frozenset(left_out))
    except InputError as error:
        return affected_operations.by_operation(spec, error)
    report(api.id, "models")
    write_models(api.id, spec, folder, trace)
    report(api.id, "formatting")
    formatting.tidy(folder)
    package.copy_runtime(spec, folder / api.id)  # after the others, as it stands
    report(api.id, "account")
    found = Account(spec, made)
    found.check(api.id, folder)
    if found.problems:
        return found.problems
    found.leave_out(left_out)
    provenance.write(api, made, found.as_record(), trace, folder)
    return {}
