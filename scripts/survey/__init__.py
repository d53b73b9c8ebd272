"""The generator, measured on a folder of OpenAPI documents."""
