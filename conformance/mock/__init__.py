"""The mock server: an API that answers as its spec says, and refuses what its spec refuses.

`create_app` gives an ASGI app; `serve`, `serving` and `run` serve it over HTTP; the rest is for a spec folder's
`behaviour.py`.
"""

from conformance.mock.app import create_app
from conformance.mock.behaviour import NOTHING, Answer, Behaviours, Refusal, Request, accepts, answers, fills
from conformance.mock.foreground import Options, run
from conformance.mock.pagination import number_page
from conformance.mock.server import LOOPBACK, serve, serving
from conformance.mock.state import State

__all__ = [
    "LOOPBACK",
    "NOTHING",
    "Answer",
    "Behaviours",
    "Options",
    "Refusal",
    "Request",
    "State",
    "accepts",
    "answers",
    "create_app",
    "fills",
    "number_page",
    "run",
    "serve",
    "serving",
]
