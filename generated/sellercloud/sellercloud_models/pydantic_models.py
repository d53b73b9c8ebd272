"""Sellercloud REST API — orders: pydantic models, generated from its OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Address(BaseModel):
    """
    A whole postal address. Optional fields that are left out or null end up empty. `State` is required when `Country` is `US` or `CA`.
    """

    FirstName: Annotated[str, Field(description="First name.")]
    MiddleName: Annotated[str | None, Field(description="Middle name.")] = None
    LastName: Annotated[str, Field(description="Last name.")]
    Business: Annotated[str | None, Field(description="Name of the business.")] = None
    AddressLine1: Annotated[str, Field(description="First line of the address.")]
    AddressLine2: Annotated[str | None, Field(description="Second line of the address.")] = None
    ZipCode: Annotated[str, Field(description="Postal code.")]
    City: Annotated[str, Field(description="City.")]
    Region: Annotated[str | None, Field(description="Region.")] = None
    State: Annotated[str | None, Field(description="State or province, two letters.", pattern="^[A-Z]{2}$")] = None
    Country: Annotated[str, Field(description="Country, two letters (ISO 3166-1 alpha-2).", pattern="^[A-Z]{2}$")]
    Phone: Annotated[str | None, Field(description="Telephone number.")] = None
    Fax: Annotated[str | None, Field(description="Fax number.")] = None


class Credentials(BaseModel):
    """
    A user's name and password.
    """

    Username: Annotated[str, Field(description="Name of the user.", min_length=1)]
    Password: Annotated[str, Field(description="Password of the user.", min_length=1)]


class Token(BaseModel):
    """
    A bearer token.
    """

    access_token: Annotated[str, Field(description="Token to send as bearer.", min_length=1)]
    token_type: Annotated[str, Field(description="Kind of the token.")]
    expires_in: Annotated[int, Field(description="Life of the token in seconds.", ge=0, le=2147483647)]


class OrderUpdate(BaseModel):
    """
    What to change. Every property is optional; absent and null both mean that no update of it is needed.
    """

    CompanyId: Annotated[
        int | None, Field(description="Id of the company that the order belongs to.", ge=-2147483648, le=2147483647)
    ] = None
    CustomerId: Annotated[
        int | None, Field(description="Id of the order's customer.", ge=-2147483648, le=2147483647)
    ] = None
    OrderSource: Annotated[
        Literal["Local_Store"] | str | None,
        Field(description="Source (channel) of the order. Values that are not listed pass through."),
    ] = None
    OrderSubType: Annotated[
        Literal["None"] | str | None,
        Field(description="Sub-type of the order. Values that are not listed pass through."),
    ] = None
    SalesRep1: Annotated[
        int | None, Field(description="Id of the first sales representative.", ge=-2147483648, le=2147483647)
    ] = None
    CurrencyCode: Annotated[
        Literal["USD"] | str | None,
        Field(description="Currency of the order. Values that are not listed pass through."),
    ] = None
    DisableInventoryCount: Annotated[
        bool | None, Field(description="Whether the inventory count is disabled for the order.")
    ] = None
    ShippingAddress: Annotated[Address | None, Field(description="Replaces the shipping address whole.")] = None
    BillingAddress: Annotated[Address | None, Field(description="Replaces the billing address whole.")] = None
