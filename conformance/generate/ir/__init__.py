"""The API as Python: what templates render. `package` is built last, from all the others."""
