"""The errors that calls can raise besides those of httpx."""


class UnexpectedStatus(Exception):
    """The server answered with a status that is not documented, and Client.raise_on_unexpected_status is set."""

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self.content = content
        super().__init__(f"unexpected status {status_code}: {content.decode(errors='replace')}")


class MissingCredentialError(Exception):
    """The call takes a credential that the client does not have; nothing was sent."""

    def __init__(self, alternatives: tuple[tuple[str, ...], ...]) -> None:
        self.alternatives = alternatives
        calls = (", ".join(f"{keyword}=..." for keyword in keywords) for keywords in alternatives)
        super().__init__("this call needs " + " or ".join(f"Client({arguments})" for arguments in calls))


__all__ = ["MissingCredentialError", "UnexpectedStatus"]
