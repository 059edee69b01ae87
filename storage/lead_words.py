"""Leads' names and companies from each of their later words on: by these, “mehta” finds Anil Mehta.

Kept in step with the leads at every flush, so that Undo brings them back too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, String, delete, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, declared_attr, mapped_column

from storage.columns import Row
from storage.journey_rows import LeadRow
from storage.tenancy import Id, TenantOwned, within_tenant

# After a space, and after any letter of a script that writes its words without spaces: Thai, Lao, Burmese, Khmer,
# Japanese and Chinese.
_LATER_WORD: Final = re.compile(
    "(?<=[ \u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])(?=[^ ])", re.UNICODE
)


class LeadWordRow(TenantOwned, Row):
    """One later beginning of a lead's name or company, folded and to its end: “mehta”, “motors ltd”, “ltd”."""

    __tablename__ = "lead_words"

    tenant_id: Mapped[int] = mapped_column(Id, ForeignKey("tenants.id"), primary_key=True)
    lead_id: Mapped[int] = mapped_column(Id, primary_key=True)
    words: Mapped[str] = mapped_column(
        String(200).with_variant(String(200, collation="C"), "postgresql"), primary_key=True
    )

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy passes the class
        return (
            within_tenant("lead_id", "leads", ondelete="CASCADE"),
            Index("ix_lead_words_search", "tenant_id", "words", "lead_id"),
            {"sqlite_with_rowid": False},
        )


def later_words(name_key: str, company_key: str | None) -> set[str]:
    """What the folded name and company are found by, beside their own beginnings."""
    return {key[found.start() :] for key in (name_key, company_key or "") for found in _LATER_WORD.finditer(key)}


@event.listens_for(Session, "after_flush")
def _keep_in_step(session: Session, _context: UOWTransaction) -> None:
    renamed = [row for row in session.dirty if isinstance(row, LeadRow) and _is_renamed(row)]
    if renamed:
        session.execute(delete(LeadWordRow).where(LeadWordRow.lead_id.in_([row.id for row in renamed])))
    added = [row for row in session.new if isinstance(row, LeadRow)]
    words = [word for row in [*added, *renamed] for word in _word_rows(row)]
    if words:
        session.execute(insert(LeadWordRow), words)


def _is_renamed(row: LeadRow) -> bool:
    keys = inspect(row).attrs
    return keys.name_key.history.has_changes() or keys.company_key.history.has_changes()


def _word_rows(row: LeadRow) -> Iterator[dict[str, Any]]:
    for words in sorted(later_words(row.name_key, row.company_key)):
        yield {"tenant_id": row.tenant_id, "lead_id": row.id, "words": words}
