"""Slack and the clock: listeners by feature, their views, schedules and what is delivered later."""
