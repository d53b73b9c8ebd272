"""One API's project, from its document to formatted files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from conformance import documents
from conformance.apis import Api
from conformance.errors import InputError, Problem
from conformance.spec import Spec
from scripts.generate import client, formatting, models, partial, provenance
from scripts.generate.account import Account
from scripts.generate.display import Report
from scripts.generate.normalise.schemas import Trace
from scripts.generate.options import DEFAULTS, Options


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
        raise InputError(documents.located(spec.file, list(error.problems))) from error
    report(api.id, "done")


def _write(
    api: Api, spec: Spec, folder: Path, report: Report, options: Options, left_out: Mapping[str, list[Problem]]
) -> Mapping[str, list[Problem]]:
    """Write the project without some operations; the problems of others, by operation: then it is not complete."""
    trace = Trace()
    report(api.id, "client")
    try:
        made = client.write(api.id, spec, folder, trace, options.http_library, frozenset(left_out))
    except InputError as error:
        return partial.by_operation(spec, error)
    report(api.id, "models")
    models.write(api.id, spec, folder, trace)
    report(api.id, "formatting")
    formatting.tidy(folder)
    client.copy_runtime(spec, folder / api.id, options.http_library)  # after the others, as it stands
    report(api.id, "account")
    found = Account(spec, made)
    found.check(api.id, folder)
    if found.problems:
        return found.problems
    found.leave_out(left_out)
    provenance.write(api, made, options.http_library, found.as_record(), trace, folder)
    return {}
