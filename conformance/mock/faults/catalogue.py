"""All faults of one API: those of the operators at each place of its document, and those of the folder's `faults.py`.

Tested in `tests/mock/faults/test_catalogue.py`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path

from conformance.apis import Api
from conformance.mock.faults import operators
from conformance.mock.faults.fault import Active, Fault, Operator
from conformance.mock.faults.subject import Subject
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec
from conformance.python_files import load

FAULTS_FILE = "faults.py"


@cache
def all_operators() -> tuple[Operator, ...]:
    """Return every operator, in the order of the modules' names."""
    modules = (import_module(f"{operators.__name__}.{each.name}") for each in pkgutil.iter_modules(operators.__path__))
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Operator))


def faults_of(spec: Spec, folder: Path) -> tuple[Fault, ...]:
    """Return the faults of a document and of its folder; raises InputError for a `faults.py` that can't be used."""
    subject = Subject(spec)
    planted = [fault for each in all_operators() for fault in each.faults(subject)]
    return (*planted, *own_faults(spec, folder))


def own_faults(spec: Spec, folder: Path) -> tuple[Fault, ...]:
    """Return the faults of the folder's `faults.py`; raises InputError for an operation that does not exist."""
    file = folder / FAULTS_FILE
    if not file.is_file():
        return ()
    found = [value for value in vars(load(file)).values() if isinstance(value, Fault)]
    for each in found:
        for name in each.operations:
            if name not in spec.operations:
                reason = f"{each.operator}: no operation {name!r}"
                raise InputError.of(file, reason, f"choose from: {', '.join(spec.operations)}")
    return tuple(found)


def plant(apis: Sequence[Api], names: Sequence[str]) -> dict[str, Active]:
    """Return the faults of these ids by API; raises InputError for one that no API has."""
    known = {api.id: {each.id: each for each in faults_of(api.spec, api.folder)} if names else {} for api in apis}
    for name in names:
        if not any(name in faults for faults in known.values()):
            every = [each for faults in known.values() for each in faults]
            like = get_close_matches(name, every, n=3) or every[:3]
            reason = f"{', '.join(known)}: no fault {name!r}"
            raise InputError.of("--fault", reason, f"choose one, such as {', '.join(like)}")
    return {api: Active(tuple(faults[name] for name in names if name in faults)) for api, faults in known.items()}
