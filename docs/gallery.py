"""Makes the gallery: every report of the demo's first company on one day, with its chart. `make gallery` runs it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from cryptography.fernet import Fernet
from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bot.charts import draw  # noqa: E402 - the program stands beside this folder
from bot.demo.northwind import NORTHWIND  # noqa: E402
from bot.kinds import Role  # noqa: E402
from bot.report import Report  # noqa: E402
from bot.report_line import read_report_line  # noqa: E402
from handlers.compositions import compose  # noqa: E402
from handlers.demo.seed import Person, seed  # noqa: E402
from handlers.report_requests import understood  # noqa: E402
from storage.database import Database  # noqa: E402
from storage.migrate import migrate  # noqa: E402
from storage.registry import Registry  # noqa: E402
from storage.store import Store, Stores  # noqa: E402

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
PEOPLE = [
    Person("U0ASHA", "Asha Rao", Role.REP, "Asia/Kolkata"),
    Person("U0VIKRAM", "Vikram Shetty", Role.REP, "Asia/Kolkata"),
    Person("U0PRIYA", "Priya Nair", Role.MANAGER, "Asia/Kolkata"),
]
READER = "U0PRIYA"
COLOURS = 64
INTRODUCTION = """\
# The reports

Every report of the demo's first company, as its manager saw it on 23 November 2026: people and figures are made up.
In Slack a table that can be sorted stands below each chart. `make gallery` makes this page anew.
"""


def main() -> None:
    with demo_store() as store:
        shown = [(line, report_of(store, line)) for line in lines(store)]
    for _, report in shown:
        if report.chart is not None:
            save(draw(report.chart), HERE / "pictures" / picture_name(report))
    (HERE / "gallery.md").write_text(page(shown))


@contextmanager
def demo_store() -> Iterator[Store]:
    """The demo's first company, in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/gallery.sqlite3")
        migrate(database)
        registry = Registry(database, token_key=Fernet.generate_key())
        tenant = registry.add_tenant(
            "Northwind Homes", currency="INR", locale="en_IN", time_zone="Asia/Kolkata", now=NOW
        )
        stores = Stores(database)
        with stores.write(tenant, now=NOW) as store:
            seed(store, NORTHWIND, PEOPLE, team_id="T0NORTH")
        with stores.read(tenant, now=NOW) as store:
            yield store
        database.close()


def lines(store: Store) -> list[str]:
    """What is typed behind /report; the account of who owes the most, the lead of the longest journey."""
    [(customer_id, _)] = store.receivables.list_owing(long_late=store.today, limit=1)
    lead = max(store.lead_search.newest(limit=400), key=lambda found: len(store.milestones.list_of_lead(found.id)))
    return [
        *("", "funnel", "sources", "campaigns", "bookings", "ageing", "team this quarter"),
        f"ledger {store.customers.get(customer_id).code}",
        f"timeline {lead.code}",
    ]


def report_of(store: Store, line: str) -> Report:
    reader = next(member for member in store.members.list() if member.slack_user_id == READER)
    asked = read_report_line(line, today=store.today)
    if asked is None:
        raise ValueError(line)
    [(_, request)] = understood(store, asked, reader)
    return compose(store, request, reader=reader, in_channel=False)


def page(shown: Iterable[tuple[str, Report]]) -> str:
    return INTRODUCTION + "".join(entry(line, report) for line, report in shown)


def entry(line: str, report: Report) -> str:
    findings = "".join(f"- {finding}\n" for finding in report.findings)
    picture = f"![{report.headline}](pictures/{picture_name(report)})\n\n" if report.chart else ""
    return f"\n## {report.title}\n\n`{f'/report {line}'.strip()}`\n\n{picture}{findings}"


def picture_name(report: Report) -> str:
    return f"report-{report.kind}.png"


def save(picture: bytes, file: Path) -> None:
    """In so few colours as the charts have; a third of the bytes."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main()
