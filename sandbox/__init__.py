"""A local Slack workspace: plays Slack for an app, over Slack's own protocol. Knows nothing of the app."""
