"""Texts of Faker, which a mock shows in place of its own few words where it is asked to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from conformance.openapi.errors import InputError

EXTRA = "order-api-conformance[faker]"
PROVIDERS: Mapping[str, str] = MappingProxyType(
    {
        "address": "street_address",
        "city": "city",
        "color": "color_name",
        "company": "company",
        "country": "country_code",
        "currency": "currency_code",
        "description": "sentence",
        "ean": "ean13",
        "email": "safe_email",
        "firstname": "first_name",
        "fullname": "name",
        "iban": "iban",
        "isbn": "isbn13",
        "job": "job",
        "language": "language_code",
        "lastname": "last_name",
        "locale": "locale",
        "note": "sentence",
        "phone": "phone_number",
        "postcode": "postcode",
        "street": "street_address",
        "title": "catch_phrase",
        "username": "user_name",
        "zip": "postcode",
    }
)
"""The provider of Faker for each name of a property, in lower case."""

Fake = Callable[[str, int, int], str | None]
"""Returns the text for the name of a property, a seed and the number of an item; None for other names."""


def load() -> Fake:
    """Return what makes texts, the same for the same arguments; raises InputError where Faker is not installed."""
    try:
        from faker import Faker  # noqa: PLC0415 - of an extra
    except ImportError as error:
        fix = f'install the extra: pip install "{EXTRA}"'
        raise InputError.of("--faker", "Faker is not installed", fix) from error
    library = Faker(use_weighting=False)
    return lru_cache(maxsize=4096)(lambda name, seed, number: _make(library, name, seed, number))


def _make(library: Any, name: str, seed: int, number: int) -> str | None:
    if name not in PROVIDERS:
        return None
    library.seed_instance(f"{seed} {name} {number}")
    return str(getattr(library, PROVIDERS[name])())
