"""App Home: my follow-ups and quick buttons, and for managers the team's figures."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.kpi import TeamFigures
from bot.model import LeadStatus, Member, Role
from bot.roles import may
from bot.stages import STAGES
from handlers.context import ReadStore
from handlers.routes import Routes
from handlers.views.home import home_view
from storage.store import Store

routes = Routes()
MOST_FOLLOW_UPS = 20


@routes.event("app_home_opened")
def show_home(ack: Ack, event: dict[str, Any], client: WebClient, member: Member, read_store: ReadStore) -> None:
    if event.get("tab", "home") == "home":
        with read_store() as store:
            view = home_of(store, member)
        client.views_publish(user_id=event["user"], view=view)
    ack()


def home_of(store: Store, member: Member) -> dict[str, Any]:
    return home_view(
        name=member.name,
        follow_ups=store.follow_ups.list_pending(owner_id=member.id, limit=MOST_FOLLOW_UPS),
        figures=team_figures(store) if may(Role.MANAGER, member) else None,
        today=store.today,
        locale=store.tenant.locale,
    )


def team_figures(store: Store) -> TeamFigures:
    """The tenant's figures as of the store's today."""
    stages = store.reports.stages()
    reached = [sum(count for stage, _, count in stages if stage >= step) for step in range(len(STAGES))]
    return TeamFigures(
        total_leads=reached[0],
        new_this_month=store.reports.created_in_month(store.today),
        qualified=reached[STAGES.index(LeadStatus.QUALIFIED)],
        converted=reached[-1],
        pending_followups=store.follow_ups.count_pending(),
        overdue_followups=store.follow_ups.count_pending(due_before=store.today),
        target=store.tenant.conversion_target,
    )
