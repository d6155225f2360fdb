"""The allocation bench: one allocation, arranged in the order in which a person reads it.

Exclusions first, then the series, then the level, then why not the level above or below. Nothing is judged here: the
verdicts are those of the allocation.
"""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.core.allocation.model import AllocationResult, Candidate, Contrast, Finding, SeriesFinding
from meritbook.core.verdict import Verdict


@dataclass(frozen=True)
class Rung:
    """One level of the ladder: how many of its clauses are met, undetermined and not met."""

    title: str
    met: int
    undetermined: int
    not_met: int
    leads: bool

    @property
    def total(self) -> int:
        """All clauses of the level."""
        return self.met + self.undetermined + self.not_met


@dataclass(frozen=True)
class SeriesGroup:
    """The exclusions of one series."""

    title: str
    clauses: tuple[Finding, ...]

    @property
    def says(self) -> str:
        """All of them in one line."""
        caught = sum(one.verdict is Verdict.MET for one in self.clauses)
        unknown = sum(one.verdict is Verdict.UNDETERMINED for one in self.clauses)
        if caught:
            return f"{caught} of {len(self.clauses)} keep the position out"
        if unknown:
            return f"{len(self.clauses) - unknown} of {len(self.clauses)} clear, {unknown} undetermined"
        return "clear" if len(self.clauses) == 1 else f"all {len(self.clauses)} clear"


@dataclass(frozen=True)
class Bench:
    """What the bench shows."""

    result: AllocationResult
    lead: Candidate | None
    """The class of the answer; when the answer is open, the nearest one."""
    lead_series: SeriesFinding | None
    exclusions: SeriesGroup | None
    """Those of the leading series, or of the one that keeps the position out."""
    other_exclusions: tuple[SeriesGroup, ...]
    essential: tuple[Finding, ...]
    supporting: tuple[Finding, ...]
    above: Contrast | None
    below: Contrast | None
    others: tuple[Candidate, ...]
    ladder: tuple[Rung, ...]

    @property
    def turned(self) -> tuple[Finding, ...]:
        """The clauses that the reader turned, each once."""
        return contested(self.result)


def contested(result: AllocationResult) -> tuple[Finding, ...]:
    """The clauses of an allocation that somebody turned, each once, in the order in which they are read."""
    every = [clause for one in result.series for clause in one.clauses]
    every += [clause for one in result.candidates for clause in one.clauses]
    return tuple({one.criterion: one for one in every if one.overridden_from is not None}.values())


def arrange(result: AllocationResult) -> Bench:
    """Arrange an allocation for the bench."""
    lead = _lead(result)
    by_series = {(one.plan, one.series): one for one in result.series}
    lead_series = by_series.get((lead.plan, lead.series)) if lead else None
    groups: dict[tuple[str, str], SeriesGroup] = {
        key: SeriesGroup(one.series_title, tuple(c for c in one.clauses if c.purpose == "exclusion"))
        for key, one in by_series.items()
    }
    mine = groups.pop((lead.plan, lead.series), None) if lead else None
    clauses = lead.clauses if lead else ()
    return Bench(
        result=result,
        lead=lead,
        lead_series=lead_series,
        exclusions=mine if mine and mine.clauses else None,
        other_exclusions=tuple(group for group in groups.values() if group.clauses),
        essential=tuple(one for one in clauses if one.essential),
        supporting=tuple(one for one in clauses if not one.essential),
        above=next((one for one in result.contrasts if one.direction == "above"), None),
        below=next((one for one in result.contrasts if one.direction == "below"), None),
        others=tuple(one for one in result.candidates if one is not lead),
        ladder=_ladder(result, lead),
    )


def _lead(result: AllocationResult) -> Candidate | None:
    answer = result.allocation
    for candidate in result.candidates:
        if (candidate.plan, candidate.class_ref) == (answer.plan, answer.class_ref):
            return candidate
    for name in answer.leading:
        for candidate in result.candidates:
            if f"{candidate.plan}/{candidate.class_ref}" == name:
                return candidate
    return result.candidates[0] if result.candidates else None


def _ladder(result: AllocationResult, lead: Candidate | None) -> tuple[Rung, ...]:
    if lead is None or lead.level is None:
        return ()
    levels = sorted(
        (one for one in result.candidates if (one.plan, one.series) == (lead.plan, lead.series) and one.level),
        key=lambda one: -(one.level or 0),
    )
    if len(levels) < 2:
        return ()
    return tuple(
        Rung(
            title=one.class_title,
            met=sum(c.verdict is Verdict.MET for c in one.clauses),
            undetermined=sum(c.verdict is Verdict.UNDETERMINED for c in one.clauses),
            not_met=sum(c.verdict is Verdict.NOT_MET for c in one.clauses),
            leads=one is lead,
        )
        for one in levels
    )
