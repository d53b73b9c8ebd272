"""Akinon OMS — order services: models for validation (`pydantic_models`) and bulk decoding (`structs`); each is optional."""
