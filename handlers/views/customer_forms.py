"""How the form of a customer looks: to make one without a booking, and to change one."""

from __future__ import annotations

import json
from typing import Any

from bot.model import Customer
from handlers.views.blocks import Blocks, Choice, field, form, line_input, paragraph_input, typeahead


def customer_form(name: str, owner: Choice | None, *, channel: str | None) -> dict[str, Any]:
    """For a new customer; the owner is chosen by managers."""
    draft = Customer(0, "", name, None, None, None, None, None)
    return form(
        "customer_form", "New customer", _inputs(draft, owner, is_new=True), metadata=json.dumps({"channel": channel})
    )


def customer_edit_form(
    customer: Customer, owner: Choice | None, *, may_give: bool, channel: str | None
) -> dict[str, Any]:
    """`may_give`: the person may choose whose customer it is."""
    inputs = _inputs(customer, owner, is_new=False)
    blocks = inputs if may_give else [block for block in inputs if block["block_id"] != "owner"]
    carried = json.dumps({"customer": customer.id, "channel": channel})
    return form("customer_edit_form", f"Edit {customer.code}", blocks, metadata=carried)


def _inputs(draft: Customer, owner: Choice | None, *, is_new: bool) -> Blocks:
    name = line_input(initial=draft.name or None, placeholder="Who is billed?", focus=is_new)
    address = paragraph_input(initial=draft.address, limit=500)
    whose = typeahead(chosen=owner, placeholder="Whose customer is it?")
    return [
        field("name", "Name", name),
        field("email", "Email", line_input(initial=draft.email, limit=254), optional=True),
        field("phone", "Phone", line_input(initial=draft.phone, limit=40), optional=True),
        field("address", "Address", address, optional=True, hint="It stands on the statement."),
        field("owner", "Owner", whose, optional=True, hint="They see the account, besides managers."),
        field("notes", "Notes", paragraph_input(initial=draft.notes), optional=True),
    ]
