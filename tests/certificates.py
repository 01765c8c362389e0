"""A certificate for outlet.example and the names under it, signed by itself, made for these tests and secret to nobody."""

from __future__ import annotations

import ssl
import tempfile
from pathlib import Path

KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIrAWnUStm2R7anU0
TIG7Z01jnc7MIL72a+D769vebXuhRANCAATMHn27UF9nBsOKY6D54Sx+xML7IDxY
KQ1H639Lg/ZVEpL37b9JmBYt9SJINfhALik7hAM/Uk5fEmhgB5aD4qgm
-----END PRIVATE KEY-----
"""
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBuDCCAV2gAwIBAgIUV2xKI+j1tqEleFIYw7n2HF4gEvQwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOb3V0bGV0LmV4YW1wbGUwIBcNMjYxMTIxMTIyNzM4WhgPMjEy
NjEwMjgxMjI3MzhaMBkxFzAVBgNVBAMMDm91dGxldC5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEzB59u1BfZwbDimOg+eEsfsTC+yA8WCkNR+t/S4P2
VRKS9+2/SZgWLfUiSDX4QC4pO4QDP1JOXxJoYAeWg+KoJqOBgDB+MB0GA1UdDgQW
BBS8frNvPoGWcf5PyFWe0YyHugXdWTAfBgNVHSMEGDAWgBS8frNvPoGWcf5PyFWe
0YyHugXdWTAPBgNVHRMBAf8EBTADAQH/MCsGA1UdEQQkMCKCDm91dGxldC5leGFt
cGxlghAqLm91dGxldC5leGFtcGxlMAoGCCqGSM49BAMCA0kAMEYCIQDnyq1VppLa
Aif/DwS5fPfjhnUeppNvFRLoDFiTZ5eh0QIhALIivWXQ8E/2W6ATWbVbKSpwh3Ep
F2Z/1kd3E62sQPqw
-----END CERTIFICATE-----
"""


def serving(*protocols: str) -> ssl.SSLContext:
    """What a server of outlet.example presents; it speaks these protocols ("h2", "http/1.1")."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        both = Path(folder, "both.pem")
        both.write_text(KEY + CERTIFICATE)
        context.load_cert_chain(both)
    context.set_alpn_protocols(list(protocols))
    return context


def trusting() -> ssl.SSLContext:
    """What a client that trusts outlet.example, and nobody else, checks with."""
    return ssl.create_default_context(cadata=CERTIFICATE)
