"""An OpenAPI file becomes a `Spec`: START at `reader`, which puts the other modules' steps in order."""
