"""The client: openapi-python-client, driven as a library with the templates of `scripts/templates`."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import io
from collections.abc import Iterator, Mapping
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
from conformance.errors import InputError, Problem
from conformance.redaction import Redaction
from conformance.spec import Spec
from scripts.generate import attrs_models, compiled, endpoints, expressions, places, properties, refusals, snippet
from scripts.generate.endpoints import Client, form_styles
from scripts.generate.normalise.calls import Normalised
from scripts.generate.normalise.schemas import Trace
from scripts.generate.repair import Repair
from scripts.generate.security import Access

TEMPLATES = Path(__file__).parents[1] / "templates"
PACKAGE_VERSION = "0.1.0"
_STATIC = ("base.py", "decoding.py", "encoding.py", "wire.py")
_ROUNDS = 12
# What generated classes use themselves: attributes may not be called so.
_MEMBERS = frozenset("additional_properties copy datetime evolve from_dict self to_dict".split())


def write(api_id: str, spec: Spec, folder: Path, trace: Trace, leave_out: frozenset[str] = frozenset()) -> Client:
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
        project.env.globals.update(_globals(spec, client))
        errors = project.build()
    if errors:
        raise InputError(places.problem(spec, error, normalised) for error in errors)
    (folder / ".gitignore").unlink()
    for name in _STATIC:
        text = project.env.get_template(f"{name}.jinja").render()
        (folder / api_id / name).write_text(text, encoding="utf-8")
    return client


class _Project(Project):
    """A project whose models are all in one module: they refer to each other, whatever way."""

    def _build_models(self) -> None:
        text = self.env.get_template("models.py.jinja").render()
        (self.package_dir / "models.py").write_text(text, encoding="utf-8")


def _parsed(api_id: str, spec: Spec, folder: Path, normalised: Normalised, trace: Trace) -> tuple[Client, Config]:
    """What the generator makes of the document, once it takes all of it or nothing more can be rewritten."""
    repair = Repair(normalised.document, trace)
    config = _config(api_id, folder)
    data = _parse(spec, normalised, config)
    for _ in range(_ROUNDS):
        if not repair.apply(data):
            break
        data = _parse(spec, normalised, config)
    client = endpoints.restored(normalised, data, config)
    refused = {call.operation.id: call for call in normalised.calls if call.path not in client.found}
    errors = [*data.errors, *(e for each in data.endpoint_collections_by_tag.values() for e in each.parse_errors)]
    problems = [places.problem(spec, error, normalised) for error in errors]
    if problems or refused:
        raise InputError(problems or (_refused(spec, call.operation.pointer) for call in refused.values()))
    for model in data.models:
        _avoid_members(model, config)
        _original_names(model, normalised.property_names)
    return client, config


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
        "is_written": expressions.is_written,
        "models": models,
        "names": sorted([*(model.name for model in models), *(str(enum.class_info.name) for enum in enums)]),
        "plan_of": client.plan_of,
        "python": repr,
        "read": expressions.read,
        "reader": expressions.reader,
        "sensitive": list(Redaction.of(spec).names),
        "server_of": lambda plan: endpoints.server_of(plan, items[plan.operation.path], access.server),
        "snippet": snippet.Snippet(spec, access, client),
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
