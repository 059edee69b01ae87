"""Starts a served program, and asks it over connections that are kept, as Slack's own servers do."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import perf_counter

from benchmarks.requests import Signed

Ask = Callable[[bytes], bytes]
"""Sends a request and returns the answer's body."""


@contextmanager
def serving(program: str, database_url: str) -> Iterator[int]:
    """The port of the program, which runs until the block is left."""
    command = [sys.executable, "-m", "benchmarks.served", program, database_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def connection(port: int) -> Iterator[Ask]:
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def ask(request: bytes) -> bytes:
            wire.sendall(request)
            return _answer(wire)

        yield ask


def throughput(port: int, requests: Sequence[Signed], *, clients: int) -> float:
    """Requests answered a second, by so many clients that each wait for their answer before they ask again."""
    shares = [[request.http() for request in requests[number::clients]] for number in range(clients)]

    def ask_all(share: Sequence[bytes]) -> None:
        with connection(port) as ask:
            for request in share:
                if ask(request):
                    raise RuntimeError("the command was answered with words")

    with ThreadPoolExecutor(clients) as pool:
        started = perf_counter()
        list(pool.map(ask_all, shares))
        return len(requests) / (perf_counter() - started)


@contextmanager
def asking_on(port: int, request: Callable[[], bytes], *, clients: int) -> Iterator[None]:
    """So many clients that ask without a pause, until the block is left."""
    stopped = Event()

    def ask_on() -> None:
        with connection(port) as ask:
            while not stopped.is_set():
                ask(request())

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(ask_on) for _ in range(clients)]
        try:
            yield
        finally:
            stopped.set()
    for each in asking:
        each.result()


def _answer(wire: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _received(wire)
    head, _, body = received.partition(b"\r\n\r\n")
    status, *headers = head.lower().split(b"\r\n")
    if b" 200 " not in status + b" ":
        raise RuntimeError(status.decode())
    length = next(int(header.partition(b":")[2]) for header in headers if header.startswith(b"content-length"))
    while len(body) < length:
        body += _received(wire)
    return body


def _received(wire: socket.socket) -> bytes:
    received = wire.recv(65_536)
    if not received:
        raise RuntimeError("the connection was closed")
    return received
