from typing import Literal

OrderUpdateKnownCurrencyCode = Literal["USD"]

ORDER_UPDATE_KNOWN_CURRENCY_CODE_VALUES: set[OrderUpdateKnownCurrencyCode] = {
    "USD",
}


def check_order_update_known_currency_code(value: str) -> OrderUpdateKnownCurrencyCode:
    if value in ORDER_UPDATE_KNOWN_CURRENCY_CODE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORDER_UPDATE_KNOWN_CURRENCY_CODE_VALUES!r}")
