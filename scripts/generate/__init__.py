"""START HERE for `python -m scripts.generate`: a typed client and models from each API's OpenAPI document.

`cli` reads the command line, `run` takes all APIs through `project` (one API: `client`, `models`, `provenance`,
`formatting`) into a temporary folder, and `folders` compares that with the output folder or swaps it in.
"""
