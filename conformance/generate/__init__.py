"""From an OpenAPI file to a client: START at `project`, which runs one API through all steps.

`opc` prepares the document for openapi-python-client and reads what it makes of it, `ir` turns that into the API as
Python, `render`, `models` and `verify` write, and use, the packages, and `output` moves them into place.
"""
