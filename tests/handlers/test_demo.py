"""`app.py demo`: a local Slack comes up with both companies in it, and goes when the demo ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from app import main
from handlers.demo import stage
from handlers.demo.sandbox import Sandbox, SandboxFailed, free_port, require_free
from handlers.demo.stage import demo
from storage.database import Database
from storage.registry import Registry

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _own_ground(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Its files go to the test's folder, and the process's signals are put back."""
    monkeypatch.setattr(stage, "FOLDER", tmp_path / "demo")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_both_companies_are_there_while_it_runs_and_nothing_is_left_after(tmp_path: Path) -> None:
    said: list[str] = []
    port = free_port()
    with demo(port=port, socket_mode=False, say=said.append) as ready:
        with urlopen(f"http://127.0.0.1:{port}/client/worlds") as answer:
            assert [team["id"] for team in json.load(answer)["teams"]] == ["T0NORTH", "T0CONTO"]
        database = Database(ready.settings.database_url)
        registry = Registry(database, token_key=ready.settings.token_cipher_key)
        north = registry.find_workspace("T0NORTH")
        assert north is not None
        assert (north.tenant.name, north.tenant.currency, north.bot_token) == (
            "Northwind Homes",
            "INR",
            "xoxb-sandbox-north",
        )
        database.close()
        assert ready.settings.slack_api_url == f"http://127.0.0.1:{port}/api/"
        assert f"http://127.0.0.1:{port}/?team=T0NORTH&user=U0PRIYA&channel=C0SALES" in ready.words
    assert said == [
        "Starting a local Slack …",
        "Making up two years at Northwind Homes …",
        "Making up two years at Contoso Interiors …",
    ]
    assert [file.name for file in (tmp_path / "demo").iterdir()] == [str(port)]
    require_free(port)


def test_a_port_that_is_taken_is_named_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 1
    sentence = f"Port {port} is in use. Stop what runs there, or choose another one with --port {port + 1}.\n"
    assert capsys.readouterr() == ("", sentence)


def test_a_sandbox_that_ends_at_once_is_quoted(tmp_path: Path) -> None:
    log = tmp_path / "sandbox.log"
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-c", "raise SystemExit('no such manifest')"], stderr=output)
        process.wait()
    with pytest.raises(SandboxFailed, match="The local Slack workspace did not start: no such manifest"):
        Sandbox("http://127.0.0.1:9", process, log).wait()
