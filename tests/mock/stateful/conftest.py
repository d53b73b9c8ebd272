"""A shop whose mock remembers: books with chapters, and tags that clients name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from conformance.apis import Api

SHOP = Path(__file__).with_name("shop.yaml")


@pytest.fixture
def shop(make_api: Callable[..., Api]) -> Api:
    return make_api(SHOP.read_bytes(), name="shop")


@pytest.fixture
def mock(client: Callable[..., httpx.Client], shop: Api) -> httpx.Client:
    return client(shop)
