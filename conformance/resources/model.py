"""The resource model of one document as pure data: each claim with its confidence and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")


class Confidence(IntEnum):
    """Confidence of a claim. The mock uses all but UNKNOWN; laws and faults use CERTAIN and STATED only."""

    UNKNOWN = 0
    LIKELY = 1
    CERTAIN = 2
    STATED = 3  # by the document or its owner: `x-resource`, links, `x-pagination`


@dataclass(frozen=True)
class Claim(Generic[T]):
    """One statement about a resource; `value` is None where it is UNKNOWN, or where there is no such thing."""

    value: T | None
    confidence: Confidence = Confidence.UNKNOWN
    rests_on: str = ""  # the rule, for people to read

    @property
    def known(self) -> T | None:
        """The value if the claim is at least LIKELY, else None."""
        return self.value if self.confidence >= Confidence.LIKELY else None


class Kind(StrEnum):
    """Effect of an operation on a resource."""

    CREATE = "create"
    LIST = "list"
    READ = "read"
    REPLACE = "replace"
    MERGE = "merge"  # a merge patch (RFC 7396), or a PATCH that reads like one
    CHANGE = "change"  # the effect on properties that are not sent is unknown
    DELETE = "delete"
    ACTION = "action"
    PART = "part"
    BULK = "bulk"
    SEARCH = "search"


class Shows(StrEnum):
    """Content of the body of a success."""

    ITEM = "item"
    ITEMS = "items"
    PARENT = "parent"
    RECEIPT = "receipt"
    NOTHING = "nothing"


@dataclass(frozen=True)
class KeyPart:
    """One path parameter that names an item, and the JSON pointer of the property that holds it in the item.

    Of a property that `is_path`, such as the name `orders/7`, the parameter is the last segment.
    """

    parameter: str
    pointer: str
    is_path: bool = False


@dataclass(frozen=True)
class Filter:
    """A query parameter of a list that selects by one property: equality, unless `operator` says otherwise."""

    parameter: str
    pointer: str
    operator: str = "eq"  # eq | lt | lte | gt | gte | in


@dataclass(frozen=True)
class Paging:
    """Paging of a list: query parameters, and pointers into the body; "" means none."""

    style: str  # page | offset | cursor | limit
    position: str = ""  # the parameter that says where a page begins: its number, offset or cursor
    size: str = ""  # the parameter that says how many items a page has
    first: int = 1  # the number of the first page, or the offset of the first item
    total: str = ""
    following: str = ""  # the URL or the cursor of the next page
    previous: str = ""
    more: str = ""  # the flag that says that another page follows, where the cursor is the id of the last item
    backward: str = ""  # the parameter that asks for the page before a cursor


@dataclass(frozen=True)
class Role:
    """The part that one operation plays for a resource."""

    operation_id: str
    kind: Claim[Kind]
    sent: Claim[str]  # JSON pointer of the item in the request's body: "" is the whole body
    shows: Claim[Shows]
    shown: Claim[str]  # JSON pointer of the item, or of the array of items, in the body of the success
    paging: Claim[Paging] = Claim(None)
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class Resource:
    """One kind of thing that the API keeps."""

    name: str
    collection: str | None  # path template
    item: str | None  # path template
    is_singleton: bool = False
    scope: tuple[str, ...] = ()  # path parameters of tenants or prefixes, which are not parents
    parent: Claim[str] = Claim(None)  # name of the parent resource
    key: Claim[tuple[KeyPart, ...]] = Claim(None)  # of the item's own parameters, without those of parents and scope
    alternate_keys: tuple[tuple[KeyPart, ...], ...] = ()
    views: tuple[str, ...] = ()  # JSON pointers of schemas that show one item, the fullest first
    server_set: frozenset[str] = frozenset()  # JSON pointers of properties that only the server sets
    roles: tuple[Role, ...] = ()
    has_soft_delete: bool = False  # as `x-resource` says
    is_constant: bool = False  # as `x-resource` says

    def roles_of(self, *kinds: Kind) -> tuple[Role, ...]:
        """Return the roles whose kind is known and one of `kinds`."""
        return tuple(role for role in self.roles if role.kind.known in kinds)


@dataclass(frozen=True)
class ResourceModel:
    """The resources of one document; `unassigned` holds the reason for each operation that belongs to none."""

    resources: tuple[Resource, ...]
    unassigned: Mapping[str, str] = field(default_factory=dict)  # operationId → reason

    def role_of(self, operation_id: str) -> tuple[Resource, Role] | None:
        """Return the resource and the role of an operation, or None."""
        return self._roles.get(operation_id)

    def resource(self, name: str) -> Resource | None:
        """Return the resource of this name, or None."""
        return next((each for each in self.resources if each.name == name), None)

    @cached_property
    def _roles(self) -> dict[str, tuple[Resource, Role]]:
        return {role.operation_id: (resource, role) for resource in self.resources for role in resource.roles}
