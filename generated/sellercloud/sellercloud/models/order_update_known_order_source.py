from typing import Literal

OrderUpdateKnownOrderSource = Literal["Local_Store"]

ORDER_UPDATE_KNOWN_ORDER_SOURCE_VALUES: set[OrderUpdateKnownOrderSource] = {
    "Local_Store",
}


def check_order_update_known_order_source(value: str) -> OrderUpdateKnownOrderSource:
    if value in ORDER_UPDATE_KNOWN_ORDER_SOURCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_UPDATE_KNOWN_ORDER_SOURCE_VALUES!r}")
