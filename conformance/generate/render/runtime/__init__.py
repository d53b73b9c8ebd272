"""What every generated client shares, copied into it as it stands: attrs, httpx and the standard library only."""
