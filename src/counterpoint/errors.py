"""The errors a caller may catch.

    CounterpointError
    ├── ConfigError      a setting is wrong: key, file
    ├── FetchError       a URL could not be read
    ├── ExtractError     a capture holds no article
    ├── ModelError       a model's package is missing or broken: the message names the command
    ├── StoreError       the store cannot be read or written
    │   ├── StoreFullError     there is no room on its disk
    │   ├── StoreBusyError     another writer is in the way: the same again will do
    │   ├── StoreRefusedError  it will not take this record
    │   └── MissingError       it does not have what is asked for
    ├── CitationError    a citation does not stand in its article: never published
    └── PublishError     a page or document could not be written

Every message is one sentence, with the remedy. `ValueError` stays what it is: a caller's bug.
"""

from __future__ import annotations

from enum import StrEnum


class CounterpointError(Exception):
    """The base of every error that a user can do something about."""


class ConfigError(CounterpointError):
    """A setting is wrong."""

    def __init__(self, message: str, *, key: str | None = None, file: str | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.file = file


class FetchKind(StrEnum):
    """Why a URL could not be read: few enough to count by."""

    ADDRESS = "address"  # no address of the web that may be asked
    NAME = "name"  # the host's name was not found
    PRIVATE = "private"  # it leads to an address that is not public
    CONNECT = "connect"  # nobody answers at that address
    TLS = "tls"  # the certificate or the handshake
    TIMEOUT = "timeout"  # too slow, in a step or as a whole
    BROKEN = "broken"  # the answer breaks off or is no HTTP
    ENCODING = "encoding"  # compressed in a way that is not known
    RATIO = "ratio"  # a small answer that unpacks to a large one
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"  # too many, or in a circle
    ROBOTS = "robots"  # robots.txt disallows it, or cannot be read for now
    STATUS = "status"  # the server answers with an error
    GONE = "gone"  # 410: never ask again
    LATER = "later"  # the host's turn comes later than the caller can wait
    STOPPED = "stopped"  # the fetcher was closed meanwhile


class FetchError(CounterpointError):
    """A URL could not be read."""

    def __init__(
        self,
        message: str,
        *,
        url: str,
        kind: FetchKind = FetchKind.BROKEN,
        status: int | None = None,
        temporary: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.url = url
        self.kind = kind
        self.status = status  # of HTTP, where there was an answer
        self.temporary = temporary  # asking again later may help
        self.retry_after = retry_after  # seconds the server or the host's turn asks to wait


class ExtractError(CounterpointError):
    """A capture holds no article that could be read."""

    def __init__(self, message: str, *, capture: str) -> None:
        super().__init__(message)
        self.capture = capture


class ModelError(CounterpointError):
    """A model's package is missing or broken."""


class StoreError(CounterpointError):
    """The store cannot be read or written."""


class StoreFullError(StoreError):
    """There is no room left on the store's disk; what is stored is whole."""


class StoreBusyError(StoreError):
    """Another writer was in the way; nothing was written, and the same again will do."""


class StoreRefusedError(StoreError):
    """The store will not take a record as it is, or another writer brought the same one first; nothing was written."""


class MissingError(StoreError):
    """The store does not have what is asked for, or has it no longer, or damaged."""


class CitationError(CounterpointError):
    """A citation does not stand in its article."""

    def __init__(self, message: str, *, story: str) -> None:
        super().__init__(message)
        self.story = story


class PublishError(CounterpointError):
    """A page or document could not be written."""

    def __init__(self, message: str, *, path: str) -> None:
        super().__init__(message)
        self.path = path
