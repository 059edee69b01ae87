"""A rep, a manager, an admin: each may do all that the one before may."""

from __future__ import annotations

import pytest

from bot.errors import NotAllowed
from bot.kinds import Role
from bot.model import Member
from bot.roles import ORDER, may, require


def member(role: Role) -> Member:
    return Member(1, "U1", "T1", "Asha", role, "Asia/Kolkata")


@pytest.mark.parametrize(
    ("has", "needs", "allowed"),
    [
        (Role.REP, Role.REP, True),
        (Role.REP, Role.MANAGER, False),
        (Role.REP, Role.ADMIN, False),
        (Role.MANAGER, Role.REP, True),
        (Role.MANAGER, Role.MANAGER, True),
        (Role.MANAGER, Role.ADMIN, False),
        (Role.ADMIN, Role.REP, True),
        (Role.ADMIN, Role.MANAGER, True),
        (Role.ADMIN, Role.ADMIN, True),
    ],
)
def test_a_role_includes_those_before_it(has: Role, needs: Role, allowed: bool) -> None:
    assert may(needs, member(has)) is allowed


def test_every_role_has_its_place() -> None:
    assert set(ORDER) == set(Role)


def test_a_refusal_says_what_needs_which_role() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(Role.MANAGER, member(Role.REP), "Scheduling")

    assert str(refused.value) == (
        "Scheduling needs the manager role. Ask a colleague who has it; an admin gives roles, with /milepost role."
    )


def test_who_has_the_role_is_let_through() -> None:
    require(Role.MANAGER, member(Role.ADMIN), "Scheduling")
