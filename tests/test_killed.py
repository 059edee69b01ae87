"""The running program killed: what four people were told is saved is there once, and a file comes once all the same."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import os
import random
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import select, update

from bot.kinds import DeliveryState, Role
from bot.report import ReportKind
from handlers.context import utc_now
from sandbox.embedded import Embedded, running_sandbox
from sandbox.settings import Settings
from sandbox.state import Sandbox
from storage.database import Database
from storage.journal import DeliveryRow
from storage.registry import Registry
from storage.store import Stores
from tests.conftest import ROOT, SECRET, free_port
from tests.handlers.behind import behind_text
from tests.handlers.forgery import view_of
from tests.slack import Json

ROUNDS = int(os.environ.get("MILEPOST_KILLS", "1"))
PEOPLE = ("U0ASHA", "U0VIKRAM", "U0MEERA", "U0ROHAN")
PATIENCE = 30
"""Seconds."""


@contextmanager
def serving(url: str, sandbox: Embedded, port: int) -> Iterator[None]:
    """Killed at the end of the block, in the middle of whatever it does."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
    program = subprocess.Popen(
        [sys.executable, "app.py", "serve"],
        cwd=ROOT,
        env={
            **known,
            "DATABASE_URL": url,
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_BOT_TOKEN": "xoxb-sandbox-north",
            "SLACK_SIGNING_SECRET": SECRET,
            "HOST": "127.0.0.1",
            "PORT": str(port),
        },
    )
    try:
        wait_for(port, program)
        yield
    finally:
        program.kill()
        program.wait()


def wait_for(port: int, program: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health"):
                return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("it does not start")


def is_saved(port: int, user: str, name: str) -> bool:
    """Whether the form of a new lead of that name was acknowledged."""
    return is_acknowledged(
        port, user, {"type": "view_submission", "view": view_of("lead_form", {"name": name}, "{}", f"V {name}")}
    )


def is_acknowledged(port: int, user: str, sent: Json) -> bool:
    actor = {"id": user, "name": user, "team_id": "T0NORTH"}
    payload = {"team": {"id": "T0NORTH", "domain": "northwind-homes"}, "user": actor, **sent}
    body, stamp = urlencode({"payload": json.dumps(payload)}).encode(), str(int(time.time()))
    signed = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed}",
    }
    request = urllib.request.Request(f"http://127.0.0.1:{port}/slack/events", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200 and answer.read() == b"")
    except OSError:
        return False


def test_what_was_acknowledged_before_a_kill_is_there_once(tmp_path: Path) -> None:
    port, url, chance = free_port(), f"sqlite:///{tmp_path / 'milepost.sqlite3'}", random.Random(3)  # noqa: S311 - the same every time
    sent: dict[str, str] = {}
    acknowledged: set[str] = set()
    settings = Settings(request_url=f"http://127.0.0.1:{port}/slack/events")
    with running_sandbox(ROOT / "manifest.yml", settings=settings) as sandbox:
        for round_ in range(ROUNDS):
            ended = threading.Event()

            def write(user: str, round_: int = round_, ended: threading.Event = ended) -> None:
                for number in itertools.takewhile(lambda _: not ended.is_set(), itertools.count()):
                    name = f"{user} {round_} {number}"
                    sent[name] = user
                    if is_saved(port, user, name):
                        acknowledged.add(name)

            writers = [threading.Thread(target=write, args=(user,)) for user in PEOPLE]
            with serving(url, sandbox, port):
                for writer in writers:
                    writer.start()
                time.sleep(chance.uniform(0.4, 0.9))
            ended.set()
            for writer in writers:
                writer.join()
        assert acknowledged
        with serving(url, sandbox, port):
            assert all(is_saved(port, user, name) for name, user in sent.items()), (
                "whoever heard nothing sends it again"
            )

    database = Database(url)
    tenant = Registry(database).list_tenants()[0]
    with Stores(database).read(tenant, now=utc_now()) as store:
        leads = store.lead_search.newest(limit=100_000)
        journeys = [len(store.milestones.list_of_lead(lead.id)) for lead in leads]
        writes = [len({entry.summary for entry in store.writes.list_of("leads", lead.id)}) for lead in leads]
    database.close()
    assert sorted(lead.name for lead in leads) == sorted(sent)
    assert sorted(int(lead.code.removeprefix("L-")) for lead in leads) == list(range(1, len(leads) + 1))
    assert set(journeys) == {1}
    assert set(writes) == {1}


LEADS = 3_000
"""As many as take a while to be written."""


def test_an_export_in_the_middle_of_which_it_was_killed_brings_one_file(tmp_path: Path) -> None:
    port, url = free_port(), f"sqlite:///{tmp_path / 'milepost.sqlite3'}"
    action = {"type": "button", "action_id": "export_behind_xlsx", "block_id": "forged"}
    action["value"] = behind_text(ReportKind.SOURCES)
    press = {"type": "block_actions", "actions": [action], "trigger_id": "1.1", "channel": {"id": "C0SALES"}}
    settings = Settings(request_url=f"http://127.0.0.1:{port}/slack/events", file_ready_seconds=0)
    database = Database(url)
    with running_sandbox(ROOT / "manifest.yml", settings=settings) as sandbox:
        with serving(url, sandbox, port):
            add_leads_of_priya(database)
            assert is_acknowledged(port, "U0PRIYA", press)
            until(lambda: state_of_export(database) is DeliveryState.CLAIMED)
        assert files_of_priya(sandbox) == []
        with database.engine.begin() as connection:
            connection.execute(update(DeliveryRow).values(not_before=utc_now()))  # as if two minutes had passed
        with serving(url, sandbox, port):
            until(lambda: state_of_export(database) is DeliveryState.SENT)
        assert len(files_of_priya(sandbox)) == 1
    database.close()


def add_leads_of_priya(database: Database) -> None:
    """She is a manager."""
    tenant = Registry(database).list_tenants()[0]
    with Stores(database).write(tenant, now=utc_now()) as store:
        priya = store.members.add(
            "Priya Nair", role=Role.MANAGER, time_zone="Asia/Kolkata", team_id="T0NORTH", slack_user_id="U0PRIYA"
        )
        for number in range(LEADS):
            store.leads.add(name=f"Lead {number}", owner_id=priya.id, created_on=store.today)


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it never came so far"
        time.sleep(0.01)


def state_of_export(database: Database) -> DeliveryState | None:
    with database.engine.connect() as connection:
        found = select(DeliveryRow.state).where(DeliveryRow.kind == "leads_export")
        return connection.execute(found).scalar()


def files_of_priya(sandbox: Embedded) -> list[str]:
    """In her direct messages."""

    def look(state: Sandbox) -> list[str]:
        channels = state.world.team("T0NORTH").channels.values()
        messages = [message for channel in channels if channel.im_with == "U0PRIYA" for message in channel.messages]
        return [file for message in messages for file in message.files]

    return sandbox.ask(look)
