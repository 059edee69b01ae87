"""People of the tenant: Slack users with a role, and names that only an import knows."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.errors import NothingFound
from bot.kinds import Role
from bot.matching import fold
from bot.model import Member
from storage.rows import MemberRow


class Members:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, member_id: int) -> Member:
        return to_model(self._row(member_id))

    def find_by_slack(self, team_id: str, slack_user_id: str) -> Member | None:
        found = select(MemberRow).where(MemberRow.team_id == team_id, MemberRow.slack_user_id == slack_user_id)
        row = self._session.scalar(found)
        return to_model(row) if row else None

    def find_by_name(self, name: str) -> Member | None:
        row = self._session.scalar(select(MemberRow).where(MemberRow.name_key == fold(name)).order_by(MemberRow.id))
        return to_model(row) if row else None

    def search(self, typed: str, *, limit: int) -> list[Member]:
        """Members with a word that begins as typed, by name; everybody for nothing."""
        key = fold(typed)
        names = MemberRow.name_key
        begins = or_(names.startswith(key, autoescape=True), names.contains(f" {key}", autoescape=True))
        found = select(MemberRow).where(begins).order_by(MemberRow.name_key, MemberRow.id).limit(limit)
        return [to_model(row) for row in self._session.scalars(found)]

    def list(self, *, role: Role | None = None) -> list[Member]:
        found = select(MemberRow).order_by(MemberRow.name)
        return [to_model(row) for row in self._session.scalars(found.where(MemberRow.role == role) if role else found)]

    def names(self) -> dict[int, str]:
        """Everybody's name by id."""
        return {member.id: member.name for member in self.list()}

    def add(
        self,
        name: str,
        *,
        role: Role,
        time_zone: str,
        team_id: str | None = None,
        slack_user_id: str | None = None,
    ) -> Member:
        row = MemberRow(
            name=name,
            name_key=fold(name)[:200],
            role=role,
            time_zone=time_zone,
            team_id=team_id,
            slack_user_id=slack_user_id,
        )
        self._session.add(row)
        self._session.flush()
        return to_model(row)

    def change_role(self, member_id: int, role: Role) -> Member:
        row = self._row(member_id)
        row.role = role
        self._session.flush()
        return to_model(row)

    def _row(self, member_id: int) -> MemberRow:
        row = self._session.scalar(select(MemberRow).where(MemberRow.id == member_id))
        if row is None:
            raise NothingFound(what="member", text=member_id, hint="Nothing was changed.")
        return row


def to_model(row: MemberRow) -> Member:
    return Member(row.id, row.slack_user_id, row.team_id, row.name, row.role, row.time_zone)
