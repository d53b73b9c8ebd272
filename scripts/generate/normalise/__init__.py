"""START HERE for what is rewritten between a document and the generators: one small pure function per trap.

`exact` holds the traps whose rewriting accepts the same values, `wider` those whose rewriting accepts more, which a
client may do: it validates nothing, and what it has no type for it hands on as it came. `parts` merges `allOf`,
`references` makes every `$ref` lead to a component, `calls` describes operations as the client generator reads them,
and `models` prepares the copies for the generators of models. `schemas` walks, and records what was rewritten.

No rewriting changes what goes over the wire, and the document itself stays as it is.
"""

from scripts.generate.normalise.models import for_msgspec, for_pydantic
from scripts.generate.normalise.schemas import PLACE, Trace

__all__ = ["PLACE", "Trace", "for_msgspec", "for_pydantic"]
