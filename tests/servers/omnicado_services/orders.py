"""Orders that the Omnicado services server starts with."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]


def seeded_orders() -> dict[int, Data]:
    """Return the orders by id, made anew."""
    return {order["id"]: order for order in (_delivered(), _not_shipped_yet(), _bare())}


def _local(date: str) -> Data:
    return {"date": date, "timezone_type": 3, "timezone": "Europe/Prague"}


def _delivered() -> Data:
    moment = "2025-05-04T09:42:00Z"
    return {
        "id": 42,
        "remoteId": "20230101001",
        "externalId": "E-1",
        "shipDate": moment,
        "shippedDate": moment,
        "deliveredDate": moment,
        "currency": "CZK",
        "paymentType": "cashOnDelivery",
        "paymentNo": "202301010001",
        "expeditionStatus": "packing",
        "orderStatus": "shipping",
        "source": "eshop",
        "totalPrice": 1099.0,
        "deliveryPrice": 49.0,
        "discount": 0,
        "cashOnDelivery": 49.0,
        "cashOnDeliveryPrice": 12.0,
        "cashOnDeliveryReceived": False,
        "createdAt": moment,
        "updatedAt": moment,
        "deliveryProvider": "warehouse",
        "externalBranchId": "6471",
        "externalOrderProcessor": "shoptet",
        "externalOrderProcessingId": "CZ20230101",
        "externalOrderDeliveryCarrier": "ppl",
        "trackingNumber": "44592754091",
        "trackingUrl": "https://www.ppl.cz/vyhledat-zasilku?shipmentId=44592754091",
        "invoiceUrl": "invoices/202301010001",
        "hasBcxCode": True,
        "deliveryData": [_jan()],
        "items": [
            _item(42, "WH116", (0.83, 0.69, 0.58), quantity=2, serialNumbers="00001;00002;00003"),
            _item(1, "WH001", (12.1, 10.0, 8.3)),
        ],
    }


def _not_shipped_yet() -> Data:
    """Return an order in which what is not known yet is null or left out."""
    unknown = "externalId shipDate shippedDate deliveredDate paymentNo externalOrderDeliveryCarrier trackingNumber"
    return {
        "id": 43,
        "remoteId": "20250504001",
        **dict.fromkeys([*unknown.split(), "trackingUrl", "invoiceUrl"]),
        "currency": "EUR",
        "paymentType": "bankTransfer",
        "expeditionStatus": "new",
        "orderStatus": "new",
        "source": "eshop",
        "totalPrice": 24.9,
        "deliveryPrice": 0,
        "discount": 2.5,
        "createdAt": "2025-05-04T09:42:00Z",
        "updatedAt": "2025-05-04T09:43:30Z",
        "hasBcxCode": False,
        "deliveryData": [_eva()],
        "items": [
            _item(45, "WH117", (24.9, 20.58, 17.08), serialNumbers="000001"),
            _item(46, "WH118", (0, 0, 0), updatedAt=None, commission=0, serialNumberRequired=False),
        ],
    }


def _bare() -> Data:
    """Return an order that was never delivered to anybody."""
    return {"id": 47, "currency": "CZK", "updatedAt": "2025-05-05T07:00:00Z", "deliveryData": [], "items": [{"id": 48}]}


def _jan() -> Data:
    return {
        "id": 42,
        "createdAt": _local("2023-01-24 13:30:03.000000"),
        "updatedAt": _local("2023-01-24 13:30:03.000000"),
        "company": "omnicado! s.r.o.",
        "name": "Jan Novák",
        "phone": "+420607049258",
        "email": "jan@novak.cz",
        "street": "Jaurisova 515/4",
        "city": "Praha",
        "zip": "50401",
        "country": "CZ",
    }


def _eva() -> Data:
    return {
        "id": 44,
        "createdAt": _local("2025-05-04 11:42:00.000000"),
        "updatedAt": None,
        "company": None,
        "name": "Eva Dvořáková",
        "phone": "+420607049259",
        "email": "eva@dvorakova.cz",
        "street": "Dlouhá 12",
        "city": "Brno",
        "zip": "60200",
        "country": "CZ",
    }


def _item(item_id: int, remote_id: str, prices: tuple[float, float, float], **more: Any) -> Data:
    """Return an item; `prices` are with VAT, without it, and without the commission too."""
    price, without_vat, without_commission = prices
    item: Data = {
        "id": item_id,
        "createdAt": _local("2023-01-24 13:30:03.000000"),
        "updatedAt": _local("2023-01-24 13:30:03.000000"),
        "remoteId": remote_id,
        "quantity": 1,
        "price": price,
        "priceWithoutVat": without_vat,
        "priceWithoutCommissionWithoutVat": without_commission,
        "vat": 21,
        "commission": 17,
        "serialNumberRequired": True,
        "serialNumbers": None,
    }
    return {**item, **more}
