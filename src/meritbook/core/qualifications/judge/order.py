"""One thing after another: on which day each part was reached, when only what came after the part before it counts.

The part before is taken at its earliest: that leaves the most time for the next. Both ends are kept. The order is
certain when each part is surely reached after the day by which the one before surely was, and impossible when even the
earliest day leaves too little time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from meritbook.core.qualifications.candidate import Candidate, PartialDate
from meritbook.core.qualifications.judge.answer import MET, NOT_MET, Answer
from meritbook.core.qualifications.judge.model import Settled
from meritbook.core.qualifications.judge.study import degree_verdict, licence_verdict
from meritbook.core.qualifications.judge.work import Reach, Work
from meritbook.core.qualifications.model import AllOf, AnyOf, Education, Experience, InOrder, Licence, Scope
from meritbook.core.qualifications.policy import PolicyOn
from meritbook.core.verdict import Verdict

FROM_THE_FIRST = Reach(0, 0)
NEVER = Reach(None, None)


class Order:
    """Puts the parts of one candidate in order; `work` are the judges of the experience nodes, by id."""

    def __init__(
        self,
        work: Mapping[str, Work],
        candidate: Candidate,
        policy: PolicyOn,
        on: date,
        settled: Mapping[str, Settled],
    ) -> None:
        self.work, self.candidate, self.policy, self.on, self.settled = work, candidate, policy, on, settled

    def verdict(self, parts: list[Answer]) -> tuple[Verdict, list[str]]:
        """Whether the parts came one after the other, and the days on which each was reached."""
        since, told = FROM_THE_FIRST, []
        for part in parts:
            reach = self._reached(part, since)
            told.append(f"{part.node.id}: {_told(reach)}.")
            since = Reach(*(None if day is None else day + 1 for day in reach))
        if since.earliest is None:
            return NOT_MET, told
        return (Verdict.UNDETERMINED if since.surely is None else MET), told

    def _reached(self, answer: Answer, since: Reach) -> Reach:
        """On which day a part is reached by what came on or after `since`."""
        node, unknown = answer.node, Reach(since.earliest, None)
        if answer.settled is not None:
            return NEVER if answer.settled.verdict is NOT_MET else unknown
        match node:
            case Experience():
                own = self.work[node.id].reached(self.candidate, self.settled, since)
                return _all([own, *(self._reached(one, since) for one in answer.beneath if one.applies)])
            case Education() if not answer.beneath:
                return self._study(node, since)
            case Licence():
                return self._licence(node, since)
            case AllOf() if not node.modifiers:
                return _all([self._reached(one, since) for one in answer.beneath if one.applies] or [since])
            case AnyOf() if not node.combinable:
                return _any([self._reached(one, since) for one in answer.beneath if one.applies] or [NEVER])
            case Scope():
                return self._reached(answer.beneath[0], since)
            case InOrder():
                for part in answer.beneath:
                    reach = self._reached(part, since)
                    since = Reach(*(None if day is None else day + 1 for day in reach))
                return Reach(*(None if day is None else day - 1 for day in since))
            case _:
                return NEVER if answer.verdict is NOT_MET else unknown

    def _study(self, node: Education, since: Reach) -> Reach:
        if self.candidate.degrees is None or node.amount is not None or node.credits or node.in_progress:
            return Reach(since.earliest, None)
        fits = [(degree_verdict(node, one, self.policy, self.on), one.conferred) for one in self.candidate.degrees]
        found = _any([_dated(verdict, when, since, self.on) for verdict, when in fits if verdict is not NOT_MET])
        return Reach(since.earliest, found.surely) if node.equivalent and found.earliest is None else found

    def _licence(self, node: Licence, since: Reach) -> Reach:
        if self.candidate.licences is None or node.eligible:
            return Reach(since.earliest, None)
        fits = [(licence_verdict(node, one, self.on), one.valid_from) for one in self.candidate.licences]
        return _any([_dated(verdict, when, since, self.on) for verdict, when in fits if verdict is not NOT_MET])


def _dated(verdict: Verdict, when: PartialDate | None, since: Reach, on: date) -> Reach:
    """When a paper of a day was had, and not before `since`."""
    if when is None:
        return Reach(since.earliest, None)
    first, last = when.ordinals
    today = on.toordinal()
    possible = since.earliest is not None and last >= since.earliest and first <= today
    certain = verdict is MET and since.surely is not None and first >= since.surely and last <= today
    return Reach(max(first, since.earliest or 0) if possible else None, last if certain else None)


def _all(reaches: list[Reach]) -> Reach:
    return Reach(*(_latest([one[side] for one in reaches]) for side in (0, 1)))


def _any(reaches: list[Reach]) -> Reach:
    return Reach(*(min((day for one in reaches if (day := one[side]) is not None), default=None) for side in (0, 1)))


def _latest(days: list[int | None]) -> int | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _told(reach: Reach) -> str:
    if reach.earliest is None:
        return "not reached after the part before it"
    if reach.surely is None:
        return "the dates do not show the day" if reach.earliest < 1 else f"at the earliest {_day(reach.earliest)}"
    if reach.earliest == reach.surely:
        return f"reached on {_day(reach.surely)}"
    return f"reached between {_day(reach.earliest)} and {_day(reach.surely)}"


def _day(ordinal: int) -> str:
    return date.fromordinal(max(1, ordinal)).isoformat()
