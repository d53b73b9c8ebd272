from typing import Literal

OrderUpdateKnownOrderSubType = Literal["None"]

ORDER_UPDATE_KNOWN_ORDER_SUB_TYPE_VALUES: set[OrderUpdateKnownOrderSubType] = {
    "None",
}


def check_order_update_known_order_sub_type(value: str) -> OrderUpdateKnownOrderSubType:
    if value in ORDER_UPDATE_KNOWN_ORDER_SUB_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_UPDATE_KNOWN_ORDER_SUB_TYPE_VALUES!r}")
