"""The client: openapi-python-client, driven as a library with the templates of `scripts/templates`."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError, ParseError
from openapi_python_client.parser.openapi import Endpoint, GeneratorData
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.schema.untrusted_string import UntrustedString

from conformance.errors import InputError
from conformance.spec import Operation, Spec
from scripts.generate import account, normalise, places, snippet
from scripts.generate.security import Access

TEMPLATES = Path(__file__).parents[1] / "templates"
PACKAGE_VERSION = "0.1.0"
# What generated functions and models use themselves: arguments and attributes may not be called so.
_LOCALS = frozenset("body headers params cookies quote cast response errors httpx".split())
_MEMBERS = frozenset(
    "cls src_dict prop prop_name prop_dict files additional_properties additional_keys to_dict from_dict to_multipart "
    "cast types json".split()
)


def write(api_id: str, spec: Spec, folder: Path) -> Mapping[str, Endpoint]:
    """Write the project with its client package into `folder`; returns what each operation became, by operationId.

    Raises InputError for whatever the generator warns of, refuses, or would leave out.
    """
    config = _config(api_id, folder)
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does
        endpoints, errors = _build(spec, config)
    if errors:
        raise InputError(places.problem(spec, error) for error in errors)
    (folder / ".gitignore").unlink()
    return endpoints


def _build(spec: Spec, config: Config) -> tuple[Mapping[str, Endpoint], list[GeneratorError]]:
    data = _parse(spec, config)
    endpoints = account.match(spec, data)
    for endpoint in endpoints.values():
        _avoid_locals(endpoint, config)
    for model in data.models:
        _avoid_members(model, config)
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.globals.update(_globals(spec, endpoints))
    return endpoints, list(project.build())


def _parse(spec: Spec, config: Config) -> GeneratorData:
    try:
        data = GeneratorData.from_dict(normalise.for_client(spec.document), config=config)
    except Exception as error:  # whatever it is: the document is what the user can mend
        reason = f"the client generator gives up: {type(error).__name__}: {error}"
        raise spec.error("", reason, "leave out what was added last, to find the place") from error
    if isinstance(data, GeneratorError):
        raise InputError(places.invalid(spec, data))
    if errors := _errors(data):
        raise InputError(places.problem(spec, error) for error in errors)
    return data


def _errors(data: GeneratorData) -> list[ParseError]:
    """What the generator complained of, but not that a schema with an error of its own is missing elsewhere."""
    found = [error for each in data.endpoint_collections_by_tag.values() for error in each.parse_errors]
    own = [error for error in found if "Could not find reference" not in (error.detail or "")]
    return data.errors + own if data.errors else found


def _globals(spec: Spec, endpoints: Mapping[str, Endpoint]) -> Mapping[str, object]:
    """What templates see beyond what the generator gives them."""
    access = Access(spec)
    operations = {account.key(operation.method, operation.path): operation for operation in spec.operations.values()}

    def operation_of(endpoint: Endpoint) -> Operation:
        return operations[account.key(endpoint.method, endpoint.path.get_untrusted_value())]

    return {
        "access": access,
        "operation_of": operation_of,
        "python": repr,
        "snippet": snippet.Snippet(spec, access, endpoints),
        "spec": spec,
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


def _avoid_locals(endpoint: Endpoint, config: Config) -> None:
    """Rename parameters that would hide a name that the generated function uses itself."""
    for location, prop in endpoint.iter_all_parameters():
        old = str(prop.python_name)
        if old in _LOCALS:
            prop.set_python_name(UntrustedString(f"{old}_{location}"), config=config)
            path = endpoint.path.get_untrusted_value()
            endpoint.path = UntrustedString(re.sub(rf"{{{old}}}", f"{{{prop.python_name}}}", path))


def _avoid_members(model: ModelProperty, config: Config) -> None:
    """Rename properties that would hide a name that the generated class uses itself."""
    for prop in [*(model.required_properties or ()), *(model.optional_properties or ())]:
        if prop.python_name in _MEMBERS:
            prop.set_python_name(UntrustedString(f"{prop.python_name}_"), config=config, skip_snake_case=True)


def tool_versions() -> dict[str, str]:
    """The versions of everything that shapes the output."""
    return {name: version(name) for name in ("datamodel-code-generator", "openapi-python-client", "ruff")}
