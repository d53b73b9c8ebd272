"""Write the client package: our templates, filled in with what openapi-python-client found, and our runtime."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from conformance.auth.credentials import variable
from conformance.auth.redaction import Redaction
from conformance.generate.ir import (
    expressions,
    forms,
    idempotency,
    methods,
    models,
    operations,
    resources,
    responses,
    token_exchange,
    unions,
)
from conformance.generate.ir.auth import Access
from conformance.generate.ir.operations import form_styles
from conformance.generate.ir.package import Package, build_package
from conformance.generate.ir.unsupported import unsendable
from conformance.generate.opc import escaping, parser
from conformance.generate.opc.rewriting import Trace
from conformance.generate.options import MODELS, Options
from conformance.generate.render import defaults, docstrings, model_imports, readme, schemas
from conformance.openapi.errors import InputError
from conformance.openapi.spec import Spec

PACKAGE_VERSION = "0.1.0"
RUNTIME = Path(__file__).parent / "runtime"
_RUNTIME_PACKAGE = "_runtime"  # what it is called in a generated package
_FILES = {
    "LICENSE": "LICENSE",  # of this project, since the runtime comes from it
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "package_init.py": "{package}/__init__.py",
    "schemas.py": "{package}/_schemas.py",
    **{name: f"{{package}}/{name}" for name in ("base.py", "client.py", "decoding.py", "encoding.py", "models.py")},
}
# One for all packages: compiling templates needs longer than rendering a small API.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - what is written is no HTML
)
_TEMPLATES.filters["safe_for_docstring"] = escaping.safe_for_docstring
_TEMPLATES.filters["in_double_quote_literal"] = escaping.in_double_quote_literal
_FLOWS = {"hmac-query": "signing.py", "token-exchange": "exchange.py"}
_RUNTIME_CONTENT = re.compile(r"\b(?:Json|Items|Text)(?=\()|^(?:DOWNLOAD|TEXT)")


def write(
    api_id: str, spec: Spec, folder: Path, trace: Trace, options: Options, leave_out: frozenset[str] = frozenset()
) -> Package:
    """Write the project with its client package into `folder`, without the operations `leave_out`.

    Raises InputError for whatever the generator refuses of the others.
    """
    if not spec.operations:
        raise spec.error("/paths", "there are no operations", "describe at least one")
    found = [p for o in spec.operations.values() if o.id not in leave_out for p in unsendable(spec, o)]
    if found:
        raise InputError(found)
    package = build_package(spec, parser.parse(spec, trace, leave_out))
    _render(api_id, package, folder, {**_globals(spec, package), "model_libraries": MODELS[options.models]})
    schemas.write(spec, package.resources, folder / api_id)
    return package


def copy_runtime(spec: Spec, made: Package, package: Path) -> None:
    """Copy the runtime into the package as it is, without what the document has no use for."""
    left_out = {file for flow, file in _FLOWS.items() if flow not in Access(spec).flows}
    left_out |= {f"{module}.py" for module in made.left_out}
    (package / _RUNTIME_PACKAGE).mkdir(exist_ok=True)
    for file in RUNTIME.glob("*.py"):
        if file.name not in left_out:
            shutil.copyfile(file, package / _RUNTIME_PACKAGE / file.name)


def _render(api_id: str, package: Package, folder: Path, known: Mapping[str, object]) -> None:
    """Write the project into `folder`; templates see what is `known`."""
    place = folder / api_id
    (place / "resources").mkdir(parents=True)
    (place / "py.typed").write_text("# Marker file for PEP 561", encoding="utf-8")
    (place / "resources" / "__init__.py").write_text('"""The resources of the API."""\n', encoding="utf-8")
    for template, file in _FILES.items():
        _write(template, folder / file.format(package=api_id), known)
    for resource in package.resources:
        _write("resource.py", place / "resources" / f"{resource.module}.py", {**known, "resource": resource})


def _write(template: str, file: Path, known: Mapping[str, object]) -> None:
    text = _TEMPLATES.get_template(f"{template}.jinja").render(known)
    file.write_text(model_imports.keep_used(text) if file.suffix == ".py" else text, encoding="utf-8")


def _make_renamer(package: Package) -> Callable[[str], str]:
    """Make the function that names contents of responses as modules of resources do."""
    known = resources.aliases(package.names)
    return lambda code: _RUNTIME_CONTENT.sub(lambda match: known[match[0]], code)


def _globals(spec: Spec, package: Package) -> Mapping[str, object]:
    """Return the variables of templates."""
    access = Access(spec)
    snippets = readme.Snippets(spec, access, spec.api_id)
    classes = models.classes(package.parsed.models, package.types, package.dicts)
    return {
        "access": access,
        "dicts": package.dicts,
        "describe_attribute": docstrings.describe_attribute,
        "enums": sorted(package.parsed.enums, key=lambda enum: enum.annotation),
        "form_styles": form_styles,
        "is_asked_for": methods.is_asked_for,
        "is_written": expressions.is_written,
        "can_make_key": lambda operation: idempotency.can_make_key(spec, operation),
        "key_of": idempotency.key_of,
        "has_files": package.has_files,
        "has_pages": package.has_pages,
        "has_streams": package.has_streams,
        "models": classes,
        "names": package.names,
        "defaults": defaults.defaults(method for each in package.resources for method in each.methods),
        "base_url_variable": variable(spec.api_id, "base_url"),
        "describe": docstrings.Descriptions(spec, access).method,
        "exchange_of": lambda credential: token_exchange.exchange(spec, credential, package.resources),
        "package_name": spec.api_id,
        "project_name": f"{spec.api_id.replace('_', '-')}-client",
        "parts_of": lambda plan, body: forms.parts(spec, plan, body),
        "path_pieces": operations.path_pieces,
        "resources": package.resources,
        "rt": resources.aliases(package.names),
        "runtime_imports": [each for each in resources.RUNTIME.items() if each[0] not in package.left_out],
        "renamed": _make_renamer(package),
        "title": str(spec.document["info"]["title"]),
        "version": PACKAGE_VERSION,
        "python": repr,
        "union_readers": unions.readers(package.parsed.models, package.types),
        "sensitive": list(Redaction.of(spec).names),
        "schema_of_parameter": lambda parameter: responses.reference(responses.schema_of_parameter(spec, parameter)),
        "schemas_of_bodies": lambda plan: responses.schemas_of_bodies(spec, plan),
        "server_of": lambda plan: access.server_of(plan.operation),
        "programs": [snippets.program(each, method) for each in package.resources for method in each.methods],
        "spec": spec,
        "written": expressions.write_expression,
    }


def tool_versions() -> dict[str, str]:
    """Return the versions of everything that shapes the output."""
    return {name: version(name) for name in ("datamodel-code-generator", "openapi-python-client", "ruff")}
