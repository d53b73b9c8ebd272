"""Resources of an API: which operations create, list, read, change and delete what, and how surely a document says so.

Tested in `tests/resources/test_model.py`.
"""

from conformance.resources.model import (
    Claim,
    Confidence,
    Filter,
    KeyPart,
    Kind,
    Paging,
    Resource,
    ResourceModel,
    Role,
    Shows,
)
from conformance.resources.reading import read_resources

__all__ = [
    "Claim",
    "Confidence",
    "Filter",
    "KeyPart",
    "Kind",
    "Paging",
    "Resource",
    "ResourceModel",
    "Role",
    "Shows",
    "read_resources",
]
