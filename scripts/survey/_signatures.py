"""`python -m scripts.survey._signatures PROJECT PACKAGE`: import a generated package, and print its annotations.

It is a process of its own: a package that can't be imported, or that needs much memory, concerns nobody else.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any


def signatures(project: Path, name: str) -> dict[str, Any]:
    """Return the annotations of the arguments, by call, and of the models' properties, by name on the wire."""
    sys.path.insert(0, str(project))
    record = json.loads((project / "provenance.json").read_text(encoding="utf-8"))
    client = importlib.import_module(f"{name}.client").Client(base_url="https://survey.invalid")
    models = vars(importlib.import_module(f"{name}.models")).values()
    for module in sorted((project / f"{name}_models").glob("*.py")):
        importlib.import_module(f"{name}_models.{module.stem}".removesuffix(".__init__"))
    return {
        "arguments": {each["call"]: _arguments(client, each["call"]) for each in record["operations"].values()},
        "models": {model.__name__: _properties(model) for model in models if hasattr(model, "_names")},
    }


def _arguments(client: Any, call: str) -> dict[str, str]:
    resource, _, method = call.partition(".")
    parameters = inspect.signature(getattr(getattr(client, resource), method)).parameters.values()
    return {parameter.name: str(parameter.annotation) for parameter in parameters}


def _properties(model: Any) -> dict[str, str]:
    return {wire: str(model.__annotations__.get(python, "")) for wire, python in model._names.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(signatures(Path(sys.argv[1]), sys.argv[2])))
