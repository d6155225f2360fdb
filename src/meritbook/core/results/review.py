"""The quarterly review of results as a meeting: the pack that it is held on, and the minutes that it leaves.

Follows: the quarterly leadership agenda review that Iowa's Performance Measurement and Reporting initiative names
(the series guideline of September 2008). The order of the pack is ours.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from meritbook.core.results.periods import Frequency, Period, period_on
from meritbook.core.values import Value, digest

SectionKey = Literal["follow_ups", "plans", "changed", "signals", "unkept", "risks", "returns"]
HEADINGS: dict[SectionKey, str] = {
    "follow_ups": "Follow-ups that are still open",
    "plans": "Goals and actions behind their plan",
    "changed": "Measures whose state changed in the quarter",
    "signals": "Measures with a signal",
    "unkept": "Measures that are stale or that nobody answers for",
    "risks": "Risks above their appetite",
    "returns": "Investments: to decide, to verify, and those that decay",
}
EMPTY: dict[SectionKey, str] = {
    "follow_ups": "Nothing is open from an earlier review.",
    "plans": "No action of a plan in force is behind.",
    "changed": "No measure changed between reached and missed.",
    "signals": "No value of the quarter is a signal.",
    "unkept": "Every measure is kept up and somebody answers for it.",
    "risks": "No risk lies above its appetite.",
    "returns": "Nothing waits.",
}
LISTED = 40
"""Items of one section that a pack lists; it says how many more there are."""


class PackItem(Value):
    """Something to talk about, as it stood when the pack was drawn."""

    title: str
    says: str
    owner: str = ""
    """Who answers for it; empty for nobody."""
    about: str
    """What it is about, by kind and key: `measure:refund-days`."""
    of: str = ""
    """The department that it belongs to; empty for the enterprise as a whole."""


class PackSection(Value):
    """Items of one kind."""

    key: SectionKey
    items: tuple[PackItem, ...]
    total: int
    note: str = ""
    """What was left out of the look, where something was."""

    @property
    def heading(self) -> str:
        """What it is called."""
        return HEADINGS[self.key]

    @property
    def empty(self) -> str:
        """What to say where it has no item."""
        return EMPTY[self.key]

    @property
    def more(self) -> int:
        """How many items are not listed."""
        return self.total - len(self.items)


class ReviewPack(Value):
    """What a meeting is held on. Sealed when the meeting opens, it does not change any more."""

    of: str
    """The department, or the enterprise as a whole."""
    quarter: str
    starts_on: date
    ends_before: date
    drawn_on: date
    sections: tuple[PackSection, ...]

    def seal(self) -> str:
        """SHA-256 over the pack."""
        return digest(self)

    @property
    def total(self) -> int:
        """How many items there are in all."""
        return sum(one.total for one in self.sections)

    @property
    def titles(self) -> dict[str, str]:
        """What each item is about, by its kind and key, and its title."""
        return {one.about: one.title for section in self.sections for one in section.items}


class MinuteDecision(Value):
    """What the meeting decided."""

    says: str
    because: str


class MinuteFollowUp(Value):
    """What somebody is to do."""

    what: str
    owner: str
    due_on: date


class Minutes(Value):
    """What the meeting leaves, sealed when it is closed."""

    pack: str
    """The seal of the pack that it was held on."""
    held_on: date
    present: str
    says: str
    decisions: tuple[MinuteDecision, ...]
    follow_ups: tuple[MinuteFollowUp, ...]

    def seal(self) -> str:
        """SHA-256 over the minutes."""
        return digest(self)


def quarter_on(day: date, year_starts_in: int) -> Period:
    """The fiscal quarter that covers the day."""
    return period_on(day, Frequency.QUARTERLY, year_starts_in)
