"""Orders whose items carry serial numbers."""

from datetime import UTC, datetime

from conformance.mock import Answer, Refusal, Request, State, answers, fills
from conformance.openapi.spec import Spec


@fills
def fill(state: State, spec: Spec) -> None:
    """Put the orders that the document shows."""
    response = spec.operations["changeOrderItemSerialNumbers"].responses["200"]
    for example in response.content["application/json"].definition["examples"].values():
        state.table("orders").put((str(example["value"]["id"]),), example["value"])


@answers("changeOrderItemSerialNumbers")
def change_serial_numbers(request: Request) -> Answer:
    """Change the serial numbers of one item and the order's `updatedAt`, and nothing else (SV-17); 404 as SV-12.

    The item is named by its own id (SV-13), and its numbers are kept as they were sent (SV-5).
    """
    orders, key = request.state.table("orders"), (str(request.path["orderId"]),)
    order, item_id = orders.get(key), request.body["orderItemId"]
    if order is None or all(item["id"] != item_id for item in order["items"]):
        raise Refusal(404, f"order {key[0]} is unknown, or has no item {item_id}")
    numbers = {"serialNumbers": request.body["serialNumbers"]}
    items = [item | numbers if item["id"] == item_id else item for item in order["items"]]
    orders.put(key, {**order, "items": items, "updatedAt": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")})
    return Answer(200, orders.get(key))
