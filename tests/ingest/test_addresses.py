"""Which addresses a fetch may reach."""

from __future__ import annotations

import pytest

from counterpoint.ingest.addresses import is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_reached(address):
    """Also where an IPv6 address stands for a public IPv4 one."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "168.63.129.16", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:a9fe:a9fe::",
        "2001:0:7f00:1::", "100::1", "localhost", "0x7f.1", "2130706433", "127.1", "①②⑦.0.0.1", "",
    ],
)  # fmt: skip
def test_private_special_and_misspelt_addresses_may_not(address):
    """A private address stays private in every dress; what is no address is none."""
    assert not is_public(address)
