"""Errors of decoding, and the JSON pointers (RFC 6901) of their places."""


class DecodeError(ValueError):
    """A value can't be decoded. The reason does not show it, since it may be a secret."""

    def __init__(self, reason: str, pointer: str = "") -> None:
        self.reason = reason
        self.pointer = pointer
        super().__init__(reason, pointer)

    def __str__(self) -> str:
        return f"{self.pointer or 'the document'}: {self.reason}"


def locate(error: Exception, *tokens: str | int) -> DecodeError:
    """Return the error of decoding the value at `tokens`.

    It drops the text of other errors, which may quote the value.
    """
    if isinstance(error, DecodeError):
        return DecodeError(error.reason, pointer(*tokens) + error.pointer)
    return DecodeError(reason_of(error), pointer(*tokens))


def reason_of(error: Exception) -> str:
    """Return the kind of an error, without quoting the value."""
    return f"it can't be decoded ({type(error).__name__})"


def pointer(*tokens: str | int) -> str:
    """Return the JSON pointer of `tokens`."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def follow(document: object, place: str) -> object:
    """Return the value at the JSON pointer `place`, or None."""
    for raw in place.split("/")[1:]:
        token = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(token)
        elif isinstance(document, list) and token.isdigit() and int(token) < len(document):
            document = document[int(token)]
        else:
            return None
    return document
