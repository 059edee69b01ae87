"""The command line: `python -m sandbox --manifest manifest.yml (--request-url URL | --socket-mode)`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from yaml import YAMLError

from sandbox.embedded import DEMO_WORLD
from sandbox.manifest import read_manifest
from sandbox.server import start
from sandbox.settings import Settings
from sandbox.state import Sandbox
from sandbox.world_file import read_world


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Slack workspace in the browser.")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest (YAML)")
    parser.add_argument("--world", type=Path, default=DEMO_WORLD, help="workspaces and people (YAML)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8800, help="0 picks a free one")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--request-url", help="where the app takes signed HTTP")
    way.add_argument("--socket-mode", action="store_true", help="wait for the app's web socket")
    slack = Settings()
    parser.add_argument("--ack-seconds", type=float, default=slack.ack_seconds)
    parser.add_argument("--file-ready-seconds", type=float, default=slack.file_ready_seconds)
    parser.add_argument("--posts-per-second", type=float, default=slack.posts_per_second, help="0: no limit")
    parser.add_argument(
        "--calls-per-minute-factor", type=float, default=slack.calls_per_minute_factor, help="0: no limit"
    )
    parser.add_argument("--event-retry-seconds", type=_seconds, default=slack.event_retry_seconds, help="as 1,5,15")
    return parser.parse_args()


def _seconds(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(",") if part)


def _settings(given: argparse.Namespace) -> Settings:
    return Settings(
        request_url=given.request_url,
        ack_seconds=given.ack_seconds,
        file_ready_seconds=given.file_ready_seconds,
        posts_per_second=given.posts_per_second,
        calls_per_minute_factor=given.calls_per_minute_factor,
        event_retry_seconds=given.event_retry_seconds,
    )


async def _serve(given: argparse.Namespace) -> None:
    sandbox = Sandbox(read_manifest(given.manifest), read_world(given.world), _settings(given))
    runner = await start(sandbox, given.host, given.port)
    sys.stdout.write(f"Slack sandbox on {sandbox.origin}\n")
    sys.stdout.flush()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await runner.cleanup()


def main() -> None:
    try:
        asyncio.run(_serve(_arguments()))
    except (OSError, ValueError, YAMLError) as error:
        sys.exit(f"The sandbox can't start: {error}")


if __name__ == "__main__":
    main()
