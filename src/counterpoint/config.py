"""The settings: one frozen record, each field with what it means and what it may be.

Data way: before everything. Pure: the records only; configfile.py fills them from a file, the environment and flags.

A field's `About` is its whole documentation: `counterpoint config` and docs/reference/configuration.md show it, and
loading checks against it. Records built in code are not checked.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias, get_args, get_origin, get_type_hints

PREFIX = "COUNTERPOINT_"  # of environment variables

Value: TypeAlias = int | float | bool | str | tuple[str, ...]


class Form(enum.Enum):
    """What the text of a setting must look like; configfile.py holds the check of each."""

    ANY = "text"
    DATABASE = "a file's path, sqlite:///PATH or postgresql://USER@HOST/NAME"
    LOCALE = "a language tag such as en or pt-BR"
    HEADER = "one line of plain ASCII"
    NETWORK = "networks such as 192.168.7.0/24"
    HOST = "a host's name or address"
    URL = "an http or https address"


@dataclass(frozen=True, slots=True)
class About:
    """One setting: what it means, and what it may be."""

    says: str
    least: float | None = None  # numbers: the smallest allowed
    most: float | None = None  # numbers: the largest allowed
    one_of: tuple[str, ...] = ()
    form: Form = Form.ANY


_DAYS = 36_500  # a century: more is a slip of the finger


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """[fetch]: how the network is asked."""

    user_agent: Annotated[
        str,
        About(
            'how requests are signed; "" means Counterpoint\'s own, which names its version', form=Form.HEADER
        ),
    ] = ""
    contact: Annotated[
        str, About("an address or page for site owners, added to the user agent", form=Form.HEADER)
    ] = ""
    concurrency: Annotated[int, About("connections at a time over all hosts", least=1, most=1000)] = 16
    per_host: Annotated[int, About("connections at a time to one host", least=1, most=100)] = 1
    delay: Annotated[
        float,
        About("seconds between two requests to one host; robots.txt may ask for more", least=0, most=86_400),
    ] = 1.0
    timeout: Annotated[float, About("seconds without a byte", least=0.1, most=3600)] = 20.0
    total_timeout: Annotated[
        float,
        About("seconds for one address as a whole, redirects and tries included", least=0.1, most=86_400),
    ] = 60.0
    max_bytes: Annotated[
        int, About("bytes of one answer, after decompression", least=1000, most=1_000_000_000)
    ] = 10_000_000
    max_ratio: Annotated[
        int,
        About("decompressed bytes to one received byte, past the first 64 kB", least=2, most=1_000_000),
    ] = 100
    max_redirects: Annotated[int, About("redirects that one request follows", least=0, most=20)] = 5
    retries: Annotated[
        int,
        About("tries of one URL in one go, first included, where trying again may help", least=1, most=20),
    ] = 3
    obey_robots: Annotated[bool, About("do what robots.txt says")] = True
    private_networks: Annotated[
        tuple[str, ...],
        About("networks in CIDR form that may be reached though they are not public", form=Form.NETWORK),
    ] = ()


@dataclass(frozen=True, slots=True)
class PollSettings:
    """[poll]: how often feeds are asked."""

    shortest: Annotated[int, About("seconds between two polls of a busy feed", least=10, most=31_536_000)] = (
        300
    )
    longest: Annotated[int, About("seconds between two polls of a quiet feed", least=10, most=31_536_000)] = (
        86_400
    )
    entries: Annotated[int, About("newest entries of one feed that are looked at", least=1, most=100_000)] = (
        500
    )
    rechecks: Annotated[
        int, About("times a page is asked again for edits: after 1, 6 and 24 hours", least=0, most=3)
    ] = 3


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """[work]: what one process may take."""

    processes: Annotated[
        int, About("children that extract and annotate; 0 means one for each core", least=0, most=1024)
    ] = 0
    parse_seconds: Annotated[float, About("CPU seconds for one extraction or feed", least=0.1, most=3600)] = (
        1.0
    )
    parse_megabytes: Annotated[
        int, About("megabytes the child may take above its own start", least=64, most=1_000_000)
    ] = 512
    annotate_seconds: Annotated[
        float, About("CPU seconds for the annotation of one article", least=1, most=86_400)
    ] = 60.0
    tries: Annotated[
        int, About("tries before a record that kills its child is quarantined", least=1, most=10)
    ] = 2
    lease: Annotated[
        int, About("seconds after which work of a vanished process is taken over", least=10, most=86_400)
    ] = 300
    annotate: Annotated[bool, About("false: store and extract only")] = True


@dataclass(frozen=True, slots=True)
class StoriesSettings:
    """[stories]: how reports become stories."""

    enabled: Annotated[bool, About("false: reports are stored and not put together")] = True
    window_days: Annotated[
        int, About("days for which a story takes new reports after its last one", least=1, most=365)
    ] = 7
    every_language: Annotated[
        bool,
        About(
            "compare titles by a second model, which reads the languages that the first does not; some 50 ms of CPU a report"
        ),
    ] = True
    tell_after: Annotated[
        float, About("seconds from a story's change to its being told anew", least=0, most=86_400)
    ] = 5.0
    most_reports: Annotated[
        int,
        About("reports that one story is told from; exact copies are left out first", least=2, most=1000),
    ] = 40


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """[reader]: what counts for more when stories are ranked. Empty: nothing, and nothing is guessed."""

    region: Annotated[
        tuple[str, ...],
        About(
            "countries, as codes such as CH, and places by name: stories from there, or told there, rank higher"
        ),
    ] = ()
    languages: Annotated[
        tuple[str, ...],
        About("languages you read, as tags such as fr: stories with reports in one rank higher"),
    ] = ()
    interests: Annotated[
        tuple[str, ...],
        About("names and words, as they stand in reports: stories that tell of them rank higher"),
    ] = ()


@dataclass(frozen=True, slots=True)
class PicturesSettings:
    """[pictures]: pictures as evidence."""

    fetch: Annotated[
        bool,
        About(
            "ask for the first picture of each report, to see which reports carry one; only what it looks like is kept"
        ),
    ] = False


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """[keep]: retention, in days. 0 keeps for ever."""

    captures_days: Annotated[
        int, About("days that bytes of captures are kept; what was extracted stays", least=0, most=_DAYS)
    ] = 0
    rejected_days: Annotated[
        int, About("days that what was rejected is kept, with its reason", least=0, most=_DAYS)
    ] = 90
    unchanged_days: Annotated[
        int, About("days that records are kept of fetches that found nothing new", least=0, most=_DAYS)
    ] = 30


@dataclass(frozen=True, slots=True)
class LogSettings:
    """[log]: what is said while at work, on standard error."""

    level: Annotated[str, About("the least that is said", one_of=("debug", "info", "warning", "error"))] = (
        "info"
    )
    format: Annotated[
        str,
        About("auto is console on a terminal and JSON lines elsewhere", one_of=("auto", "console", "json")),
    ] = "auto"


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """[serve]: the HTTP side."""

    host: Annotated[
        str,
        About("address to listen on; an address other machines reach is a deliberate choice", form=Form.HOST),
    ] = "127.0.0.1"
    port: Annotated[int, About("port to listen on; 0 takes any free one", least=0, most=65_535)] = 8765
    public_url: Annotated[
        str, About("address at which the outside reaches it: needed for WebSub", form=Form.URL)
    ] = ""
    websub: Annotated[bool, About("let feeds that offer it push; needs public_url")] = False


@dataclass(frozen=True, slots=True)
class RightsSettings:
    """[rights]: what you have agreed with publishers."""

    licensed: Annotated[
        tuple[str, ...],
        About("holders and hosts whose reports you hold a licence for, such as an agency you subscribe to"),
    ] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, in the order of the reference."""

    database: Annotated[
        str, About("where everything is stored; a file's path is from the current folder", form=Form.DATABASE)
    ] = "counterpoint.db"
    locale: Annotated[str, About("language of pages and messages around the reports", form=Form.LOCALE)] = (
        "en"
    )
    fetch: FetchSettings = field(default_factory=FetchSettings)
    poll: PollSettings = field(default_factory=PollSettings)
    work: WorkSettings = field(default_factory=WorkSettings)
    stories: StoriesSettings = field(default_factory=StoriesSettings)
    reader: ReaderSettings = field(default_factory=ReaderSettings)
    pictures: PicturesSettings = field(default_factory=PicturesSettings)
    keep: KeepSettings = field(default_factory=KeepSettings)
    log: LogSettings = field(default_factory=LogSettings)
    serve: ServeSettings = field(default_factory=ServeSettings)
    rights: RightsSettings = field(default_factory=RightsSettings)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: where it stands in Settings, its type, default and meaning."""

    section: str  # "" for those at the top
    name: str
    kind: type[Value]  # int, float, bool, str or tuple (of str)
    default: Value
    about: About

    @property
    def key(self) -> str:
        """Its name in messages and for --set: fetch.delay."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def variable(self) -> str:
        """Its environment variable: COUNTERPOINT_FETCH_DELAY."""
        return PREFIX + self.key.replace(".", "_").upper()


def catalogue() -> tuple[Setting, ...]:
    """Return every setting, in the order of the reference."""
    return tuple(_settings_of(Settings, ""))


def _settings_of(record: type, section: str) -> Iterator[Setting]:
    hints = get_type_hints(record, include_extras=True)
    defaults = record()
    for one in dataclasses.fields(record):
        hint = hints[one.name]
        if get_origin(hint) is Annotated:
            kind, about = get_args(hint)
            yield Setting(section, one.name, get_origin(kind) or kind, getattr(defaults, one.name), about)
        else:
            yield from _settings_of(hint, one.name)
