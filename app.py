"""The command line, and the one place that wires storage, handlers and Slack together."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.error import URLError

from pydantic import ValidationError
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deals import read_deals
from bot.errors import BotError, NothingFound
from bot.model import Tenant
from handlers import errors
from handlers.artist import Artist
from handlers.clock import Clock
from handlers.context import Check, Context, authorize, utc_now
from handlers.courier import Courier
from handlers.failures import tell_asker
from handlers.features import ROUTES
from handlers.gate import Gate
from handlers.imports import import_deals, pipeline_in_words
from handlers.outbox import Outbox
from handlers.pace import Pace
from handlers.routes import register
from handlers.senders import senders
from handlers.settings import Settings
from handlers.welcome import welcome_owner
from storage.database import BadAddress, Database, Refused, Unreachable
from storage.migrate import migrate
from storage.registry import Registry, Workspace
from storage.store import Stores

SERVER_THREADS = 16
LISTENER_SECONDS = 3
"""How long a listener waits for Slack: after this its trigger has expired anyway."""

log = logging.getLogger("milepost")


@dataclass(frozen=True, slots=True)
class Milepost:
    """The running program's parts."""

    app: App
    registry: Registry
    stores: Stores
    courier: Courier
    outbox: Outbox
    clock: Clock
    artist: Artist

    def start(self) -> None:
        self.courier.start()
        self.clock.start()

    def stop(self) -> None:
        self.clock.stop()
        self.courier.stop()
        self.artist.close()


def build(
    settings: Settings,
    database: Database,
    artist: Artist,
    *,
    now: Callable[[], datetime] = utc_now,
    pace: Pace | None = None,
) -> Milepost:
    """Wire the program; nothing runs and nothing is asked of Slack yet."""
    registry = Registry(database, token_key=settings.token_cipher_key)
    stores = Stores(database)

    def client_of(token: str | None, timeout: int = settings.slack_timeout_seconds) -> WebClient:
        # The courier waits and tries again by itself; a listener's person is told at once.
        return WebClient(
            token=token,
            base_url=settings.slack_api_url,
            timeout=timeout,
            retry_handlers=[],
        )

    courier = Courier(registry, stores, client_of, senders(artist), now=now, on_failure=tell_asker, pace=pace or Pace())
    outbox = Outbox(courier.poke)
    context = Context(registry, stores, outbox.keep, now)
    app = App(
        name="Milepost",  # else Bolt reads the source of the whole call stack to find one
        client=client_of(None, LISTENER_SECONDS),
        authorize=authorize,
        before_authorize=Check(context.find_workspace),
        signing_secret=settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else "",
        # The gate verifies signatures before anything is parsed; Socket Mode has none.
        request_verification_enabled=False,
        # Without it, Bolt polls for the acknowledgement every 10 ms.
        process_before_response=True,
    )
    app.use(Check(context.identify))
    register(app, ROUTES)
    errors.register(app)
    return Milepost(app, registry, stores, courier, outbox, Clock(registry, stores, courier, now), artist)


def serve(settings: Settings, *, when_ready: Callable[[], None] = lambda: None) -> None:
    """Serve Slack until the process is told to stop: Socket Mode if there is an app token, else HTTP."""
    database = Database(settings.database_url)
    migrate(database)
    milepost_ = build(settings, database, Artist())
    if settings.slack_bot_token is not None:
        with database.alone():
            installed = install_own_workspace(milepost_.registry, settings)
        if installed is not None:
            client = WebClient(token=installed.bot_token, base_url=settings.slack_api_url)
            welcome_owner(milepost_.stores, installed, client, now=utc_now())
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    try:
        milepost_.start()
        listen(milepost_, settings)
        when_ready()
        stopped.wait()
    finally:
        milepost_.stop()
        database.close()


def listen(program: Milepost, settings: Settings) -> None:
    """Take requests in the background, and say how."""
    if settings.slack_app_token is not None:
        socket_mode(program, settings.slack_app_token.get_secret_value()).connect()  # type: ignore[no-untyped-call]
        log.info("serving over Socket Mode")
        return
    from waitress.server import create_server

    assert settings.slack_signing_secret is not None  # noqa: S101 - Settings has checked
    gate = Gate(program.app, settings.slack_signing_secret.get_secret_value(), program.outbox.send)
    server = create_server(gate, host=settings.host, port=settings.port, threads=SERVER_THREADS)
    threading.Thread(target=server.run, name="http", daemon=True).start()
    log.info("serving http://%s:%s/slack/events", settings.host, settings.port)


def socket_mode(program: Milepost, app_token: str) -> SocketModeHandler:
    handler = SocketModeHandler(program.app, app_token)
    handler.client.socket_mode_request_listeners.append(lambda *_: program.outbox.send())
    return handler


def install_own_workspace(registry: Registry, settings: Settings) -> Workspace | None:
    """With one bot token, its workspace is the first tenant; at later starts it gets the token anew, and is None."""
    assert settings.slack_bot_token is not None  # noqa: S101 - the caller has checked
    token = settings.slack_bot_token.get_secret_value()
    identity = WebClient(token=token, base_url=settings.slack_api_url).auth_test()
    known = registry.find_tenant_of(identity["team_id"])
    tenant = (
        known
        or registry.find_tenant_without_workspace(identity["team"])
        or _new_tenant(identity["team"], registry, settings)
    )
    workspace = registry.add_workspace(
        identity["team_id"], tenant, bot_user_id=identity["user_id"], bot_token=token, now=utc_now()
    )
    return workspace if known is None else None


def import_leads(file: Path, tenant_name: str, settings: Settings) -> int:
    """Take in a CSV file of deals for the tenant of that name, saying how far it is and what was refused."""
    try:
        content = file.read_bytes()
    except OSError as error:
        print(f"I can't read {file}: {error.strerror}.", file=sys.stderr)
        return 1
    database = Database(settings.database_url)
    migrate(database)
    registry = Registry(database)
    known = registry.find_tenant(tenant_name)
    deals, refusals = read_deals(content, currency=known.currency if known else settings.default_currency)
    tenant = known or _new_tenant(tenant_name, registry, settings)
    stores = Stores(database)
    taken = import_deals(deals, stores=stores, tenant=tenant, now=utc_now, on_progress=_print_progress)
    for refusal in refusals:
        print(f"line {refusal.line} refused: {refusal.why}")
    print(f"{taken.made:,} made, {taken.updated:,} updated, {taken.unchanged:,} unchanged, {len(refusals):,} refused.")
    with stores.read(tenant, now=utc_now()) as store:
        print(pipeline_in_words(store))
    database.close()
    return 0


def verify(tenant_name: str | None, settings: Settings) -> int:
    """Recompute what is kept of every tenant, or of the one of that name, and print what differs; 1 if anything did."""
    database = Database(settings.database_url)
    migrate(database)
    registry, stores = Registry(database), Stores(database)
    named = [tenant for tenant in registry.list_tenants() if tenant_name in (None, tenant.name)]
    if tenant_name is not None and not named:
        raise NothingFound(what="tenant", text=tenant_name, hint="Nothing was verified.")
    count = 0
    for tenant in named:
        with stores.read(tenant, now=utc_now()) as store:
            for difference in store.audit.differences():
                print(f"{tenant.name}: {difference}")
                count += 1
    print(f"{count:,} {'difference' if count == 1 else 'differences'}.")
    database.close()
    return 1 if count else 0


def _new_tenant(name: str, registry: Registry, settings: Settings) -> Tenant:
    return registry.add_tenant(
        name,
        currency=settings.default_currency,
        locale=settings.default_locale,
        time_zone=settings.default_time_zone,
        now=utc_now(),
    )


def _print_progress(done: int, total: int) -> None:
    print(f"{done:,} of {total:,} rows")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="app.py", description="Milepost: sales tracking that lives in Slack")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve a Slack workspace (see README for the settings)")
    commands.add_parser("migrate", help="bring the database to the newest schema")
    demo = commands.add_parser("demo", help="show everything in a local Slack workspace in the browser")
    demo.add_argument("--port", type=int, default=8800, help="of the page (8800)")
    demo.add_argument("--socket-mode", action="store_true", help="connect over Socket Mode instead of HTTP")
    imported = commands.add_parser("import", help="take in records from a CSV file")
    imported.add_argument("what", choices=["leads"])
    imported.add_argument("file", type=Path)
    imported.add_argument("--tenant", required=True, help="the tenant's name, made if there is none")
    verified = commands.add_parser("verify", help="recompute every figure that is kept, and name each difference")
    verified.add_argument("--tenant", help="the tenant's name; all by default")
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every look at the clock
    try:
        return _run(asked)
    except BotError as error:
        print(error, file=sys.stderr)
    except ValidationError as error:
        for problem in error.errors():
            print(f"{str(problem['loc'][0]).upper()}: {problem['msg']}", file=sys.stderr)
    except SlackApiError as error:
        print(f"Slack refuses SLACK_BOT_TOKEN: {error.response['error']}", file=sys.stderr)
    except Refused as error:
        print(f"The database refuses: {error.orig}. README says what its user needs.", file=sys.stderr)
    except (URLError, OSError, Unreachable, BadAddress) as error:
        print(f"Slack or the database can't be reached: {error}", file=sys.stderr)
    return 1


def _run(asked: argparse.Namespace) -> int:
    match asked.command:
        case "serve":
            serve(Settings())
        case "migrate":
            migrate(Database(Settings().database_url))
        case "demo":
            from handlers.demo.stage import demo  # its made-up companies are loaded for nobody else

            logging.getLogger().setLevel(logging.WARNING)
            say = partial(print, flush=True)
            with demo(port=asked.port, socket_mode=asked.socket_mode, say=say) as ready:
                serve(ready.settings, when_ready=lambda: say(ready.words))
        case "import":
            return import_leads(asked.file, asked.tenant, Settings())
        case "verify":
            return verify(asked.tenant, Settings())
    return 0


if __name__ == "__main__":
    sys.exit(main())
