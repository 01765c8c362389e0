"""The errors a caller may catch.

    CounterpointError
    ├── ConfigError      a setting is wrong: key, file
    ├── FetchError       a URL could not be read
    ├── ExtractError     a capture holds no article
    ├── ModelError       a model's package is missing or broken: the message names the command
    ├── StoreError       the store cannot be read or written
    │   └── StoreFullError   there is no room on its disk
    ├── CitationError    a citation does not stand in its article: never published
    └── PublishError     a page or document could not be written

Every message is one sentence, with the remedy. `ValueError` stays what it is: a caller's bug.
"""

from __future__ import annotations


class CounterpointError(Exception):
    """The base of every error that a user can do something about."""


class ConfigError(CounterpointError):
    """A setting is wrong."""

    def __init__(self, message: str, *, key: str | None = None, file: str | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.file = file


class FetchError(CounterpointError):
    """A URL could not be read."""

    def __init__(self, message: str, *, url: str) -> None:
        super().__init__(message)
        self.url = url


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
