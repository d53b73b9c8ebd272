"""Path templates with names such as `{line.id}`, which schemathesis reads as an attribute of `line`.

Tested in `tests/suite/test_requests.py`.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from schemathesis.core.transforms import get_template_fields
from schemathesis.transport.prepare import prepare_path

_NAME = re.compile(r"\{([^{}]+)\}")


def accept_dotted_names() -> None:
    """Replace the two functions of schemathesis that read templates, in all modules that have imported them."""
    replacements = {"get_template_fields": _find_names, "prepare_path": _fill}
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "schemathesis"]:
        for name in replacements.keys() & vars(module).keys():
            setattr(module, name, replacements[name])


def _find_names(template: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(_NAME.findall(template)))
    return names if any("." in name for name in names) else get_template_fields(template)


def _fill(path: str, parameters: dict[str, Any] | None) -> str:
    for name, value in (parameters or {}).items():
        if "." in name:
            path = path.replace(f"{{{name}}}", str(value))
    return prepare_path(path, parameters)
