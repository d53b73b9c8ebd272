"""Sellercloud REST API — orders: msgspec structs, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType


class Address(Struct):
    """
    A whole postal address. Optional fields that are left out or null end up empty. `State` is required when `Country` is `US` or `CA`.
    """

    FirstName: Annotated[str, Meta(description="First name.")]
    LastName: Annotated[str, Meta(description="Last name.")]
    AddressLine1: Annotated[str, Meta(description="First line of the address.")]
    ZipCode: Annotated[str, Meta(description="Postal code.")]
    City: Annotated[str, Meta(description="City.")]
    Country: Annotated[str, Meta(description="Country, two letters (ISO 3166-1 alpha-2).", pattern="^[A-Z]{2}$")]
    MiddleName: Annotated[str, Meta(description="Middle name.")] | None | UnsetType = UNSET
    Business: Annotated[str, Meta(description="Name of the business.")] | None | UnsetType = UNSET
    AddressLine2: Annotated[str, Meta(description="Second line of the address.")] | None | UnsetType = UNSET
    Region: Annotated[str, Meta(description="Region.")] | None | UnsetType = UNSET
    State: (
        Annotated[str, Meta(description="State or province, two letters.", pattern="^[A-Z]{2}$")] | None | UnsetType
    ) = UNSET
    Phone: Annotated[str, Meta(description="Telephone number.")] | None | UnsetType = UNSET
    Fax: Annotated[str, Meta(description="Fax number.")] | None | UnsetType = UNSET


class Credentials(Struct):
    """
    A user's name and password.
    """

    Username: Annotated[str, Meta(description="Name of the user.", min_length=1)]
    Password: Annotated[str, Meta(description="Password of the user.", min_length=1)]


class Token(Struct):
    """
    A bearer token.
    """

    access_token: Annotated[str, Meta(description="Token to send as bearer.", min_length=1)]
    token_type: Annotated[str, Meta(description="Kind of the token.")]
    expires_in: Annotated[int, Meta(description="Life of the token in seconds.", ge=0, le=2147483647)]


class OrderUpdate(Struct):
    """
    What to change. Every property is optional; absent and null both mean that no update of it is needed.
    """

    CompanyId: (
        Annotated[int, Meta(description="Id of the company that the order belongs to.", ge=-2147483648, le=2147483647)]
        | None
        | UnsetType
    ) = UNSET
    CustomerId: (
        Annotated[int, Meta(description="Id of the order's customer.", ge=-2147483648, le=2147483647)]
        | None
        | UnsetType
    ) = UNSET
    OrderSource: (
        Annotated[
            Literal["Local_Store"] | str,
            Meta(description="Source (channel) of the order. Values that are not listed pass through."),
        ]
        | None
        | UnsetType
    ) = UNSET
    OrderSubType: (
        Annotated[
            Literal["None"] | str,
            Meta(description="Sub-type of the order. Values that are not listed pass through."),
        ]
        | None
        | UnsetType
    ) = UNSET
    SalesRep1: (
        Annotated[int, Meta(description="Id of the first sales representative.", ge=-2147483648, le=2147483647)]
        | None
        | UnsetType
    ) = UNSET
    CurrencyCode: (
        Annotated[
            Literal["USD"] | str,
            Meta(description="Currency of the order. Values that are not listed pass through."),
        ]
        | None
        | UnsetType
    ) = UNSET
    DisableInventoryCount: (
        Annotated[bool, Meta(description="Whether the inventory count is disabled for the order.")] | None | UnsetType
    ) = UNSET
    ShippingAddress: Annotated[Address, Meta(description="Replaces the shipping address whole.")] | None | UnsetType = (
        UNSET
    )
    BillingAddress: Annotated[Address, Meta(description="Replaces the billing address whole.")] | None | UnsetType = (
        UNSET
    )
