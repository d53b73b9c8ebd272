"""Changes of a package that its callers see, and the version step that they require.

A type of an argument may become wider without breaking callers, and a type of a result narrower. So each model is
judged by its use: as an argument, as a result, or as both.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple, TypeVar

from conformance.vendor.surface import Method, Parameter, Surface

T = TypeVar("T")
_SHOWN = 3  # of many methods that change alike


class Step(IntEnum):
    """Step of a version by Semantic Versioning: what callers have to do."""

    PATCH = 0  # nothing
    MINOR = 1  # nothing; there is more to use
    MAJOR = 2  # look at their code


class Change(NamedTuple):
    """One change: its step, whether something was added, removed or changed, and what."""

    step: Step
    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.step.name.lower():<6} {self.kind:<8} {self.what}"


class _Use(NamedTuple):
    """Use of a type: callers give it, or read it."""

    is_given: bool
    is_read: bool

    def step(self, old: str, new: str) -> Step:
        """Return the step of a type that changed."""
        before, after = split_union(old), split_union(new)
        breaks = (self.is_given and not before <= after) or (self.is_read and not after <= before)
        return Step.MAJOR if breaks else Step.MINOR


_GIVEN, _READ = _Use(is_given=True, is_read=False), _Use(is_given=False, is_read=True)


def compare(old: Surface, new: Surface) -> list[Change]:
    """List the changes for callers, breaking ones first."""
    found = [
        *_of_names("name", old.names, new.names),
        *_compare("", old.methods, new.methods, _of_method),
        *_of_errors(old.methods, new.methods),
        *_compare("model ", old.models, new.models, _Models(old, new).of_model),
        *_of_dicts(old, new),
        *_of_choices(old, new),
    ]
    return sorted(found, key=lambda change: -change.step)  # a stable sort keeps the order above


def step_of(changes: Iterable[Change]) -> Step:
    """Return the version step that `changes` mean together."""
    return max((change.step for change in changes), default=Step.PATCH)


def split_union(text: str) -> frozenset[str]:
    """Return the members of a union type, each value of a `Literal` by itself."""
    return frozenset(_members(ast.parse(text, mode="eval").body)) if text else frozenset()


def _members(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from (*_members(left), *_members(right))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=values)):
            yield from (f"Literal[{ast.unparse(value)}]" for value in values)
        case _:
            yield ast.unparse(node)


def _of_names(what: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Change]:
    yield from (Change(Step.MAJOR, "removed", f"{what} {name}") for name in sorted({*old} - {*new}))
    yield from (Change(Step.MINOR, "added", f"{what} {name}") for name in sorted({*new} - {*old}))


def _compare(
    what: str, old: Mapping[str, T], new: Mapping[str, T], of_one: Callable[[str, T, T], Iterable[Change]]
) -> Iterator[Change]:
    yield from (Change(Step.MAJOR, "removed", f"{what}{name}{_call(old[name])}") for name in old if name not in new)
    yield from (Change(Step.MINOR, "added", f"{what}{name}{_call(new[name])}") for name in new if name not in old)
    for name in old:
        if name in new:
            yield from of_one(name, old[name], new[name])


def _call(thing: object) -> str:
    return f"({', '.join(thing.parameters)})" if isinstance(thing, Method) else ""


def _of_method(name: str, old: Method, new: Method) -> Iterator[Change]:
    yield from _of_parameters(name, "parameter", old.parameters, new.parameters, _GIVEN)
    for key, one in old.parameters.items():
        other = new.parameters.get(key)
        if other and one.position is not None and one.position != other.position:
            place = "only by keyword" if other.position is None else f"at position {other.position + 1}"
            yield Change(Step.MAJOR, "changed", f"{name}: parameter `{key}` is now given {place}")
    if old.result != new.result:
        step = _READ.step(old.result, new.result)
        yield Change(step, "changed", f"{name}: result `{old.result}` → `{new.result}`")


def _of_parameters(
    owner: str, word: str, old: Mapping[str, Parameter], new: Mapping[str, Parameter], use: _Use
) -> Iterator[Change]:
    yield from (Change(Step.MAJOR, "removed", f"{owner}: {word} `{key}`") for key in old if key not in new)
    for key, other in new.items():
        one = old.get(key)
        if one is None:
            step = Step.MAJOR if use.is_given and other.is_required else Step.MINOR
            needed = ", which is required" if other.is_required else ""
            yield Change(step, "added", f"{owner}: {word} `{key}`: `{other.type}`{needed}")
        elif one.type != other.type or one.default != other.default:
            yield Change(
                _step(one, other, use), "changed", f"{owner}: {word} `{key}`: `{_show(one)}` → `{_show(other)}`"
            )


def _step(old: Parameter, new: Parameter, use: _Use) -> Step:
    is_demanded = use.is_given and new.is_required and not old.is_required
    return Step.MAJOR if is_demanded else use.step(old.type, new.type)


def _show(parameter: Parameter) -> str:
    is_told = parameter.default not in {None, "UNSET"}
    return f"{parameter.type} = {parameter.default}" if is_told else parameter.type


def _of_errors(old: Mapping[str, Method], new: Mapping[str, Method]) -> Iterator[Change]:
    """Report each error once, with the methods that raise it now or no longer raise it."""
    found = defaultdict[tuple[str, str], list[str]](list)
    for name in old:
        if name in new:
            for kind, errors in (
                ("removed", old[name].errors - new[name].errors),
                ("added", new[name].errors - old[name].errors),
            ):
                for error in sorted(errors):
                    found[kind, error].append(name)
    for (kind, error), names in found.items():
        others = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield Change(Step.MINOR, kind, f"{', '.join(names[:_SHOWN])}{others}: error {error}")


class _Models:
    """Models of two surfaces, and how callers use them in either."""

    def __init__(self, *surfaces: Surface) -> None:
        given, read = (frozenset[str]().union(*(side(each) for each in surfaces)) for side in (_find_given, _results))
        self._given, self._read = given, read

    def use(self, name: str) -> _Use:
        """Return the use of the model, dictionary or known values `name` by callers."""
        is_given = name in self._given
        return _Use(is_given, not is_given or name in self._read)

    def of_model(self, name: str, old: Mapping[str, Parameter], new: Mapping[str, Parameter]) -> Iterable[Change]:
        """Return the changes of one model's properties."""
        return _of_parameters(f"model {name}", "property", old, new, self.use(name))


def _find_given(surface: Surface) -> frozenset[str]:
    return _find_reached(surface, (p.type for method in surface.methods.values() for p in method.parameters.values()))


def _results(surface: Surface) -> frozenset[str]:
    return _find_reached(surface, (method.result for method in surface.methods.values()))


def _find_reached(surface: Surface, types: Iterable[str]) -> frozenset[str]:
    """Return the models, dictionaries and known values that `types` refer to, directly or not."""
    links = {name: " ".join(p.type for p in model.values()) for name, model in surface.models.items()}
    links |= {name: " ".join(keys.values()) for name, keys in surface.dicts.items()}
    links |= dict.fromkeys(surface.choices, "")
    found: set[str] = set()
    waiting = [*types]
    while waiting:
        names = {name for name in re.findall(r"\w+", waiting.pop()) if name in links} - found
        found |= names
        waiting += [links[name] for name in names]
    return frozenset(found)


def _of_dicts(old: Surface, new: Surface) -> Iterator[Change]:
    """Report changes of keys without a change of attributes, and of settings."""
    for name in old.dicts:
        model = name.removesuffix("Dict")
        is_told = model in old.models and old.models[model] != new.models.get(model)
        if name in new.dicts and not is_told:
            before, after = old.dicts[name], new.dicts[name]
            yield from _of_names(f"{name}: key", before, after)
            for key in before.keys() & after.keys():
                if before[key] != after[key]:
                    what = f"{name}: key `{key}`: `{before[key]}` → `{after[key]}`"
                    yield Change(_GIVEN.step(before[key], after[key]), "changed", what)


def _of_choices(old: Surface, new: Surface) -> Iterator[Change]:
    models = _Models(old, new)
    for name in old.choices.keys() & new.choices.keys():
        for change in _of_names(f"known value of {name}:", old.choices[name], new.choices[name]):
            # Each list is open: another value that a server sends is read all the same.
            yield change if models.use(name).is_given else change._replace(step=Step.MINOR)
