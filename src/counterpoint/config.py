"""One frozen Settings: defaults < TOML file < environment < command line.

Data way: before everything. Reads one file and the environment, both passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """[fetch]: how the network is asked."""

    user_agent: str = ""  # "" means Counterpoint's own, which names its version
    contact: str = ""  # an address or page for site owners, added to the user agent
    concurrency: int = 16  # connections at a time over all hosts
    per_host: int = 1  # connections at a time to one host
    delay: float = 1.0  # seconds between two requests to one host; robots.txt may ask for more
    timeout: float = 20.0  # seconds without a byte
    total_timeout: float = 60.0  # seconds for one answer as a whole, redirects included
    max_bytes: int = 10_000_000  # after decompression
    max_ratio: int = 100  # decompressed bytes to one received byte, past the first 64 kB
    max_redirects: int = 5
    retries: int = 3  # tries of one URL in one go, first included, where trying again may help
    obey_robots: bool = True
    private_networks: tuple[
        str, ...
    ] = ()  # networks in CIDR form that may be reached though they are not public


@dataclass(frozen=True, slots=True)
class PollSettings:
    """[poll]: how often feeds are asked."""

    shortest: int = 300  # seconds
    longest: int = 86_400  # seconds
    entries: int = 500  # newest entries of one feed that are looked at


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """[work]: what one process may take."""

    processes: int = 0  # children that extract and annotate; 0 means one for each core
    parse_seconds: float = 1.0  # CPU seconds for one extraction or feed
    parse_megabytes: int = 512  # memory of the child above its own start
    annotate_seconds: float = 60.0  # CPU seconds for the annotation of one article
    tries: int = 2  # before a record that kills its child is quarantined
    lease: int = 300  # seconds after which work of a vanished process is taken over
    annotate: bool = True  # False: store and extract only


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """[keep]: retention. 0 keeps for ever."""

    captures_days: int = 0  # bytes of captures; what was extracted stays
    rejected_days: int = 90
    unchanged_days: int = 30  # records of fetches that found nothing new


@dataclass(frozen=True, slots=True)
class LogSettings:
    """[log]: what is said while at work."""

    level: str = "info"  # debug, info, warning, error
    format: str = "auto"  # auto (console on a terminal, else json), console, json


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """[serve]: the HTTP side."""

    host: str = "127.0.0.1"
    port: int = 8765
    public_url: str = ""  # as the outside reaches it: needed for WebSub
    websub: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting. The field comments are what `counterpoint config` and the reference say."""

    database: str = "counterpoint.db"  # a file, sqlite:///PATH or postgresql://USER@HOST/NAME
    locale: str = "en"  # language of pages and messages around the reports
    fetch: FetchSettings = field(default_factory=FetchSettings)
    poll: PollSettings = field(default_factory=PollSettings)
    work: WorkSettings = field(default_factory=WorkSettings)
    keep: KeepSettings = field(default_factory=KeepSettings)
    log: LogSettings = field(default_factory=LogSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
