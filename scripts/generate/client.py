"""The client: openapi-python-client, driven as a library with the templates of `scripts/templates`."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import io
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.schema.untrusted_string import UntrustedString

from conformance import pointers
from conformance.credentials import variable
from conformance.errors import InputError, Problem
from conformance.redaction import Redaction
from conformance.spec import Spec
from scripts.generate import (
    attrs_models,
    compiled,
    contents,
    defaults,
    descriptions,
    endpoints,
    exchanges,
    expressions,
    methods,
    places,
    properties,
    refusals,
    repeated,
    resources,
    shipped,
    snippet,
)
from scripts.generate.endpoints import Client, form_styles
from scripts.generate.normalise.calls import Normalised
from scripts.generate.normalise.schemas import Trace
from scripts.generate.options import DEFAULTS, HTTP_LIBRARIES
from scripts.generate.repair import Repair
from scripts.generate.security import Access

TEMPLATES = Path(__file__).parents[1] / "templates"
PACKAGE_VERSION = "0.1.0"
RUNTIME = TEMPLATES / "_runtime"
_STATIC = {
    "base.py": "base.py",
    "decoding.py": "decoding.py",
    "encoding.py": "encoding.py",
    "_schemas.py": "schemas.py",
}
_FLOWS = {"hmac-query": "signing.py", "token-exchange": "exchange.py"}
_HTTP_LIBRARY = DEFAULTS.http_library  # what the runtime calls it
_RUNTIME_CONTENT = re.compile("^(Json|Raw|TEXT)")
_ROUNDS = 12
# What generated classes use themselves: attributes may not be called so.
_MEMBERS = frozenset("additional_properties copy datetime evolve from_dict self to_dict".split())


def write(api_id: str, spec: Spec, folder: Path, trace: Trace, http_library: str, leave_out: frozenset[str]) -> Client:
    """Write the project with its client package into `folder`, without the operations `leave_out`.

    Raises InputError for whatever the generator refuses of the others.
    """
    if not spec.operations:
        raise spec.error("/paths", "there are no operations", "describe at least one")
    unsendable = [p for o in spec.operations.values() if o.id not in leave_out for p in refusals.unsendable(spec, o)]
    if unsendable:
        raise InputError(unsendable)
    with contextlib.redirect_stdout(io.StringIO()), _shallow_copies(), properties.known():  # it prints what it does
        normalised = Normalised(spec, trace, leave_out)
        client, config = _parsed(api_id, spec, folder, normalised, trace)
        project = _Project(openapi=client.data, config=config, custom_template_path=TEMPLATES)
        project.env.bytecode_cache = compiled.TEMPLATES
        project.env.globals.update(_globals(spec, client), http_library=http_library, http_libraries=HTTP_LIBRARIES)
        project.env.filters["renamed"] = _renamed(client)
        errors = project.build()
    if errors:
        raise InputError(places.problem(spec, error, normalised) for error in errors)
    (folder / ".gitignore").unlink()
    shipped.write(spec, client.resources, folder / api_id)
    return client


def copy_runtime(spec: Spec, package: Path, http_library: str) -> None:
    """Copy the runtime into the package as it stands, without the flows that the document does not declare.

    One line of it names the HTTP library.
    """
    left_out = {file for flow, file in _FLOWS.items() if flow not in Access(spec).flows}
    (package / RUNTIME.name).mkdir()
    for file in RUNTIME.glob("*.py"):
        if file.name not in left_out:
            shutil.copyfile(file, package / RUNTIME.name / file.name)
    if http_library != _HTTP_LIBRARY:
        file, line = package / RUNTIME.name / "_http.py", f"import {_HTTP_LIBRARY}\n"
        text = file.read_text(encoding="utf-8").replace(line, f"import {http_library} as {_HTTP_LIBRARY}\n")
        file.write_text(text, encoding="utf-8")


class _Project(Project):
    """A project of which the generator writes the models' types; what calls them is ours."""

    def build(self) -> Sequence[GeneratorError]:
        """Write everything."""
        self.package_dir.mkdir(parents=True)
        (self.package_dir / "py.typed").write_text("# Marker file for PEP 561", encoding="utf-8")
        self._build_metadata()
        self._write("package_init.py", "__init__.py")
        self._write("models.py", "models.py")
        self._write("client.py", "client.py")
        for file, template in _STATIC.items():
            self._write(template, file)
        self._build_resources()
        return self._get_errors()

    def _build_resources(self) -> None:
        (self.package_dir / "resources").mkdir()
        (self.package_dir / "resources" / "__init__.py").write_text(
            '"""The resources of the API."""\n', encoding="utf-8"
        )
        for resource in self.env.globals["resources"]:  # type: ignore[attr-defined]
            self._write("resource.py", f"resources/{resource.module}.py", resource=resource)

    def _write(self, template: str, file: str, **given: Any) -> None:
        text = self.env.get_template(f"{template}.jinja").render(**given)
        (self.package_dir / file).write_text(text, encoding="utf-8")


def _parsed(api_id: str, spec: Spec, folder: Path, normalised: Normalised, trace: Trace) -> tuple[Client, Config]:
    """What the generator makes of the document, once it takes all of it or nothing more can be rewritten."""
    repair = Repair(normalised.document, trace)
    config = _config(api_id, folder)
    data = _parse(spec, normalised, config)
    for _ in range(_ROUNDS):
        if not repair.apply(data):
            break
        data = _parse(spec, normalised, config)
    client = endpoints.restored(normalised, data, config, repeated.repeated(Access(spec)))
    refused = {call.operation.id: call for call in normalised.calls if call.path not in client.found}
    errors = [*data.errors, *(e for each in data.endpoint_collections_by_tag.values() for e in each.parse_errors)]
    problems = [places.problem(spec, error, normalised) for error in errors]
    if problems or refused:
        raise InputError(problems or (_refused(spec, call.operation.pointer) for call in refused.values()))
    for model in data.models:
        _avoid_members(model, config)
        _original_names(model, normalised.property_names)
    _let_out(client, Access(spec))
    client.resources = resources.resources(spec, client.plans.values(), _names(client))
    return client, config


def _let_out(client: Client, access: Access) -> None:
    """Let callers leave out what signing supplies."""
    for plan in client.plans.values():
        names = access.supplied(plan.operation)
        for argument in plan.located("query"):
            if argument.parameter.name in names:
                object.__setattr__(argument.prop, "required", False)


def _names(client: Client) -> list[str]:
    """The names of models and enums."""
    return sorted(str(each.class_info.name) for each in [*client.data.models, *client.data.enums])


def _renamed(client: Client) -> Callable[[str], str]:
    """Calls the contents of responses as modules of resources do."""
    known = resources.aliases(_names(client))
    return lambda code: _RUNTIME_CONTENT.sub(lambda match: known[match[1]], code)


def _refused(spec: Spec, pointer: str) -> Problem:
    mend = "leave it out, or write it so that the generators take it (see specs/README.md)"
    return Problem(str(spec.file), pointer, "the client generator leaves out the operation", mend)


def _parse(spec: Spec, normalised: Normalised, config: Config) -> GeneratorData:
    try:
        data = GeneratorData.from_dict(normalised.document, config=config)
    except Exception as error:  # whatever it is: the document is what the user can mend
        reason = f"the client generator gives up: {type(error).__name__}: {error}"
        raise spec.error("", reason, "leave out what was added last, to find the place") from error
    if isinstance(data, GeneratorError):
        raise InputError(places.invalid(spec, data, normalised))
    return data


@contextlib.contextmanager
def _shallow_copies() -> Iterator[None]:
    """Endpoints are copied without the models they use: the generator copies each several times, and all it reaches."""

    def copied(self: Endpoint, _: Any) -> Endpoint:
        new = copy.copy(self)
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            setattr(new, field.name, value.copy() if isinstance(value, (list, set)) else value)
        new.responses = type(self.responses)(list(self.responses.patterns), self.responses.default)
        return new

    Endpoint.__deepcopy__ = copied  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del Endpoint.__deepcopy__  # type: ignore[attr-defined]


def _globals(spec: Spec, client: Client) -> Mapping[str, object]:
    """What templates see beyond what the generator gives them."""
    access = Access(spec)
    snippets = snippet.Snippets(spec, access, spec.file.parent.name)
    models = attrs_models.classes(client.data.models, client.types)
    enums = sorted(client.data.enums, key=lambda enum: str(enum.class_info.name))
    items = {
        plan.operation.path: spec.resolve(pointers.join("/paths", plan.operation.path))[1]
        for plan in client.found.values()
    }
    return {
        "access": access,
        "enums": enums,
        "form_styles": form_styles,
        "is_asked_for": methods.is_asked_for,
        "is_written": expressions.is_written,
        "models": models,
        "names": _names(client),
        "defaults": defaults.defaults(method for each in client.resources for method in each.methods),
        "base_url_variable": variable(spec.file.parent.name, "base_url"),
        "describe": descriptions.Descriptions(spec, access).method,
        "exchange_of": lambda credential: exchanges.exchange(spec, credential, client.resources),
        "path_pieces": endpoints.path_pieces,
        "resources": client.resources,
        "rt": resources.aliases(_names(client)),
        "runtime_imports": list(resources.RUNTIME.items()),
        "title": str(spec.document["info"]["title"]),
        "version": PACKAGE_VERSION,
        "python": repr,
        "read": expressions.read,
        "reader": expressions.reader,
        "sensitive": list(Redaction.of(spec).names),
        "schema_of_parameter": lambda parameter: contents.reference(contents.schema_of_parameter(spec, parameter)),
        "schemas_of_bodies": lambda plan: contents.schemas_of_bodies(spec, plan),
        "server_of": lambda plan: endpoints.server_of(plan, items[plan.operation.path], access.server),
        "programs": [snippets.program(each, method) for each in client.resources for method in each.methods],
        "spec": spec,
        "written": expressions.written,
    }


def _config(api_id: str, folder: Path) -> Config:
    file = ConfigFile(
        project_name_override=f"{api_id.replace('_', '-')}-client",
        package_name_override=api_id,
        package_version_override=PACKAGE_VERSION,
        post_hooks=[],
        literal_enums=True,  # any value can be one: no names to clash, and an open enum is `Literal | str`
    )
    return Config.from_sources(file, MetaType.UV, Path("openapi.yaml"), "utf-8", overwrite=False, output_path=folder)


def _avoid_members(model: ModelProperty, config: Config) -> None:
    """Rename properties that would hide a name that the generated class uses itself."""
    for prop in [*(model.required_properties or ()), *(model.optional_properties or ())]:
        if prop.python_name in _MEMBERS:
            prop.set_python_name(UntrustedString(f"{prop.python_name}_"), config=config, skip_snake_case=True)


def _original_names(model: ModelProperty, names: Mapping[str, str]) -> None:
    """Give properties the names they have on the wire, where the generator was told another."""
    for prop in [*(model.required_properties or ()), *(model.optional_properties or ())]:
        told = prop.name.get_untrusted_value()
        if told in names:
            prop.name = UntrustedString(names[told])


def tool_versions() -> dict[str, str]:
    """The versions of everything that shapes the output."""
    return {name: version(name) for name in ("datamodel-code-generator", "openapi-python-client", "ruff")}
