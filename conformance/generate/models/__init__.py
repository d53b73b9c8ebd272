"""Models beside the client, by datamodel-code-generator: pydantic's and msgspec's."""
