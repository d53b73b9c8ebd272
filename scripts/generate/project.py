"""One API's project, from its document to formatted files."""

from __future__ import annotations

from pathlib import Path

from conformance import documents
from conformance.apis import Api
from conformance.errors import InputError
from conformance.spec import Spec
from scripts.generate import client, formatting, models, provenance
from scripts.generate.account import Account
from scripts.generate.display import Report
from scripts.generate.normalise.schemas import Trace


def generate(api: Api, folder: Path, report: Report) -> None:
    """Write the project of `api` into `folder`, which does not exist yet.

    Reports each stage as it begins. Raises InputError, naming every place, if the document is not valid or the
    generators can't take all of it.
    """
    report(api.id, "reading")
    spec = api.spec
    try:
        _write(api, spec, folder, report)
    except InputError as error:
        raise InputError(documents.located(spec.file, list(error.problems))) from error
    report(api.id, "done")


def _write(api: Api, spec: Spec, folder: Path, report: Report) -> None:
    trace = Trace()
    report(api.id, "client")
    made = client.write(api.id, spec, folder, trace)
    report(api.id, "models")
    models.write(api.id, spec, folder, trace)
    report(api.id, "formatting")
    formatting.tidy(folder)
    report(api.id, "account")
    found = Account(spec, made)
    found.check(api.id, folder)
    if found.problems:
        raise InputError(problem for problems in found.problems.values() for problem in problems)
    provenance.write(spec, made, found.as_record(), trace, folder)
