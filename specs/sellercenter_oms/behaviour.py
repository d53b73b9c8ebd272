"""Order items that are updated independently of each other, each by the details that fit its main status."""

from datetime import UTC, datetime
from typing import Any

from conformance.mock import Answer, Request, State, answers, fills

ACTION = "UpdateItemsInformation"
# CT-3: the details that fit each main status are the caller's own list.
DETAILS = {"1": ["", "being_packed"], "5": ["", "failed_in_warehouse", "returned_location_1"]}
# CT-2, CT-9: the items of the document's examples.
ITEMS = {"11": (100409, 5), "12": (100410, 5), "13": (100411, 1)}


@fills
def fill(state: State, _: object) -> None:
    """Put items in two main statuses, and the details that fit each."""
    for status, details in DETAILS.items():
        state.table("status_details").put((status,), details)
    for item_id, (source, main_status) in ITEMS.items():
        state.table("order_items").put((item_id,), {"src_id": source, "status": main_status, "status_detail": ""})


@answers("updateItemsInformation")
def update_items_information(request: Request) -> Answer:
    """Update each item by itself (CT-4); answer with those that failed, by their zero-based position (CT-7, CT-8)."""
    changes = enumerate(request.body["Request"]["Items"])
    failed = [(place, problem) for place, item in changes if (problem := _update(request.state, item))]
    return Answer(200, _partial_failure(failed) if failed else _success())


def _update(state: State, change: dict[str, Any]) -> str | None:
    """Set the detail of one item, not its main status (CT-1), or return why it does not fit (CT-3, CT-9, CT-16)."""
    items, key, detail = state.table("order_items"), (str(int(change["id_sales_order_item"])),), change["status_detail"]
    item = items.get(key)
    if item is None:
        return f"Order Item with id {key[0]} does not exist"
    if detail not in (state.table("status_details").get((str(item["status"]),)) or []):
        place = f"(id:{item['status']}) for Order Item with src_id: {item['src_id']}"
        return f'The Status Detail "{detail}" does not match with current status {place}'
    items.put(key, {**item, "status_detail": detail})
    return None


def _success() -> dict[str, Any]:
    """Return the envelope of CT-5, with a time as in CT-6."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S%z")
    head = {"RequestId": "", "RequestAction": ACTION, "ResponseType": "", "Timestamp": now}
    return {"SuccessResponse": {"Head": head, "Body": []}}


def _partial_failure(failed: list[tuple[int, str]]) -> dict[str, Any]:
    message = "Some elements were not processed"
    head = {"RequestAction": ACTION, "ErrorType": "Sender", "ErrorCode": "0", "ErrorMessage": message}
    items = [{"ErrorCode": None, "ErrorMessage": problem, "Position": place} for place, problem in failed]
    return {"ErrorResponse": {"Head": head, "Body": {ACTION: items}}}
