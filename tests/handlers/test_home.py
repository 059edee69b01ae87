"""The App Home: a rep's own follow-ups, a manager's figures."""

from __future__ import annotations

from bot.model import Role
from tests.slack import Slack, texts


def test_a_rep_finds_the_own_follow_ups_and_logs_from_there(slack: Slack) -> None:
    asha = slack.person("asha", role=Role.REP)
    assert "Nothing is waiting for you." in texts(asha.home())
    asha.say("/lead")
    asha.submit(name="Acme Corp")
    asha.say('/visit acme positive @ Whitefield "loved it" follow up fri')

    home = asha.home()
    assert "⏰ Fri 27 Nov *Acme Corp* (L-1)\nloved it" in texts(home)
    assert "The team" not in texts(home)
    asha.press_at({"type": "view", "view_id": home["id"]}, home["blocks"], "Log")
    asha.choose("type", "contacted")
    assert asha.submit() == {"ok": True}
    slack.deliver()
    assert "Nothing is waiting for you." in texts(asha.home_now()), "it is shown anew, unasked"


def test_a_manager_finds_the_teams_figures(slack: Slack) -> None:
    asha, priya = slack.person("asha", role=Role.REP), slack.person("priya", role=Role.MANAGER)
    for name in ("Acme Corp", "Other"):
        asha.say("/lead")
        asha.submit(name=name)
    asha.say('/visit acme positive @ Whitefield "loved it" follow up fri')
    shown = texts(priya.home())
    for figure in ("*Leads*\n2", "*Lead quality*\n50 %", "*Conversion*\n0 % (target 20 %)", "*Pending follow-ups*\n1"):
        assert figure in shown
