"""Ways in which the Sellercloud server can be wrong."""

from __future__ import annotations

from tests.servers import Wrong

_UPDATE = "updateOrder"
_TOKEN = "createToken"

WRONGS = {
    "success-is-204": Wrong(_UPDATE, "A valid update is answered with status 204, which is not documented."),
    "redirect": Wrong(_UPDATE, "A valid update is redirected with status 307 to the same path with a slash."),
    "null-refused": Wrong(_UPDATE, "null at /CompanyId, which means no update, is answered with status 400."),
    "null-address-500": Wrong(_UPDATE, "null at /ShippingAddress, which means no update, is answered with status 500."),
    "empty-update-refused": Wrong(_UPDATE, "The empty object, which is a valid update, is answered with status 400."),
    "state-not-required": Wrong(_UPDATE, "An address in the US or CA without State is answered with 200."),
    "country-in-lower-case": Wrong(_UPDATE, 'Lower case at Country ("us"), against the pattern, is answered with 200.'),
    "state-of-three-letters": Wrong(_UPDATE, "Three letters at State, against the pattern, are answered with 200."),
    "city-not-required": Wrong(_UPDATE, "An address without the required property City is answered with 200."),
    "company-coerced": Wrong(_UPDATE, 'Look-alikes of integers at /CompanyId ("163", true) are answered with 200.'),
    "company-too-large": Wrong(_UPDATE, "2147483648 at /CompanyId, one above its maximum, is answered with 200."),
    "flag-coerced": Wrong(_UPDATE, 'Look-alikes of booleans at /DisableInventoryCount (1, "true") give 200.'),
    "any-token-accepted": Wrong(_UPDATE, "Any bearer token in the header Authorization is accepted."),
    "token-not-required": Wrong(_UPDATE, "A request without the header Authorization is answered with 200."),
    "lifetime-as-text": Wrong(_TOKEN, "The 200 has a string instead of an integer at /expires_in."),
    "type-missing": Wrong(_TOKEN, "The 200 lacks the required property /token_type."),
    "token-null": Wrong(_TOKEN, "The 200 has null instead of a string at /access_token."),
    "token-as-plain-text": Wrong(_TOKEN, "The 200 has the Content-Type text/plain instead of application/json."),
    "created": Wrong(_TOKEN, "A valid exchange is answered with status 201, which is not documented."),
    "empty-password-accepted": Wrong(_TOKEN, "An empty string at /Password, too short by one, is answered with 200."),
    "slow": Wrong(_TOKEN, "A valid exchange takes 12 seconds."),
    "sales-rep-lost": Wrong(_UPDATE, "/SalesRep1 is not kept.", "update-is-kept"),
    "unlisted-currency-becomes-usd": Wrong(_UPDATE, "EUR is kept as USD.", "unlisted-value-is-kept"),
    "null-clears": Wrong(_UPDATE, "What is null is cleared.", "null-means-no-update"),
    "absent-clears": Wrong(_UPDATE, "What is left out is cleared.", "absent-means-no-update"),
    "empty-update-clears": Wrong(_UPDATE, "The empty update clears the order.", "empty-update-changes-nothing"),
    "address-merged": Wrong(_UPDATE, "What an address leaves out is kept.", "address-is-replaced-whole"),
    "null-in-address-ignored": Wrong(_UPDATE, "What is null in an address is kept.", "null-in-address-empties"),
    "rejected-update-applied": Wrong(_UPDATE, "/CompanyId of a 400 is kept.", "rejected-update-changes-nothing"),
    "unknown-order-accepted": Wrong(_UPDATE, "An unknown id is answered with 200.", "unknown-order-is-refused"),
    "any-password-accepted": Wrong(_TOKEN, "Any /Password is answered with 200.", "wrong-password-is-401"),
    "token-for-a-minute": Wrong(_TOKEN, "/expires_in of the 200 is 60.", "token-lives-about-an-hour"),
}
NEAR_MISSES = {
    "no-orders": Wrong(
        "",
        "There is no order.",
        "update-is-kept unlisted-value-is-kept null-means-no-update absent-means-no-update "
        "empty-update-changes-nothing address-is-replaced-whole null-in-address-empties "
        "rejected-update-changes-nothing",
    ),
    "no-users": Wrong("", "There is no user.", "wrong-password-is-401"),
    "unknown-order-is-400": Wrong(_UPDATE, "An unknown id is answered with 400."),
    "empty-parts-left-out": Wrong(_UPDATE, "Parts of an address that are empty are not kept at all."),
    "empty-parts-as-text": Wrong(_UPDATE, "Parts of an address that are empty are kept as empty text."),
    "token-for-fifty-minutes": Wrong(_TOKEN, "/expires_in of the 200 is 3000."),
}
