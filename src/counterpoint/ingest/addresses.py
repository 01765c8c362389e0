"""Which network addresses a fetch may reach.

Data way: before Capture. Pure.

`ipaddress.is_global` alone is not enough: it passes multicast, site-local, addresses that embed a private
IPv4 one (NAT64, 6to4, Teredo) and the metadata services of clouds that sit on public addresses.
Sources: IANA special-purpose address registries; RFC 6890, 6052, 3056, 4380.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_CLOUD_METADATA = frozenset({IPv4Address("168.63.129.16")})
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_BARRED_V6 = (IPv6Network("fec0::/10"), IPv6Network("::/96"), IPv6Network("100::/64"))
_BARRED_V4 = (IPv4Network("192.88.99.0/24"), IPv4Network("0.0.0.0/8"), IPv4Network("240.0.0.0/4"))


def is_public(address: str) -> bool:
    """Whether an address (as connected to, never a host name) belongs to the public internet."""
    try:
        parsed = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    return _public_v6(parsed) if isinstance(parsed, IPv6Address) else _public_v4(parsed)


def _public_v4(address: IPv4Address) -> bool:
    barred = address in _CLOUD_METADATA or any(address in network for network in _BARRED_V4)
    return address.is_global and not address.is_multicast and not barred


def _public_v6(address: IPv6Address) -> bool:
    inner = address.ipv4_mapped or address.sixtofour
    if inner is not None:
        return _public_v4(inner)
    if address.teredo is not None or any(address in network for network in _BARRED_V6):
        return False
    if any(address in network for network in _NAT64):
        return _public_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast
