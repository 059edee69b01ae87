"""The one place where an error becomes words: under its field, over its form, or to the sender alone."""

from __future__ import annotations

import json
import logging
import secrets
from typing import Any

from pydantic import ValidationError
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.errors import BotError, Question
from handlers.forms import field_errors, field_of
from handlers.views.answers import asked, explanation, failure_text, saved
from handlers.views.words import escape
from storage.store import AlreadySaved

LATE = frozenset({"trigger_exchanged", "exchanged_trigger_id", "hash_conflict"})
"""The form is open already, or was changed again meanwhile: a later answer shows what this one would."""

log = logging.getLogger(__name__)


def register(app: App) -> None:
    @app.error
    def answer_error(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        if isinstance(error, AlreadySaved):
            return _acknowledge(saved(error.write) if "command" in body else None)
        if isinstance(error, ValidationError):
            return _under_fields(field_errors(error), body, client)
        if isinstance(error, Question) and body.get("type") == "view_submission":
            return _acknowledge({"response_action": "update", "view": asked(error, body["view"])})
        if isinstance(error, BotError):
            return answer_in_words(error, body, client)
        if isinstance(error, SlackApiError) and error.response.get("error") in LATE:
            return _acknowledge(None)
        reference = secrets.token_hex(2)
        log.error("failed, ref %s", reference, exc_info=error)
        return _say(failure_text(reference), body, client)


def answer_in_words(error: BotError, body: dict[str, Any], client: WebClient | None = None) -> BoltResponse:
    """The error's sentence, where the person looks: under the field, over the form, or in a private reply."""
    if error.field is not None and error.field in _inputs(body):
        return _under_fields({error.field: str(error)}, body, client)
    return _say(escape(str(error)), body, client)


def _under_fields(errors: dict[str, str], body: dict[str, Any], client: WebClient | None) -> BoltResponse:
    inputs = _inputs(body)
    shown = {inputs[field]: sentence for field, sentence in errors.items() if field in inputs}
    if not shown:
        return _say("\n".join(errors.values()) or "Please check what you typed.", body, client)
    return _acknowledge({"response_action": "errors", "errors": shown})


def _say(text: str, body: dict[str, Any], client: WebClient | None) -> BoltResponse:
    if body.get("type") == "view_submission":
        return _acknowledge({"response_action": "push", "view": explanation(text)})
    if body.get("type") == "block_suggestion":
        return _acknowledge({"options": []})
    if "command" in body:
        return _acknowledge({"response_type": "ephemeral", "text": text})
    if client is not None and ("actions" in body or body.get("type") in ("shortcut", "message_action")):
        try:
            _say_to_presser(text, body, client)
        except (SlackApiError, SlackClientError, OSError) as error:
            log.warning("could not say “%s”: %s", text, error)
    return _acknowledge(None)


def _say_to_presser(text: str, body: dict[str, Any], client: WebClient) -> None:
    """Beside the message whose button was pressed; over a form or the home, where there is no message."""
    if body.get("response_url"):
        WebhookClient(body["response_url"]).send(text=text, response_type="ephemeral", replace_original=False)
    elif (body.get("view") or {}).get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=explanation(text))
    else:
        client.views_open(trigger_id=body["trigger_id"], view=explanation(text))


def _inputs(body: dict[str, Any]) -> dict[str, str]:
    """The submitted form's block ids by their fields."""
    if body.get("type") != "view_submission":
        return {}
    blocks = [block for block in body["view"].get("blocks", []) if block["type"] == "input"]
    return {field_of(block["block_id"]): block["block_id"] for block in blocks}


def _acknowledge(answer: dict[str, Any] | None) -> BoltResponse:
    if answer is None:
        return BoltResponse(status=200, body="")
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": ["application/json;charset=utf-8"]}
    )
