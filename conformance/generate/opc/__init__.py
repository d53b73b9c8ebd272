"""openapi-python-client's input and output: one small pure function for each rewriting.

`equivalent` holds the rewritings that accept the same values, `widening` those that accept more, which a client may do:
it validates nothing, and what it has no type for it hands on as it came. `all_of` merges `allOf`, `references` makes
every `$ref` lead to a component, `document` describes operations as the parser reads them, and `rewriting` walks, and
records what was rewritten.

No rewriting changes what goes over the wire, and the document itself stays as it is.
"""
