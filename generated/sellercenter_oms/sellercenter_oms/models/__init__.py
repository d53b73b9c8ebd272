"""Contains all the data models used in inputs/outputs"""

from .error_envelope import ErrorEnvelope
from .error_head import ErrorHead
from .failed_item import FailedItem
from .failed_items import FailedItems
from .failure import Failure
from .item_information import ItemInformation
from .items_information import ItemsInformation
from .success import Success
from .success_envelope import SuccessEnvelope
from .success_head import SuccessHead
from .update_items_information_request import UpdateItemsInformationRequest

__all__ = (
    "ErrorEnvelope",
    "ErrorHead",
    "FailedItem",
    "FailedItems",
    "Failure",
    "ItemInformation",
    "ItemsInformation",
    "Success",
    "SuccessEnvelope",
    "SuccessHead",
    "UpdateItemsInformationRequest",
)
