"""The manifest is what Slack accepts, and says exactly what the program answers and calls."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from slack_sdk import WebClient

from handlers.features import ROUTES

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT.parent / "shared" / "slack-manifest"

SCOPES_OF_METHODS: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_info": {"channels:read", "groups:read"},  # of public and of private channels
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_list": {"channels:read"},
    "files_upload_v2": {"files:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
SCOPES_OF_EVENTS: dict[str, set[str]] = {"app_home_opened": set()}
SCOPES_OF_FEATURES = {"slash_commands": "commands", "shortcuts": "commands"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text())
    return loaded


def test_every_slash_command_is_answered_and_every_answer_has_its_command(manifest: dict[str, Any]) -> None:
    assert {entry["command"] for entry in manifest["features"]["slash_commands"]} == ROUTES.names("command")


def test_every_shortcut_is_answered_and_every_answer_has_its_shortcut(manifest: dict[str, Any]) -> None:
    assert {entry["callback_id"] for entry in manifest["features"]["shortcuts"]} == ROUTES.names("shortcut")


def test_every_event_is_answered_and_every_answer_has_its_event(manifest: dict[str, Any]) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == ROUTES.names("event")


def test_every_slash_command_gets_people_and_channels_by_their_ids(manifest: dict[str, Any]) -> None:
    assert [entry["command"] for entry in manifest["features"]["slash_commands"] if not entry["should_escape"]] == []


def test_everything_comes_in_at_one_address(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]
    addresses = {entry["url"] for entry in manifest["features"]["slash_commands"]}
    addresses |= {settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]}
    assert settings["interactivity"]["is_enabled"]
    assert ROUTES.names("options"), "typeahead fields need the address below"
    addresses.add(settings["interactivity"]["message_menu_options_url"])

    assert addresses == {"https://milepost.example.com/slack/events"}


def test_the_home_that_is_published_is_enabled(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"], "reports of a rep come as direct messages"


def test_texts_are_within_slacks_limits(manifest: dict[str, Any]) -> None:
    shown, features = manifest["display_information"], manifest["features"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(features["slash_commands"]) <= 50
    assert len(features["shortcuts"]) <= 10
    assert all(len(shortcut["name"]) <= 24 for shortcut in features["shortcuts"])


def called_methods() -> set[str]:
    """The Web API methods that the program calls, by their names in slack_sdk."""
    files = [ROOT / "app.py", *(ROOT / "handlers").rglob("*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text())))
    names = {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    return {name for name in names if "_" in name.strip("_") and hasattr(WebClient, name)}


def test_every_method_that_is_called_is_known_here() -> None:
    assert called_methods() == SCOPES_OF_METHODS.keys()


def test_every_scope_is_needed_and_every_need_has_its_scope(manifest: dict[str, Any]) -> None:
    needed = {SCOPES_OF_FEATURES[feature] for feature in SCOPES_OF_FEATURES if manifest["features"][feature]}
    needed = needed.union(*(SCOPES_OF_METHODS[method] for method in called_methods()))
    needed = needed.union(
        *(SCOPES_OF_EVENTS[event] for event in manifest["settings"]["event_subscriptions"]["bot_events"])
    )
    scopes = manifest["oauth_config"]["scopes"]

    assert set(scopes) == {"bot"}
    assert sorted(scopes["bot"]) == sorted(needed)


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_slacks_own_schema_accepts_the_manifest(manifest: dict[str, Any], version: str) -> None:
    schema = SCHEMAS / f"manifest.schema.{version}.json"
    if not schema.is_file():
        missing = "Slack's manifest schemas are not beside this project"
        pytest.fail(missing) if os.environ.get("MILEPOST_COMPLETE") == "1" else pytest.skip(missing)

    validator = Draft7Validator(json.loads(schema.read_text()))

    assert [error.message for error in validator.iter_errors(manifest)] == []
