"""Which addresses a fetch may reach."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import ConfigError
from counterpoint.ingest.addresses import allowing, is_public, is_web_port

# Not globally reachable by the IANA special-purpose registries; multicast, site-local and metadata beside them.
SPECIAL_V4 = """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.0.8/32
192.0.0.170/31 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
255.255.255.255/32 224.0.0.0/4 168.63.129.16/32 169.254.169.254/32 100.100.100.200/32""".split()
SPECIAL_V6 = """::/128 ::1/128 ::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:2::/48 2001:10::/28
2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 fd00:ec2::254/128 ::ffff:0:0:0/96
4000::/3 8000::/1""".split()


def inside(networks):
    """Any address of the networks, as a number within one of them."""
    return st.sampled_from(networks).flatmap(
        lambda net: st.integers(int(net.network_address), int(net.broadcast_address)).map(
            type(net.network_address)
        )
    )


SPECIAL_V4_ADDRESSES = inside([IPv4Network(n) for n in SPECIAL_V4])
DRESSES = {
    "mapped": lambda n: (0xFFFF << 32) + n,
    "compatible": lambda n: n,
    "translated": lambda n: (0xFFFF << 48) + n,
    "NAT64": lambda n: (0x64FF9B << 96) + n,
    "6to4": lambda n: (0x2002 << 112) + (n << 80) + 1,
    "ISATAP": lambda n: (0x26004700 << 96) + (0x5EFE << 32) + n,
    "ISATAP, universal": lambda n: (0x26004700 << 96) + (0x02005EFE << 32) + n,
}


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2600:4700::5efe:808:808",
        "2a00:1450:4001::200e",
    ],
)
def test_public_addresses_may_be_reached(address):
    """Also where an IPv6 address stands for a public IPv4 one."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "168.63.129.16", "192.88.99.1", "100.100.100.200", "192.0.0.192", "198.19.255.255", "::",
        "::1", "fe80::1", "fe80::1%eth0", "2606:4700::1111%eth0", "fc00::1", "fec0::1", "fd00:ec2::254",
        "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:a9fe:a9fe::",
        "2002:808:808::", "2001:0:7f00:1::", "100::1", "localhost", "0x7f.1", "2130706433", "127.1", "0177.0.0.1",
        "①②⑦.0.0.1", "127。0。0。1", "１２７.0.0.1", "8.8.8.8 ", "8.8.8.8/32", "",
    ],
)  # fmt: skip
def test_private_special_and_misspelt_addresses_may_not(address):
    """A private address stays private in every dress; what is no address is none."""
    assert not is_public(address)


@given(SPECIAL_V4_ADDRESSES)
def test_no_special_ipv4_address_is_public(address):
    """Whatever the registries set apart, to its edges."""
    assert not is_public(str(address))


@given(inside([IPv6Network(n) for n in SPECIAL_V6]))
def test_no_special_ipv6_address_is_public(address):
    """Whatever the registries set apart, to its edges."""
    assert not is_public(str(address))


@given(SPECIAL_V4_ADDRESSES, st.sampled_from(sorted(DRESSES)))
def test_a_special_ipv4_address_hides_in_no_ipv6_one(address, dress):
    """However it is embedded."""
    assert not is_public(str(IPv6Address(DRESSES[dress](int(address)))))


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_what_is_public_here_is_public_by_the_standard_library_too(address):
    """Ours bars more, never less."""
    assert not is_public(str(address)) or address.is_global


@given(st.text())
def test_any_text_is_answered(text):
    """What is no address is not public; nothing raises."""
    assert is_public(text) in {True, False}


def test_private_networks_are_reached_only_when_named():
    """The named network, its addresses dressed as IPv6, and nothing beside it."""
    allowed = allowing(["192.168.7.0/24", "fd12::/16", "10.0.0.9"])

    assert all(map(allowed, ["192.168.7.3", "::ffff:192.168.7.3", "fd12::1", "10.0.0.9", "8.8.8.8"]))
    assert not any(map(allowed, ["192.168.8.3", "10.0.0.8", "127.0.0.1", "::1", "fe80::1%eth0", "localhost"]))


@pytest.mark.parametrize("text", ["192.168.7.1/24", "home", "0.0.0.0/0", "::/0", "", "10.0.0.0/33"])
def test_a_network_that_is_none_or_all_is_a_wrong_setting(text):
    """The message names the setting and the form."""
    with pytest.raises(ConfigError, match=r"fetch\.private_networks") as caught:
        allowing([text])

    assert caught.value.key == "fetch.private_networks"


@pytest.mark.parametrize(
    ("port", "may"), [(80, True), (443, True), (8080, True), (25, False), (6379, False), (0, False)]
)
def test_ports_of_other_protocols_are_not_asked(port, may):
    """A mail server could read a request as commands."""
    assert is_web_port(port) is may
