"""Structured answers of a position description, read before any words.

An answer chosen from a list decides over words elsewhere. A list of subordinates is complete: who is not in it does
not report to the position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from meritbook.core.allocation.facets.model import Reading, Strength
from meritbook.core.documents.model import Quote
from meritbook.core.positions.model import PositionDescription

Cite = Callable[[str], tuple[Quote, int] | None]
"""Gives the quote of an answered field and its place, or None when the field has no line in the document."""

_BUDGET = {
    "none": (("none", Strength.ANSWERED),),
    "monitors": (("phases", Strength.ANSWERED),),
    "prepares": (("phases", Strength.STATED),),
    "manages": (("phases", Strength.STATED), ("full", Strength.HEDGED)),
    "approves": (("full", Strength.STATED),),
}
_MANAGER_TITLE = re.compile(
    r"\b(?:managers?|bureau chiefs?|directors?|superintendents?|wardens?)\b",
    re.IGNORECASE,
)
_PLAIN_GROUP = re.compile(r"\d+")


def pay_group(text: str) -> str:
    """A pay group as two digits (`PSG 9` is `09`), or the text itself when it holds no number."""
    found = _PLAIN_GROUP.search(text)
    return f"{int(found[0]):02d}" if found else text.strip()


def read(position: PositionDescription, cite: Cite) -> Iterator[Reading]:
    """The readings of all structured answers."""

    def at(
        field: str, facet: str, value: str, strength: Strength = Strength.STATED, why: str = ""
    ) -> Iterator[Reading]:
        cited = cite(field)
        if cited is not None:
            yield Reading(facet, value, strength, cited[0], cited[1], why)

    if position.policy_role is not None:
        yield from at("policy_role", "policy.role", position.policy_role, Strength.ANSWERED)
    if position.budget_role is not None:
        for value, strength in _BUDGET[position.budget_role]:
            yield from at("budget_role", "resources.control", value, strength)
        if position.budget_role == "approves":
            yield from at("budget_role", "fiscal.authority", "authorises")
    if position.specialised_qualification_required is not None:
        value = "required" if position.specialised_qualification_required else "not_required"
        yield from at("specialised_qualification_required", "specialised_qualification", value, Strength.ANSWERED)
    if position.direction_received is not None:
        yield from at("direction_received", "direction.received", position.direction_received, Strength.ANSWERED)
    yield from _programs(position, at)
    yield from _subordinates(position, at)
    if position.fte:
        yield from at("fte", "staff.supervised", "yes")
    if position.department.strip() and not re.search(
        r"office of administration|department of management",
        position.department + " " + position.division,
        re.IGNORECASE,
    ):
        yield from at("department", "department.name", "another")


def _programs(position: PositionDescription, at: Callable[..., Iterator[Reading]]) -> Iterator[Reading]:
    count = len(position.programs)
    for number, program in enumerate(position.programs, start=1):
        field = f"programs.{number}"
        if program.reach is not None:
            yield from at(field, "reach", program.reach)
        subs = program.sub_programs
        if subs is not None and subs >= 2:
            yield from at(field, "program.scope", "sub_programs")
        elif subs is not None:
            yield from at(field, "program.scope", "limited")
        if count >= 2:
            yield from at(
                field, "program.scope", "diversified" if count >= 3 else "multiple", why=f"{count} programs are listed"
            )
        yield from at(field, "program.count", str(count), why=f"{count} programs are listed")


def _subordinates(position: PositionDescription, at: Callable[..., Iterator[Reading]]) -> Iterator[Reading]:
    if position.subordinates is None:
        return
    if not position.subordinates:
        yield from at("subordinates", "staff.supervised", "yes", Strength.DENIED)
        yield from at("subordinates", "supervisory.duties", "none", Strength.ANSWERED)
        yield from at("subordinates", "subordinate_managers", "supervises", Strength.DENIED)
        return
    for number, line in enumerate(position.subordinates, start=1):
        if line.count == 0:
            continue
        field = f"subordinates.{number}"
        yield from at(field, "staff.supervised", "yes")
        if line.kind is not None:
            yield from at(field, "staff.kinds", line.kind)
        if line.kind == "manager" or (line.kind is None and _MANAGER_TITLE.search(line.title)):
            yield from at(field, "subordinate_managers", "supervises")
        if line.pay_level.strip():
            yield from at(field, "supervises.pay_group", pay_group(line.pay_level))
        yield from at(
            field,
            "supervisory.duties",
            "full_range",
            Strength.HEDGED,
            "a line of subordinates does not say how fully they are supervised",
        )
