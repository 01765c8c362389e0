"""Read a trust.txt: what a publisher states of its owners, members and accounts.

Data way: bytes of /trust.txt or /.well-known/trust.txt -> the ties of an Outlet. Pure.

Spec: JournalList's trust.txt, as in draft-org-trust-relationship-protocol-00: lines of `attribute=value`, `#` begins a
comment. Read generously: any case, blanks around the sign, a colon in its place, bare domains for addresses. What a file
states is one side's word: `cluster.independence` decides what of it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterpoint.ingest.outlets import domain_in
from counterpoint.types import Outlet, Rejected, Tie, TieKind

MAX_BYTES = 1_000_000  # an association of 2,000 members has a file of some 80 kB
MAX_TIES = 5_000
_LONGEST_LINE = 2_048  # characters: no address is longer
_OTHERS = frozenset({"social", "contact", "disclosure", "datatrainingallowed"})
_TIES = {kind.value: kind for kind in TieKind}
_LINE = re.compile(r"\s*(?P<name>[A-Za-z-]{1,40})\s*[=:]\s*(?P<value>\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class TrustFile:
    """What one publisher states."""

    domain: str  # whose file it is
    ties: tuple[Tie, ...]
    social: tuple[str, ...] = ()  # addresses of its accounts
    contact: tuple[str, ...] = ()
    disclosure: tuple[str, ...] = ()
    training: bool | None = None  # datatrainingallowed: whether machines may learn from it; None: not said
    passed_over: int = 0  # lines that say nothing the form knows

    def outlet(self) -> Outlet:
        """The publisher, with nothing known of it but its ties."""
        return Outlet(self.domain, ties=self.ties)


def parse_trust(content: bytes, *, domain: str) -> TrustFile | Rejected:
    """Return what a trust.txt states, or why it is none.

    Args:
        content: The file's bytes.
        domain: Whose file it is: the host it was fetched from.

    """
    if len(content) > MAX_BYTES:
        return Rejected(domain, "ingest", f"a trust.txt larger than {MAX_BYTES // 1_000_000} MB is none")
    if b"\x00" in content:
        return Rejected(domain, "ingest", "no trust.txt: it is not text")
    text = content.decode("utf-8-sig", "replace")
    if re.match(r"\s*<(?:!doctype|html|head|body|\?xml)", text, re.IGNORECASE):
        return Rejected(
            domain, "ingest", "no trust.txt: it is a web page, as sites send in place of a missing file"
        )
    found = _Found(domain)
    for line in text.splitlines():
        found.take(line)
    if not found.known:
        return Rejected(domain, "ingest", "no trust.txt: no line of it has the form attribute=value")
    return found.file()


class _Found:
    """What the lines of one file have said so far."""

    def __init__(self, domain: str) -> None:
        self._domain = domain
        self._ties: dict[Tie, None] = {}
        self._said: dict[str, dict[str, None]] = {name: {} for name in _OTHERS}
        self._passed_over = 0
        self.known = 0

    def take(self, line: str) -> None:
        """Read one line."""
        bare = _without_comment(line[:_LONGEST_LINE])
        if not bare.strip():
            return
        match = _LINE.match(bare)
        name = match["name"].lower() if match else ""
        if match and name in _TIES and len(self._ties) < MAX_TIES:
            for other in _domains(match["value"]):
                if other != self._domain:  # nobody owns itself
                    self._ties[Tie(_TIES[name], other)] = None
                    self.known += 1
        elif match and name in _OTHERS:
            self._said[name][match["value"]] = None
            self.known += 1
        else:
            self._passed_over += 1

    def file(self) -> TrustFile:
        """All of it."""
        training = [v.lower() for v in self._said["datatrainingallowed"]]
        return TrustFile(
            self._domain,
            tuple(self._ties),
            tuple(self._said["social"]),
            tuple(self._said["contact"]),
            tuple(self._said["disclosure"]),
            # Said both ways, the word that protects the publisher holds.
            training={"yes": True, "no": False}.get(min(training)) if training else None,
            passed_over=self._passed_over,
        )


def _without_comment(line: str) -> str:
    """A line up to its comment; a number sign inside an address is none."""
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0]


def _domains(value: str) -> Iterator[str]:
    for words in re.split(r"[\s,;]+", value):
        domain = domain_in(words)
        if domain:
            yield domain
