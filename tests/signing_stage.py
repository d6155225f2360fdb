"""Scenarios of the actions on signatures: who acts, with what, and somebody who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Scenario = tuple[Any, dict[str, Any], str]


class SigningStage:
    """Sets each action on signatures up: the executive has signed, the director is asked."""

    get: Callable[[str], Any]
    people: Any

    def _shown(self, **more: Any) -> dict[str, Any]:
        version = self.get("executives").to_sign
        return {"version": version, "role": "department_director", **more}

    def sign_contract(self) -> Scenario:
        taken = self._shown(seen_sha256=self.get("executives").to_sign.sha256)
        return self.people.department_director, taken, "agency_hr"

    def refuse_signature(self) -> Scenario:
        taken = self._shown(seen_sha256=self.get("executives").to_sign.sha256, reason="Out of reach.")
        return self.people.department_director, taken, "agency_hr"

    def file_paper_signature(self) -> Scenario:
        taken = self._shown(
            signed_by=self.people.department_director, on_paper_on=self.get("on"), scan=b"\x89PNG\r\n\x1a\n0"
        )
        return self.people.agency_hr, taken, "department_director"

    def withdraw_signature(self) -> Scenario:
        signature = self.get("executives").to_sign.signatures.get(role="employee")
        return self.people.executive, {"signature": signature, "reason": "Misread."}, "auditor"
