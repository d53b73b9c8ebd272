"""Serial numbers of order items, and the time windows that limit how often a partner may call."""

import math
import time

from conformance.mock import Answer, Refusal, Request, State, answers, fills

# MP-3, MP-4: the order and the item that the document shows, and some beside them.
ITEMS = {("89591350", "T429507"): [], ("89591350", "T429508"): ["DR0289910229X"], ("89591351", "T/1"): []}
OTHER_CLIENTS_ORDERS = ["89591399"]
# MP-9: quota and seconds of each window by its unit.
WINDOWS = {"d": (5750, 86400), "h": (2875, 3600), "m": (17250, 60)}


@fills
def fill(state: State, _: object) -> None:
    """Put the orders of this client, those of another one, and windows that nobody has used."""
    for key, numbers in ITEMS.items():
        state.table("serial_numbers").put(key, numbers)
    for order in OTHER_CLIENTS_ORDERS:
        state.table("other_clients_orders").put((order,), {})
    for unit, (quota, seconds) in WINDOWS.items():
        state.table("windows").put((unit,), {"quota": quota, "seconds": seconds, "used": 0, "start": time.time()})


@answers("setOrderItemSerialNumbers")
def set_serial_numbers(request: Request) -> Answer:
    """Replace the serial numbers of an item (MP-15), if the client may touch it and has requests left (MP-14)."""
    if not _count_request(request.state):
        headers = _limits(request.state)
        return Answer(429, _result(429, "Too Many Requests"), {**headers, "Retry-After": headers["X-RateLimit-Reset"]})
    order, item = str(request.path["orderId"]), request.path["itemId"]
    if (order,) in request.state.table("other_clients_orders"):
        raise Refusal(403, f"order {order} belongs to another client")
    if (order, item) not in request.state.table("serial_numbers"):
        raise Refusal(404, f"order {order} is unknown, or has no item {item}")
    request.state.table("serial_numbers").put((order, item), request.body)
    return Answer(200, _result(200, "OK"), _limits(request.state))


def _count_request(state: State) -> bool:
    """Count one request in every window; return False, without counting it, if one of them is exhausted."""
    windows, now = state.table("windows"), time.time()
    current = {key: _current(windows[key], now) for key in windows}
    if any(window["used"] >= window["quota"] for window in current.values()):
        return False
    for key, window in current.items():
        windows.put(key, {**window, "used": window["used"] + 1})
    return True


def _current(window: dict[str, float], now: float) -> dict[str, float]:
    """Return the window as it is now: begun again if its time is over."""
    is_over = now - window["start"] >= window["seconds"]
    return {**window, "used": 0, "start": now} if is_over else window


def _limits(state: State) -> dict[str, str]:
    """Return the headers of MP-8 to MP-10 and MP-12; the window with the fewest requests left comes first."""
    windows = state.table("windows")
    by_unit = {unit: windows[unit,] for (unit,) in windows}
    tightest = min(by_unit.values(), key=_count_left)
    parts = [f'{w["quota"]};w={w["seconds"]};name="partner:mock|domain:other|unit:{u}"' for u, w in by_unit.items()]
    return {
        "X-RateLimit-Limit": ", ".join([str(tightest["quota"]), *parts]),
        "X-RateLimit-Remaining": str(_count_left(tightest)),
        "X-RateLimit-Reset": str(max(0, math.ceil(tightest["start"] + tightest["seconds"] - time.time()))),
    }


def _count_left(window: dict[str, int]) -> int:
    return window["quota"] - window["used"]


def _result(code: int, status: str) -> dict[str, object]:
    return {"result": {"code": code, "status": status}}
