"""From a file to an OpenAPI 3.1 document: START at `reader`, which puts the other modules' steps in order."""
