"""How the lists of `/followups` look: my own, the team's by owner, and the leads that are going cold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ButtonElement, PlainTextObject, StaticSelectElement

from bot.model import Engagement, Lead, Member
from handlers.views.answers import Message
from handlers.views.blocks import Blocks, actions, button, context, header, option, section
from handlers.views.followups import Pair, bucket, fitting, follow_up_blocks, meeting_blocks
from handlers.views.leads import STATUS_SIGNS, lead_words, show_button
from handlers.views.words import day, escape, plural

MINE, TEAM, COLD, TEAM_COLD = "mine", "team", "cold", "cold team"
"""The lists by the words that are typed after `/followups`."""

ROOM = 46
"""Blocks for follow-ups and their headings; Slack takes 50, and others stand above and below them."""

ROOM_BESIDE_MEETINGS = 36
"""The same in my own list, in which meetings stand too."""

MOST_OWNERS = 100
MOST_MEETINGS = 3
MOST_COLD = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """Pending follow-ups by when they are due; `coming` are those of the next 7 days, `later` those after them.

    `this_week` are those from today up to Sunday.
    """

    overdue: int
    today: int
    coming: int
    later: int
    this_week: int

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.coming + self.later

    @property
    def due(self) -> int:
        """What a list shows, where there is room."""
        return self.total - self.later

    @property
    def words(self) -> str:
        """3 overdue · 1 today · 4 in the coming 7 days."""
        named = [(self.overdue, "overdue"), (self.today, "today"), (self.coming, "in the coming 7 days")]
        return " · ".join(f"{count} {name}" for count, name in named if count)

    def more_words(self, shown: Sequence[Pair], today: date) -> str:
        """What is not among those shown: 1 more today, 14 in the coming 7 days, 9 later."""
        late = sum(follow_up.due_on < today for follow_up, _ in shown)
        now = sum(follow_up.due_on == today for follow_up, _ in shown)
        left = [
            (self.overdue - late, "overdue"),
            (self.today - now, "today"),
            (self.coming - (len(shown) - late - now), "in the coming 7 days"),
            (self.later, "later"),
        ]
        return ", ".join(f"{count} {name}" for count, name in left if count > 0).replace(" ", " more ", 1)


def my_list(
    found: Sequence[Pair],
    meetings: Sequence[tuple[Engagement, Lead]],
    *,
    counts: Counts,
    cold: int,
    today: date,
    manages: bool,
) -> Message:
    """`cold` is how many leads of the person's own are going cold, where nothing else is to be done."""
    if not found and not meetings:
        return _nothing_of_mine(counts, cold, manages=manages)
    shown = fitting(found, lambda pair: bucket(pair[0], today), room=ROOM_BESIDE_MEETINGS)
    blocks: Blocks = [header("My follow-ups"), context(counts.words or "No follow-up is due.")]
    blocks += _by_day(shown, place=MINE, today=today, may_reassign=manages)
    if meetings:
        blocks.append(section("*Meetings to close*"))
    for meeting, lead in meetings[:MOST_MEETINGS]:
        blocks += meeting_blocks(meeting, lead, place=MINE, today=today)
    blocks += _more(counts, shown, today, others=len(meetings[MOST_MEETINGS:]))
    team = [button("The team's", "show_team_follow_ups")] if manages else []
    blocks.append(
        _buttons(
            MINE,
            button("Plan a follow-up", "plan_follow_up"),
            button("Going cold", "show_cold_leads"),
            *team,
            button("Every morning, to me", "daily_follow_ups"),
        )
    )
    return {"text": f"My follow-ups: {counts.words}", "blocks": blocks}


def _by_day(shown: Sequence[Pair], *, place: str, today: date, may_reassign: bool) -> Blocks:
    """One person's, under the days on which they are due."""
    blocks: Blocks = []
    heading = None
    for follow_up, lead in shown:
        if (now := bucket(follow_up, today)) != heading:
            heading = now
            blocks.append(section(f"*{heading}*"))
        blocks += follow_up_blocks(follow_up, lead, place=place, today=today, may_reassign=may_reassign)
    return blocks


def _nothing_of_mine(counts: Counts, cold: int, *, manages: bool) -> Message:
    text = "Nothing is waiting for you 🎉"
    if counts.later:
        text = f"Nothing is due in the coming 7 days 🎉 {counts.later} come later."
    said = f"{text}\nA visit logged with _follow up fri_ puts itself here; so does what you plan by hand."
    step = button("Plan a follow-up", "plan_follow_up", style="primary")
    if cold:
        said = (
            f"{text}\nBut nothing is planned with {plural(cold, 'lead')} of yours, and nothing was heard for two weeks."
        )
        step = button("See who is going cold", "show_cold_leads", style="primary")
    elif manages:
        step = button("See the team's", "show_team_follow_ups", style="primary")
    return {"text": text, "blocks": [section(said), _buttons(MINE, step)]}


def team_list(
    found: Sequence[Pair],
    *,
    counts: Counts,
    names: Mapping[int, str],
    pending: Mapping[int, int],
    overdue: Mapping[int, int],
    today: date,
) -> Message:
    """Everybody's, whoever waits longest first; `pending` and `overdue` count all of each owner's."""
    if not found:
        later = f" {counts.later} come later." if counts.later else ""
        text = f"Nothing is waiting for anybody 🎉{later}"
        step = button("See who is going cold", "show_teams_cold_leads", style="primary")
        return {"text": text, "blocks": [section(text), _buttons(TEAM, step)]}
    shown = fitting(found, lambda pair: pair[0].owner_id, room=ROOM)
    blocks: Blocks = [header("The team's follow-ups"), context(counts.words)]
    for owner_id in dict.fromkeys(follow_up.owner_id for follow_up, _ in shown):
        late = f", {overdue[owner_id]} overdue" if overdue.get(owner_id) else ""
        blocks.append(section(f"👤 *{escape(names[owner_id])}* · {pending.get(owner_id, 0)} pending{late}"))
        for follow_up, lead in shown:
            if follow_up.owner_id == owner_id:
                blocks += follow_up_blocks(follow_up, lead, place=TEAM, today=today, may_reassign=True)
    blocks += _more(counts, shown, today)
    others = (button("Mine", "show_my_follow_ups"), button("Going cold", "show_teams_cold_leads"))
    one_by_one = [_owners(names, pending)] if counts.due > len(shown) else []
    blocks.append(_buttons(TEAM, *one_by_one, *others))
    return {"text": f"The team's follow-ups: {counts.words}", "blocks": blocks}


def colleagues_list(found: Sequence[Pair], owner: Member, *, counts: Counts, today: date) -> Message:
    """One person's of the team, for the manager."""
    place = place_of(owner.id)
    back = _buttons(place, button("The team's", "show_team_follow_ups"))
    if not found:
        later = f" {counts.later} come later." if counts.later else ""
        text = f"Nothing is waiting for {escape(owner.name)} 🎉{later}"
        return {"text": text, "blocks": [section(text), back]}
    shown = fitting(found, lambda pair: bucket(pair[0], today), room=ROOM)
    blocks: Blocks = [
        header(f"Follow-ups of {owner.name}"),
        context(counts.words),
        *_by_day(shown, place=place, today=today, may_reassign=True),
        *_more(counts, shown, today),
        back,
    ]
    return {"text": f"Follow-ups of {escape(owner.name)}: {counts.words}", "blocks": blocks}


def place_of(owner_id: int) -> str:
    """The list of one person of the team, as its blocks name it."""
    return f"{TEAM} {owner_id}"


def _owners(names: Mapping[int, str], pending: Mapping[int, int]) -> StaticSelectElement:
    """Whose list to show alone, by name."""
    owners = sorted(pending, key=names.__getitem__)[:MOST_OWNERS]
    return StaticSelectElement(
        action_id="show_colleagues_follow_ups",
        placeholder=PlainTextObject(text="One person's"),
        options=[option(str(owner_id), f"{names[owner_id]} · {pending[owner_id]}") for owner_id in owners],
    )


def cold_list(
    leads: Sequence[Lead], *, total: int, place: str, days: int, names: Mapping[int, str], today: date
) -> Message:
    """Leads to wake up; with their owners' names in the team's list."""
    whose = "of the team's leads" if place == TEAM_COLD else "of your leads"
    back = button("My follow-ups", "show_my_follow_ups")
    if not leads:
        text = f"None {whose} is going cold 🎉"
        hint = f"Here stand open leads with nothing pending, of which nothing was heard for {days} days."
        return {"text": text, "blocks": [section(f"{text}\n{hint}"), _buttons(place, back)]}
    meaning = f"Open leads with nothing pending, and nothing heard for {days} days; the longest first."
    blocks: Blocks = [header(f"Going cold: {total}"), context(meaning)]
    for lead in leads[:MOST_COLD]:
        owner = f" · {escape(names[lead.owner_id])}" if place == TEAM_COLD else ""
        buttons = actions(
            button("Log", "log_milestone", str(lead.id)),
            button("Follow up…", "plan_follow_up", str(lead.id)),
            show_button(lead),
        )
        blocks.append(section(f"❄️ {lead_words(lead)}{owner}\n{_silence(lead, today)}"))
        blocks.append({**buttons, "block_id": f"{place}/{lead.id}"})
    if total > len(leads[:MOST_COLD]):
        blocks.append(context(f"And {total - len(leads[:MOST_COLD])} more."))
    blocks.append(_buttons(place, back))
    return {"text": f"{total} {whose} are going cold", "blocks": blocks}


def _buttons(place: str, *buttons: ButtonElement | StaticSelectElement) -> dict[str, Any]:
    """Buttons that act where they stand: they tell along in which list that is."""
    return {**actions(*buttons), "block_id": f"{place}/buttons"}


def _silence(lead: Lead, today: date) -> str:
    """What the lead is, and since when nothing was heard of it."""
    status = f"{STATUS_SIGNS[lead.status]} {lead.status.value}"
    if lead.last_activity_on is None:
        return f"{status} · nothing was ever heard"
    return f"{status} · nothing since {day(lead.last_activity_on, today)} ({(today - lead.last_activity_on).days} days)"


def _more(counts: Counts, shown: Sequence[Pair], today: date, others: int = 0) -> Blocks:
    """What did not fit, and what is not due yet."""
    parts = [counts.more_words(shown, today), f"{others} more to close" if others else ""]
    words = ", ".join(filter(None, parts))
    return [context(f"And {words}.")] if words else []
