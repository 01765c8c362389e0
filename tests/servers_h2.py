"""A local HTTP/2 server over TLS that does as it is told, and misbehaves on purpose."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import h2.connection
import h2.events
import h2.settings

from tests.certificates import serving
from tests.servers import PAGE, Server

# The connection, the stream that asks, and what sends the connection's bytes.
Answer = Callable[[h2.connection.H2Connection, int, Callable[[], None]], None]


def page(body: bytes = PAGE, *headers: tuple[str, str]) -> Answer:
    def answer(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
        state.send_headers(stream, [(":status", "200"), ("content-type", "text/html"), *headers])
        for at in range(0, len(body), 16_000):  # a frame is no longer than 16,384
            state.send_data(stream, body[at : at + 16_000])
        state.end_stream(stream)

    return answer


def flooding_pings(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
    while True:
        for _ in range(500):
            state.ping(b"01234567")
        send()


def flooding_empty_data(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
    state.send_headers(stream, [(":status", "200")])
    while True:
        for _ in range(500):
            state.send_data(stream, b"")
        send()


def flooding_settings(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
    while True:
        for n in range(500):
            state.update_settings({h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: n % 2 + 1})
        send()


def hanging_up(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
    state.close_connection(error_code=2)
    send()
    raise OSError


def resetting(state: h2.connection.H2Connection, stream: int, send: Callable[[], None]) -> None:
    state.send_headers(stream, [(":status", "200")])
    state.reset_stream(stream)


class H2Server(Server):
    """Serves answers by path over HTTP/2; `requests` counts them by connection."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__({}, tls=serving("h2"))
        self.answers = answers
        self.requests: list[list[str]] = []

    def _serve(self, raw) -> None:
        paths: list[str] = []
        self.requests.append(paths)
        try:
            with self._tls.wrap_socket(raw, server_side=True) as connection:
                self._speak(connection, paths)
        except (OSError, h2.connection.ProtocolError):
            pass  # whoever asked has left
        finally:
            self._open.discard(raw)

    def _speak(self, connection: ssl.SSLSocket, paths: list[str]) -> None:
        state = h2.connection.H2Connection(
            h2.connection.H2Configuration(client_side=False, header_encoding="utf-8")
        )
        state.config.validate_outbound_headers = False
        state.initiate_connection()
        send = lambda: connection.sendall(state.data_to_send())  # noqa: E731 - short and used at once
        send()
        while data := connection.recv(65_536):
            for event in state.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    path = dict(event.headers)[":path"]
                    paths.append(path)
                    self.answers.get(path, page(b"", (":none", "1")))(state, event.stream_id, send)
            send()
