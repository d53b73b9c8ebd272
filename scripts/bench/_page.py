"""A page of orders as an OMS sends them: the document's own example, over and over, with other numbers in each."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from conformance.apis import Api

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT.*")


def page(spec_folder: Path, orders: int) -> dict[str, Any]:
    """Make a page of that many orders; the same number gives the same page."""
    spec = Api("akinon_oms", spec_folder).spec
    example = deepcopy(spec.resolve("/components/examples/OrderPage")[1]["value"])
    originals = example["results"]
    example["results"] = [_vary(originals[number % len(originals)], number) for number in range(orders)]
    return dict(example)


def _vary(value: Any, number: int) -> Any:
    """Copy with other numbers, amounts and times: nothing is gained by remembering them."""
    if isinstance(value, dict):
        return {name: _vary(member, number) for name, member in value.items()}
    if isinstance(value, list):
        return [_vary(item, number) for item in value]
    if isinstance(value, str):
        return _text(value, number)
    return value + number if isinstance(value, int) and not isinstance(value, bool) else value


def _text(value: str, number: int) -> str:
    if _DECIMAL.fullmatch(value):
        return str(Decimal(value) + Decimal(number) / 100) if Decimal(value) else value
    if _INSTANT.fullmatch(value):
        return (datetime.fromisoformat(value) + timedelta(seconds=number)).isoformat().replace("+00:00", "Z")
    return value
