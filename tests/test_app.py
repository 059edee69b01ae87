"""The program as it is started: `python app.py serve`, over signed HTTP and over Socket Mode, by environment alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import install_own_workspace
from handlers.settings import Settings as AppSettings
from sandbox.embedded import Embedded, running_sandbox
from sandbox.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from storage.registry import Registry
from tests.conftest import ROOT, SECRET, free_port
from tests.slack import NOW

PATIENCE = 30
"""Seconds."""


@contextmanager
def serving(database_url: str, sandbox: Embedded, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    program = subprocess.Popen(
        [sys.executable, "app.py", "serve"],
        cwd=ROOT,
        env={**known, "DATABASE_URL": database_url, "SLACK_API_URL": sandbox.api_url, **environment},
    )
    try:
        yield program
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=PATIENCE) == 0


def answered(sandbox: Embedded) -> str:
    """What `/lead help` is answered with, once the program is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        body = b'{"team": "T0NORTH", "user": "U0ASHA", "channel": "C0SALES", "text": "/lead help"}'
        headers = {"content-type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(f"{sandbox.url}/client/say", body, headers)):  # noqa: S310
            pass
        found = sandbox.ask(lambda state: [m.text for m in state.world.team("T0NORTH").channels["C0SALES"].messages])
        if "opens the form" in found[-1]:
            return found[-1]
    raise AssertionError("no answer")


def test_over_http_the_tokens_workspace_becomes_the_first_tenant(tmp_path: Path) -> None:
    port, url = free_port(), f"sqlite:///{tmp_path / 'milepost.sqlite3'}"
    with (
        running_sandbox(
            ROOT / "manifest.yml", settings=Settings(request_url=f"http://127.0.0.1:{port}/slack/events")
        ) as sandbox,
        serving(
            url,
            sandbox,
            SLACK_BOT_TOKEN="xoxb-sandbox-north",
            SLACK_SIGNING_SECRET=SECRET,
            HOST="127.0.0.1",
            PORT=str(port),
            DEFAULT_CURRENCY="INR",
        ),
    ):
        assert "opens the form" in answered(sandbox)
    tenants = Registry(Database(url)).list_tenants()
    assert [(tenant.name, tenant.currency) for tenant in tenants] == [("Northwind Homes", "INR")]


def test_another_signing_secret_starts_again_with_the_same_tenant(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'milepost.sqlite3'}"
    with running_sandbox(ROOT / "manifest.yml", settings=Settings()) as sandbox:
        database = Database(url)
        migrate(database)
        Registry(database).add_tenant(
            "Northwind Homes", currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW
        )  # as an import makes it, before the first start
        for secret in ("xapp-sandbox", "another"):
            settings = AppSettings(
                _env_file=None, slack_bot_token="xoxb-sandbox-north", slack_signing_secret=secret, database_url=url
            )
            registry = Registry(database, token_key=settings.token_cipher_key)
            install_own_workspace(registry, settings.model_copy(update={"slack_api_url": sandbox.api_url}))
            workspace = registry.find_workspace("T0NORTH")
            assert workspace is not None
            assert (workspace.tenant.id, workspace.bot_token) == (1, "xoxb-sandbox-north")


def test_an_app_token_means_socket_mode(tmp_path: Path) -> None:
    with (
        running_sandbox(ROOT / "manifest.yml", settings=Settings()) as sandbox,
        serving(
            f"sqlite:///{tmp_path / 'milepost.sqlite3'}",
            sandbox,
            SLACK_BOT_TOKEN="xoxb-sandbox-north",
            SLACK_APP_TOKEN="xapp-sandbox",
        ),
    ):
        assert "opens the form" in answered(sandbox)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "Set SLACK_SIGNING_SECRET to be called over HTTP, or SLACK_APP_TOKEN for Socket Mode"),
        ({"SLACK_SIGNING_SECRET": "s", "PORT": "many"}, "PORT: Input should be a valid integer"),
        ({"SLACK_SIGNING_SECRET": "s", "DEFAULT_TIME_ZONE": "Asia/Bangalore"}, "there is no time zone Asia/Bangalore"),
        ({"SLACK_SIGNING_SECRET": "s", "DEFAULT_LOCALE": "xx_YY"}, "there is no locale xx_YY"),
        ({"SLACK_SIGNING_SECRET": "s", "DEFAULT_CURRENCY": "ZZZ"}, "there is no currency ZZZ"),
        ({"SLACK_SIGNING_SECRET": "s", "DATABASE_URL": "nonsense"}, "the database can't be reached"),
        ({"SLACK_SIGNING_SECRET": "s", "TOKEN_KEY": "short"}, "TOKEN_KEY: Value error, it must be a Fernet key"),
        ({"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses SLACK_BOT_TOKEN: invalid_auth"),
    ],
)
def test_settings_that_cannot_work_are_named_in_one_sentence(
    sandbox: Embedded, tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    url = {"DATABASE_URL": f"sqlite:///{tmp_path / 'milepost.sqlite3'}", "SLACK_API_URL": sandbox.api_url}
    run = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "serve"],
        cwd=tmp_path,
        env={**known, **url, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 1
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
