"""Common code of all generated clients, copied into each: attrs, httpx and the standard library only."""
