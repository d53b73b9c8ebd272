"""Administration of running mocks: their state, what they were asked, and how they are disturbed.

`administer` wraps apps of `create_app`; `openapi.yaml` describes the API that it adds under `/__mock__/`.
"""

from conformance.mock.admin.app import Administered, administer

__all__ = ["Administered", "administer"]
