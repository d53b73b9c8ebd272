"""Clients in other repositories: a package that is added, checked and updated by itself; START at `cli`.

`lock` describes what lies in the package beside its modules, `state` compares the two, `build` makes a package,
`surface` and `changes` say what an update changes for callers.
"""
