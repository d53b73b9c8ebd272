"""Orders that can be updated, and tokens that end after an hour."""

import time
from typing import Any

from conformance.mock import Answer, Refusal, Request, State, accepts, answers, fills
from conformance.openapi.spec import Spec

LIFETIME = 3600  # seconds, SC-13: about an hour
ADDRESSES = ("ShippingAddress", "BillingAddress")
# SC-7: what an address may leave out.
OPTIONAL = ("MiddleName", "Business", "AddressLine2", "Fax", "Region", "State", "Phone")


@fills
def fill(state: State, spec: Spec) -> None:
    """Put the order and the user of the document's examples, and one more order."""
    update, exchange = spec.operations["updateOrder"], spec.operations["createToken"]
    assert exchange.body is not None  # noqa: S101 - it needs the user's name
    user = exchange.body.content["application/json"].definition["example"]
    state.table("users").put((user["Username"],), user["Password"])
    state.table("orders").put((str(update.parameters[0].definition["example"]),), {})
    state.table("orders").put(("5012346",), {"CompanyId": 163, "CustomerId": 48211, "CurrencyCode": "USD"})


@answers("createToken")
def create_token(request: Request) -> Answer:
    """Issue a token to a user (SC-13)."""
    name, password = request.body["Username"], request.body["Password"]
    if request.state.table("users").get((name,)) != password:
        raise Refusal(401, "the user name or the password is wrong")
    tokens = request.state.table("tokens")
    token = f"fake-access-token-{request.state.random.getrandbits(64):016x}"
    tokens.put((token,), {"end": time.time() + LIFETIME})
    return Answer(200, {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME})


@accepts("bearer")
def is_alive(token: str, state: State) -> bool:
    """Return whether the token was issued within the last hour."""
    found = state.table("tokens").get((token,))
    return found is not None and found["end"] > time.time()


@answers("updateOrder")
def update_order(request: Request) -> Answer:
    """Change what is given and not null (SC-5), addresses as a whole (SC-6); 404 as SC-12."""
    orders, key = request.state.table("orders"), (str(request.path["id"]),)
    order = orders.get(key)
    if order is None:
        raise Refusal(404, f"there is no order {key[0]}")
    given = {name: value for name, value in request.body.items() if value is not None}
    orders.put(key, {**order, **given, **{name: _whole(given[name]) for name in ADDRESSES if name in given}})
    return Answer(200)


def _whole(address: dict[str, Any]) -> dict[str, Any]:
    """Return the address with null for what it leaves out, so that nothing of an earlier one is kept."""
    return {**dict.fromkeys(OPTIONAL), **address}
