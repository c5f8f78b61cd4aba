"""Requests that mean harm are bounded and answered, and the next one is served."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.app.endpoint.serving import Client


def raw(client: Client, request: bytes) -> bytes:
    """Send bytes that no client would, and read the first line of the answer."""
    address = urlsplit(client.root)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=30) as connection:
        connection.sendall(request)
        return connection.recv(65536)


def alive(client: Client) -> bool:
    return client.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/sparql?query=ASK%20%7B%7D%0D%0AX-Evil:%201",
        "/sparql?query=ASK%20%7B%7D&timeout=1%0D%0AX-Evil:%201",
        "/sparql?query=SELECT%20*%20%7B%20?s%20cg:X%0D%0AEvil%20?o%20%7D",
        "/store?graph=http://a/%0D%0AX-Evil:%201",
        "/store/..%2f..%2fetc/passwd",
        "/store/../../etc/passwd",
    ],
)
def test_nothing_that_was_sent_becomes_a_header_or_a_file(client: Client, target: str) -> None:
    host = urlsplit(client.root).netloc.encode()
    answer = raw(client, b"GET " + target.encode() + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 400", b"HTTP/1.1 404")), answer[:200]
    assert b"x-evil" not in head.replace(b"x-notice", b"") and b"root:" not in answer
    assert alive(client)


def test_a_notice_cannot_bring_a_header(client: Client) -> None:
    found = client.ask("SELECT * { ?s cg:aé ?o }")
    assert found.status == 200 and found.headers["x-notice"].isascii()
