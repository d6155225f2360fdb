"""The groups of an assessment in words, and which of them can be told, from how many are asked and not who answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from meritbook.actions import assessing
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.dates import day_in_words
from meritbook.core.suppression import Cells, divide
from meritbook.records.models import MultiraterAssessment

GROUPS = {
    RaterGroup.SELF: "Own view",
    RaterGroup.SUPERVISOR: "Supervisor",
    RaterGroup.PEER: "Peers",
    RaterGroup.REPORT: "People who report to them",
    RaterGroup.OTHER: "Others",
}
"""The groups in words, in their order."""
AS_ONE = {
    RaterGroup.SELF: "yourself",
    RaterGroup.SUPERVISOR: "their supervisor",
    RaterGroup.PEER: "a peer",
    RaterGroup.REPORT: "somebody who reports to them",
    RaterGroup.OTHER: "somebody who works with them",
}
"""As what somebody in the group is asked."""


def _names(groups: Iterable[str]) -> str:
    held = frozenset(groups)
    return ", ".join(GROUPS[one].lower() for one in GROUPS if one in held)


@dataclass(frozen=True)
class Outlook:
    """What would be told of an assessment if everybody answered who is asked and can.

    It follows from who is asked, has not declined and has not left, and from nothing that anybody answered; of earlier
    rounds it reckons with who was asked.
    """

    cells: Cells
    sizes: Mapping[str, int]
    """How many of each group can answer, guests among them."""
    sure: Mapping[str, int]
    """How many of these count toward the minimum: guests do not."""
    minimum: int

    @property
    def says(self) -> str:
        """What would be told, in a sentence."""
        if not self.cells.total:
            return f"Nothing of the groups would be told: {self._why_nothing()}."
        alone = [f"{_names([one])} by themselves" for one in GROUPS if one in self.cells.shown]
        joined = [f"{_names(self._joined)} as one"] if self._joined else []
        return f"If everybody answers who can, these would be told: {'; '.join([*alone, *joined])}."

    @property
    def _joined(self) -> list[str]:
        return [one for one in self.cells.joined if self.sizes[one]]

    def _why_nothing(self) -> str:
        if sum(self.sure.values()) >= self.minimum:
            return "beside an earlier round it would tell what a few said"
        guests = sum(self.sizes.values()) - sum(self.sure.values())
        if not guests and not any(self.sure.values()):
            return "nobody in the groups can answer"
        return (
            f"{sum(self.sure.values()) or 'nobody'} in all groups together can answer"
            f"{', guests not counted' if guests else ''}, fewer than {self.minimum}"
        )

    def short(self, last_day: date | None) -> tuple[str, ...]:
        """Each group of which too few can still answer, what becomes of it, and what to do before the end."""
        until = f" by {day_in_words(last_day)}" if last_day else ""
        if not self.cells.total:
            return (f"Nothing of the groups would be told as it stands. Name others{until}.",)
        return tuple(
            f"{GROUPS[one]}: {self.sure[one] or 'nobody'} can still answer"
            f"{', guests not counted' if self.sizes[one] > self.sure[one] else ''}, fewer than {self.minimum}. "
            f"{self._fate(one)} Name another{until}."
            for one in GROUPS
            if one in self.sizes and self.sure[one] < self.minimum
        )

    def _fate(self, group: str) -> str:
        with_them = [one for one in self._joined if one != group]
        if not self.sizes[group] or not with_them:
            return "Nothing is told of such a group."
        return f"Even if they do, they are told as one with {_names(with_them)}, and not by themselves."


def outlook_of(row: MultiraterAssessment, on: date) -> Outlook:
    """What would be told of a draft or an open assessment, as things stand on the day.

    For who keeps it, before it is opened and while it is: that a round has one peer the more than the one before may
    keep all of it from being told. Of earlier rounds it reckons with who was asked: with who answered, the keeper
    would find that out by drawing up one draft after the other, or naming one after the other. Those who cannot answer
    any more are left out, whether they answered before or not.
    """
    asked = assessing.asked(row)
    can = assessing.able(asked, on)
    groups = sorted({one.group for one in asked if one.group in assessing.GROUPED})
    minimum, earlier = assessing.policy_of(row).minimum, tuple(assessing.earlier_asked(row))
    sizes, sure = Counter(can.values()), Counter(group for who, group in can.items() if not assessing.is_guest(who))
    return Outlook(
        cells=divide(can, groups=groups, minimum=minimum, earlier=earlier, unsure=assessing.is_guest),
        sizes={one: sizes[one] for one in groups},
        sure={one: sure[one] for one in groups},
        minimum=minimum,
    )
