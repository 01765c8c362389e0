"""Which network addresses a fetch may reach.

Data way: before Capture. Pure.

The table is our own: `ipaddress.is_global` differs between releases of Python, and passes multicast, site-local,
addresses that embed a private IPv4 one and the metadata services of clouds that sit on public addresses.
Sources: IANA special-purpose address registries; RFC 6890, 6052 and 8215 (NAT64), 3056 and 7526 (6to4),
4380 (Teredo), 5214 (ISATAP), 9637; ports: the "bad ports" of the WHATWG Fetch standard, Redis and memcached.

What an address cannot tell: a NAT64 prefix of one's own network, or a private host behind a public address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from counterpoint.errors import ConfigError

_BARRED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's NAT; some clouds' metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's metadata on a public address
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# IPv6: what is not global unicast is barred as a whole (loopback, unique local with a cloud's fd00:ec2::254, link-local,
# site-local, multicast, discard, segment routing, IPv4-compatible and -translated); and of it, these:
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_BARRED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, deprecated: it would reach the IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # the IPv4 address inside decides; 64:ff9b:1::/48 is local and barred
_ISATAP = (
    0x5EFE  # bits 32 to 63 of the interface identifier, but for the universal bit; the IPv4 address follows
)
_ISATAP_MASK = 0xFDFFFFFF

# Where other protocols listen: a request sent there could be read as a command.
_BARRED_PORTS = frozenset(
    map(
        int,
        """1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119
        123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989
        990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697
        10080 11211""".split(),
    )
)


def is_public(address: str) -> bool:
    """Whether an address (as connected to, never a host name) belongs to the public internet.

    An address with a zone ("fe80::1%eth0") belongs to one link: never public.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return _public_v6(parsed) if isinstance(parsed, IPv6Address) else _public_v4(parsed)


def is_web_port(port: int) -> bool:
    """Whether a port may be asked: any but those where other protocols listen."""
    return 0 < port < 65_536 and port not in _BARRED_PORTS


def allowing(networks: Iterable[str]) -> Callable[[str], bool]:
    """Return a check that passes public addresses and those of the named networks.

    Args:
        networks: In CIDR form ("192.168.7.0/24"); a single address stands for itself.

    Raises:
        ConfigError: One is no network, or is all there is.
    """
    named = tuple(_network(text) for text in networks)

    def allowed(address: str) -> bool:
        if is_public(address):
            return True
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        inner = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
        return any(parsed in network or (inner is not None and inner in network) for network in named)

    return allowed


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text.strip())
    except ValueError as error:
        raise ConfigError(
            f"fetch.private_networks: {text!r} is no network; write one as 192.168.7.0/24 ({error})",
            key="fetch.private_networks",
        ) from error
    if network.prefixlen == 0:
        raise ConfigError(
            f"fetch.private_networks: {text!r} is every address; name the networks that are meant",
            key="fetch.private_networks",
        )
    return network


def _public_v4(address: IPv4Address) -> bool:
    return not any(address in network for network in _BARRED_V4)


def _public_v6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _public_v4(address.ipv4_mapped)
    number = int(address)
    inner = IPv4Address(number & 0xFFFFFFFF)
    if address in _NAT64:
        return _public_v4(inner)
    if address not in _GLOBAL_UNICAST or any(address in network for network in _BARRED_V6):
        return False
    return (number >> 32) & _ISATAP_MASK != _ISATAP or _public_v4(inner)
