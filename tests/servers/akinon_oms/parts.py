"""Objects that all orders of the Akinon OMS refer to: states, products, addresses, the channel."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]
CHANNEL = "PZ Shop"


def state(key: int, names: tuple[str, str], value: str, content_type: int) -> Data:
    """Return a state; `names` are its English and Turkish ones."""
    return {
        "id": key,
        "created_date": "2021-06-30T14:43:26.601899Z",
        "modified_date": "2022-10-14T10:39:33.629710Z",
        "translations": {"en-us": {"name": names[0]}, "tr-tr": {"name": names[1]}},
        "name": names[0],
        "config": {},
        "enum_class": "OrderStatus",
        "enum_value": value,
        "content_type": content_type,
    }


def approved() -> Data:
    """Return the state of every order."""
    return state(6, ("Approved", "Onay"), "400", 2)


def item(key: int, order: int, omnitron_id: int, moment: str) -> Data:
    """Return an item of an order."""
    return {
        "id": key,
        "state": state(27, ("Inactive", "Aktif Olmayan"), "425", 3),
        "product": _product(),
        "created_date": moment,
        "modified_date": moment,
        "omnitron_id": omnitron_id,
        **_amounts(),
        "attributes": {},
        "attributes_kwargs": {},
        "image": None,
        "price_list": {"pk": 34, "code": "pz_fiyat_list", "name": "pz_fiyat_list", "currency": "try", **_synced()},
        "stock_list": {"pk": 34, "code": None, "name": "pz_stok_list", **_synced()},
        "extra_field": {"price_extra_field": {}, "stock_extra_field": {}},
        "parent_omnitron_id": None,
        "order": order,
    }


def _amounts() -> Data:
    return {
        "net_amount": "250.00",
        "price": "250.00",
        "price_currency": "try",
        "retail_price": "1000.00",
        "tax_rate": "8.00",
        "tax_amount": None,
        "discount_amount": "125.00",
        "without_net_amount": None,
        "installment_interest_amount": None,
    }


def _synced() -> Data:
    return {
        "created_date": "2021-02-25T13:41:08.252536Z",
        "is_auto_sync": False,
        "modified_date": "2023-02-02T13:27:03.825072Z",
    }


def _product() -> Data:
    image = {"order": 0, "id": 465, "url": "https://cdn.example/products/8362/38f3cfef.jpg", "product": 365}
    return {
        "id": 365,
        "productimage_set": [image],
        "created_date": "2022-11-10T06:57:37.198392Z",
        "modified_date": "2022-11-10T06:57:37.198402Z",
        "omnitron_id": 8362,
        "name": "Ultimate Organic Cotton T Shirt With Crew Neck",
        "base_code": "AKN-008",
        "sku": "AKN-008",
        "barcode": None,
        "attributes": {"hallo": "Voorbeeld"},
        "attributes_kwargs": {"hallo": {"label": "Voorbeeld", "value": "voorbeeld", "data_type": "dropdown"}},
        "extra_attributes": {},
        "remote_modified_date": "2022-09-07T11:49:23.777608Z",
    }


def customer() -> Data:
    """Return the one customer of the shop."""
    return {
        "email": "john.doe@example.com",
        "first_name": "John",
        "last_name": "Doe",
        "phone_number": None,
        "erp_code": None,
        "pk": 3433,
        "channel": 1,
    }


def address() -> Data:
    """Return the customer's one address."""
    return {
        "id": 5908,
        **_places(),
        "customer": customer(),
        "address_type": "customer",
        "created_date": "2023-05-17T13:37:44.752820Z",
        "modified_date": "2023-05-17T13:45:55.646535Z",
        "omnitron_id": 10033,
        "mapping": None,
        "title": "home",
        "is_active": True,
        "line": "Viale Edoardo Jenner",
        "postcode": "06290",
        "notes": None,
        "email": "john.doe@example.com",
        "phone_number": "+90 555XXX0000",
        "first_name": "John",
        "last_name": "Doe",
        **dict.fromkeys(["company_name", "tax_office", "tax_no"], ""),
        "e_bill_taxpayer": False,
    }


def _places() -> Data:
    where = {"is_active": True, "longitude": "32.85404900", "latitude": "39.92076300"}
    return {
        "city": {"pk": 7, "name": "MILANO", "country": 1, **where},
        "country": {"pk": 1, "name": "Italy", "code": "it", **where},
        "township": {"pk": 84, "name": "20158 Milano MI", "city": 7, **where},
        "district": {"pk": 6245, "name": "Lorem Ipsum", "city": 7, "township": 84, **where},
    }


def channel() -> Data:
    """Return the one channel of the shop, with its fake credentials."""
    configuration = {
        "server": "https://shop.example/api/v1",
        "password": "fake-password",
        "username": "fake-username",
        "sales_url": "https://shop.example/",
        "auth_token": "fake-auth-token",
        "feature_flags": {},
        **dict.fromkeys(["cancel_mail_subject", "cancel_mail_template_url", "direct_cancel_mail_template_url"], "{}"),
        "localized_cancel_mail_subject": {},
    }
    return {
        "id": 1,
        "channel_type": "web",
        "created_date": "2021-07-06T09:49:30.220001Z",
        "modified_date": "2023-02-16T15:16:54.433413Z",
        "omnitron_id": 1,
        "name": CHANNEL,
        "configuration": configuration,
        "is_active": True,
    }
