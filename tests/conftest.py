"""What most tests start from: a fixed moment, a migrated database, a program that a sandboxed Slack talks to."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from slack_sdk import WebClient
from sqlalchemy import event
from sqlalchemy.orm import Session
from waitress.server import create_server

from app import Milepost, build
from handlers.artist import Artist
from handlers.gate import Gate
from handlers.pace import Pace
from handlers.settings import Settings as AppSettings
from sandbox.embedded import Embedded, running_sandbox
from sandbox.settings import Settings as SandboxSettings
from storage.database import Database
from storage.migrate import migrate
from tests.slack import Now, Slack

pytest_plugins = ["tests.chromium"]

ROOT = Path(__file__).parent.parent
SECRET = "sandbox-signing-secret"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Door:
    """The one web server of the tests; each test puts its own program behind it."""

    def __init__(self) -> None:
        self.behind: WSGIApplication | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        assert self.behind is not None
        return self.behind(environ, start_response)

    def show_in(self, program: Milepost) -> None:
        """Who has this program's answer finds all that it queued in its courier's hands."""
        gate = Gate(program.app, SECRET, program.outbox.send)
        self.behind = lambda environ, start_response: list(gate(environ, start_response))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "milepost.sqlite3"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


def copied(migrated_file: Path, folder: Path) -> Database:
    """A migrated SQLite database that waits for no disk: a tenth of the tests' time, and no test cuts the power."""
    file = folder / "milepost.sqlite3"
    shutil.copy(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return database


@pytest.fixture(scope="session")
def emptied_database(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Database]]:
    """The same one each time, with nothing in it: its engine has the statements compiled, half of a test's time."""
    database = copied(migrated_file, tmp_path_factory.mktemp("database"))
    file = Path(str(database.engine.url.database))

    def empty() -> Database:
        database.close()
        for left in file.parent.iterdir():
            left.unlink()
        shutil.copy(migrated_file, file)
        return database

    yield empty
    database.close()


@pytest.fixture
def database(emptied_database: Callable[[], Database]) -> Iterator[Database]:
    """A migrated SQLite database for the test alone."""
    database = emptied_database()
    yield database
    database.close()


@pytest.fixture(scope="session")
def door() -> Iterator[tuple[Door, int]]:
    door = Door()
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(door, sockets=[listener], threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield door, listener.getsockname()[1]
    server.close()


@pytest.fixture(scope="session")
def sandbox(door: tuple[Door, int]) -> Iterator[Embedded]:
    settings = SandboxSettings(
        request_url=f"http://127.0.0.1:{door[1]}/slack/events",
        # Slack's 3 seconds are the benchmarks' and the browser's; here a machine busy with others fails nothing.
        ack_seconds=20,
        trigger_seconds=20,
        file_ready_seconds=0,
        posts_per_second=0,
        calls_per_minute_factor=0,
        event_retry_seconds=(0.01, 0.01, 0.01),
    )
    with running_sandbox(ROOT / "manifest.yml", settings=settings) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def artist() -> Iterator[Artist]:
    artist = Artist()
    yield artist
    artist.close()


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def no_call_while_writing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A company has one writer at a time, so none of them waits for Slack."""
    writing, called = threading.local(), list[str]()
    write, call = Database.write, WebClient.api_call

    @contextmanager
    def noted_write(database: Database) -> Iterator[Session]:
        with write(database) as session:
            writing.now = True
            try:
                yield session
            finally:
                writing.now = False

    def noted_call(client: WebClient, api_method: str, **arguments: Any) -> Any:
        if getattr(writing, "now", False):
            called.append(api_method)
        return call(client, api_method, **arguments)

    monkeypatch.setattr(Database, "write", noted_write)
    monkeypatch.setattr(WebClient, "api_call", noted_call)
    yield
    assert called == []


@pytest.fixture
def slack(
    sandbox: Embedded,
    door: tuple[Door, int],
    database: Database,
    now: Now,
    artist: Artist,
    no_call_while_writing: None,  # noqa: ARG001 - it looks on
) -> Slack:
    """Two workspaces of two tenants, with the program installed in both. Slow work waits for `slack.deliver()`."""
    sandbox.ask(lambda state: state.reset())
    settings = AppSettings(
        _env_file=None, slack_signing_secret=SECRET, slack_api_url=sandbox.api_url, slack_timeout_seconds=1
    )
    program = build(settings, database, artist, now=now, pace=Pace(0))
    door[0].show_in(program)
    slack = Slack(sandbox, program, now)
    slack.install("T0NORTH", currency="INR", locale="en_IN", time_zone="Asia/Kolkata")
    slack.install("T0CONTO", currency="USD", locale="en_US", time_zone="America/New_York")
    return slack
