"""All laws, and the rules of one API: whatever stands in the modules of `laws` and in a folder's `rules.py`.

Tested in `tests/rules/test_law.py`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType

from conformance.apis import Api
from conformance.rules import laws
from conformance.rules.law import Law


@cache
def all_laws() -> tuple[Law, ...]:
    """Return every law, by name."""
    modules = (import_module(f"{laws.__name__}.{each.name}") for each in pkgutil.iter_modules(laws.__path__))
    return tuple(sorted((each for module in modules for each in laws_of(module)), key=lambda each: each.id))


def laws_of_api(api: Api) -> tuple[Law, ...]:
    """Return the laws, then the rules of an API."""
    return all_laws()


def laws_of(module: ModuleType) -> list[Law]:
    """Return the laws and rules that a module defines."""
    return [value for value in vars(module).values() if isinstance(value, Law)]
