"""Two versions of a position description compared: what changed, and whether it can move the allocation.

Only a significant change calls for a new review. What is significant is a table (`SIGNIFICANT`) with a reason for
each row, so that it can be read and argued about; every other change is listed all the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from meritbook.core.positions.layout import (
    BUDGET_IN_WORDS,
    DIRECTION_IN_WORDS,
    POLICY_IN_WORDS,
    money,
    plain_number,
    program_line,
    subordinate_line,
)
from meritbook.core.positions.model import Duty, PositionDescription
from meritbook.core.values import Value

PERCENT_SHIFT = Decimal(10)
"""A duty that takes this many points more or less of the time is a significant change."""
BUDGET_SHIFT = Decimal("0.25")
"""A budget or staff that grows or shrinks by this share of what it was is a significant change."""
SAME_DUTY = 0.6
"""How alike two duties must be, from 0 to 1, to count as the same duty in other words."""

SIGNIFICANT: dict[str, str] = {
    "jurisdiction": "another jurisdiction has other class plans",
    "department": "some classes are used in one department only",
    "reports_to": "the reporting line shows the position's place among the levels",
    "direction_received": "independence is a factor of every level",
    "purpose": "the purpose says what the position is for",
    "duties": "the duties decide the class",
    "subordinates": "who is supervised, and of which kind, tells levels and series apart",
    "supervision": "who is supervised, and of which kind, tells levels and series apart",
    "budget": "control of resources is a factor of the level",
    "budget_role": "control of resources is a factor of the level",
    "budget_text": "control of resources is a factor of the level",
    "fte": "control of resources is a factor of the level",
    "programs": "the number and reach of programs is a factor of the level",
    "policy_role": "the part in policy is a factor of the level",
    "policy_text": "the part in policy is a factor of the level",
    "decisions": "independence is a factor of every level",
    "specialised_qualification": "a specialised qualification keeps a position out of some series",
    "specialised_qualification_required": "a specialised qualification keeps a position out of some series",
    "qualifications": "a specialised qualification keeps a position out of some series",
    "other": "text under other headings is read as evidence",
}
"""The fields whose change can move the allocation, each with the reason. A field that is not here does not:
titles, number, division, unit, location and contacts."""


class Change(Value):
    """One change: the field (list places counted from 1), what it was and is in words, and whether it matters."""

    field: str
    before: str
    """In words; empty when it was not stated."""
    after: str
    significant: bool
    reason: str
    """Why it matters, or why it does not."""


class Comparison(Value):
    """The changes from one version to the next, in the order of the fields."""

    changes: tuple[Change, ...]

    @property
    def significant(self) -> tuple[Change, ...]:
        """The changes that can move the allocation."""
        return tuple(change for change in self.changes if change.significant)

    @property
    def needs_review(self) -> bool:
        """Whether the position must be looked at again."""
        return bool(self.significant)


def compare(old: PositionDescription, new: PositionDescription) -> Comparison:
    """What changed from `old` to `new`, field by field, and which of it can move the allocation."""
    found: list[Change] = []
    for field in PositionDescription.model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field == "duties":
            found.extend(_duties(old.duties, new.duties))
        elif field != "schema_version" and before != after:
            found.append(_change(field, before, after))
    return Comparison(changes=tuple(found))


def _change(field: str, before: Any, after: Any) -> Change:
    said_before, said_after = _in_words(field, before), _in_words(field, after)
    if field not in SIGNIFICANT:
        matters, reason = False, "this field does not tell one class from another"
    elif folded(said_before) == folded(said_after):
        matters, reason = False, "only spacing, capitals or punctuation changed"
    elif field in ("budget", "fte") and _within(before, after):
        matters, reason = False, f"it changed by less than {plain_number(BUDGET_SHIFT * 100)} percent"
    elif field == "subordinates" and before and after and _kinds(before) == _kinds(after):
        matters, reason = False, "the kinds and pay levels supervised are the same"
    else:
        matters, reason = True, SIGNIFICANT[field]
    return Change(field=field, before=said_before, after=said_after, significant=matters, reason=reason)


def folded(text: str) -> str:
    """The words alone, without capitals, spacing and punctuation; `%` and `$` stay, since they change the meaning."""
    return " ".join("".join(ch if ch.isalnum() or ch in "%$" else " " for ch in text.casefold()).split())


def _within(before: Decimal | None, after: Decimal | None) -> bool:
    return before is not None and after is not None and abs(after - before) < BUDGET_SHIFT * before


def _kinds(lines: Any) -> set[tuple[str, str]]:
    return {(line.kind or folded(line.title), line.pay_level) for line in lines}


def _in_words(field: str, value: Any) -> str:
    if value is None:
        return ""
    words: dict[str, Callable[[Any], str]] = {
        "reports_to": lambda line: " · ".join(part for part in (line.title, line.position_number) if part),
        "direction_received": lambda choice: DIRECTION_IN_WORDS[choice],
        "subordinates": lambda lines: "; ".join(map(subordinate_line, lines)) or "supervises nobody",
        "budget": money,
        "budget_role": lambda choice: BUDGET_IN_WORDS[choice],
        "fte": plain_number,
        "programs": lambda programs: "; ".join(map(program_line, programs)),
        "policy_role": lambda choice: POLICY_IN_WORDS[choice],
        "specialised_qualification_required": lambda needed: "required" if needed else "not required",
        "other": lambda parts: "\n".join(f"{heading}: {text}" if heading else text for heading, text in parts),
    }
    return words[field](value) if field in words else str(value)


def _duties(old: tuple[Duty, ...], new: tuple[Duty, ...]) -> Iterator[Change]:
    pairs = _pair(old, new)
    matched = {id(duty) for _, duty in pairs}
    partner = {id(duty): earlier for earlier, duty in pairs}
    for place, duty in enumerate(new, start=1):
        if id(duty) in matched:
            yield from _same_duty(place, partner[id(duty)], duty)
        else:
            yield _duty_change(place, "", _duty(duty), True, "a duty was added")
    kept = {id(earlier) for earlier, _ in pairs}
    for place, duty in enumerate(old, start=1):
        if id(duty) not in kept:
            yield _duty_change(place, _duty(duty), "", True, "a duty was taken away")


def _pair(old: tuple[Duty, ...], new: tuple[Duty, ...]) -> list[tuple[Duty, Duty]]:
    """Each new duty with the old one that it most resembles; the most alike pairs first, ties in the duties' order."""
    likeness = []
    for first, earlier in enumerate(old):
        for second, later in enumerate(new):
            before, after = folded(earlier.text).split(), folded(later.text).split()
            alike = 1.0 if before == after else difflib.SequenceMatcher(None, before, after, autojunk=False).ratio()
            if alike >= SAME_DUTY:
                likeness.append((-alike, abs(first - second), first, second))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for _, _, first, second in sorted(likeness):
        if first not in taken_old and second not in taken_new:
            taken_old.add(first)
            taken_new.add(second)
            pairs.append((old[first], new[second]))
    return pairs


def _same_duty(place: int, before: Duty, after: Duty) -> Iterator[Change]:
    if before.text != after.text:
        spelling = folded(before.text) == folded(after.text)
        reason = "only spacing, capitals or punctuation changed" if spelling else SIGNIFICANT["duties"]
        yield _duty_change(place, before.text, after.text, not spelling, reason)
    if before.percent != after.percent:
        shift = None if before.percent is None or after.percent is None else abs(after.percent - before.percent)
        if shift is None:
            matters, reason = True, "a percent of time was given or taken away"
        else:
            matters = shift >= PERCENT_SHIFT
            least = plain_number(PERCENT_SHIFT)
            said = f"{least} points or more are significant" if matters else f"less than {least} is not significant"
            reason = f"the time changed by {plain_number(shift)} points; {said}"
        yield _duty_change(place, _share(before), _share(after), matters, reason)
    if before.essential != after.essential:
        shown = [{True: "essential", False: "not essential", None: ""}[duty.essential] for duty in (before, after)]
        yield _duty_change(place, shown[0], shown[1], False, "whether a duty is essential does not decide a class")


def _duty_change(place: int, before: str, after: str, significant: bool, reason: str) -> Change:
    return Change(field=f"duties.{place}", before=before, after=after, significant=significant, reason=reason)


def _share(duty: Duty) -> str:
    return "" if duty.percent is None else f"{plain_number(duty.percent)} %"


def _duty(duty: Duty) -> str:
    share = _share(duty)
    return f"{share}. {duty.text}" if share else duty.text
