"""Misfortunes on order: which method or request shall fail next, how, and how often."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """`method` is a Web API method or "response_url"; for "duplicate" a kind or name of request; "*" is any.

    `fault` is 429, 500, timeout (never done, never answered), accept_then_timeout (done, never answered),
    duplicate (the request reaches the app twice), or any error name of Slack's.
    """

    model_config = ConfigDict(extra="forbid")

    method: str = Field(min_length=1)
    fault: str
    times: int = Field(1, ge=1)
    retry_after: int = Field(1, ge=0)


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def take(self, *names: str, duplicate: bool = False) -> Fault | None:
        """The next fault for what goes by one of these names, used up by one."""
        for fault in self._ordered:
            if fault.method in (*names, "*") and (fault.fault == "duplicate") is duplicate:
                fault.times -= 1
                if fault.times == 0:
                    self._ordered.remove(fault)
                return fault
        return None
