"""One program behind waitress in a process of its own: `python -m benchmarks.served milepost|bare DATABASE_URL`.

It says its port on its first line of output.
"""

from __future__ import annotations

import argparse
import signal
import socket
import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.server import create_server

from app import SERVER_THREADS
from benchmarks.charts import chart
from benchmarks.programs import acknowledging_app, reopened, silent_slack
from benchmarks.requests import SECRET
from handlers.artist import Artist
from handlers.gate import Gate
from storage.database import Database


class Studio:
    """The program with a door to its chart process: a request to `/draw` is answered when a chart is drawn."""

    def __init__(self, program: WSGIApplication, artist: Artist) -> None:
        self._program = program
        self._artist = artist

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/draw":
            return self._program(environ, start_response)
        self._artist.draw(chart(1))
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.served", description=__doc__)
    parser.add_argument("program", choices=["milepost", "bare"])
    parser.add_argument("database_url")
    asked = parser.parse_args()
    artist = Artist()
    app = (
        acknowledging_app(command="/milestone")
        if asked.program == "bare"
        else reopened(Database(asked.database_url), artist).app
    )
    program = Studio(Gate(app, SECRET), artist)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(program, sockets=[listening], threads=SERVER_THREADS)
    print(listening.getsockname()[1], flush=True)
    with silent_slack():
        server.run()
    artist.close()


if __name__ == "__main__":
    main()
