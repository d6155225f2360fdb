"""The allocation bench: one allocation, arranged in the order in which a person reads it.

Exclusions first, then the series, then the level, then why not the level above or below. Nothing is judged here: the
verdicts are those of the allocation.
"""

from __future__ import annotations

from collections.abc import Iterable
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
class ClauseGroup:
    """Clauses that stand together on the bench, and nowhere else on it."""

    title: str
    clauses: tuple[Finding, ...]

    @property
    def turned(self) -> bool:
        """Whether the reader turned one of them."""
        return any(one.overridden_from is not None for one in self.clauses)


@dataclass(frozen=True)
class SeriesGroup(ClauseGroup):
    """The exclusions of one series."""

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
class Neighbour:
    """The level above or below: why it is not the answer, and its clauses."""

    contrast: Contrast
    because: tuple[Finding, ...]
    """The clauses that decide it and do not stand on the bench already."""
    above: tuple[Finding, ...]
    """The clauses that decide it and stand further up: those of the answered class."""
    more: ClauseGroup
    """Its other clauses."""


@dataclass(frozen=True)
class Other:
    """A class that is not the answer."""

    candidate: Candidate
    decides: str
    """What keeps it from fitting, in short."""


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
    neighbours: tuple[Neighbour, ...]
    """The level above, then the level below."""
    others: tuple[Other, ...]
    other_clauses: tuple[ClauseGroup, ...]
    """What the other series and their classes ask, without the exclusions. No clause stands twice on the bench."""
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
    shown = {one.criterion for series in result.series for one in series.clauses if one.purpose == "exclusion"}
    shown |= {one.criterion for one in (*clauses, *(lead_series.clauses if lead_series else ()))}
    neighbours = _neighbours(result, lead, shown)
    return Bench(
        result=result,
        lead=lead,
        lead_series=lead_series,
        exclusions=mine if mine and mine.clauses else None,
        other_exclusions=tuple(group for group in groups.values() if group.clauses),
        essential=tuple(one for one in clauses if one.essential),
        supporting=tuple(one for one in clauses if not one.essential),
        neighbours=neighbours,
        others=tuple(Other(one, _decides(result, one)) for one in result.candidates if one is not lead),
        other_clauses=_other_clauses(result, lead, shown),
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


def _fresh(clauses: Iterable[Finding], shown: set[str]) -> tuple[Finding, ...]:
    """The clauses that were not shown yet; from now on they were."""
    fresh = tuple({one.criterion: one for one in clauses if one.criterion not in shown}.values())
    shown.update(one.criterion for one in fresh)
    return fresh


def _neighbours(result: AllocationResult, lead: Candidate | None, shown: set[str]) -> tuple[Neighbour, ...]:
    found = []
    for contrast in sorted(result.contrasts, key=lambda one: one.direction):
        again = tuple(one for one in contrast.because if one.criterion in shown)
        because = _fresh(contrast.because, shown)
        own = [
            clause
            for one in result.candidates
            if lead and (one.plan, one.series, one.class_ref) == (lead.plan, lead.series, contrast.class_ref)
            for clause in one.clauses
        ]
        more = ClauseGroup(contrast.class_title, _fresh(own, shown))
        found.append(Neighbour(contrast, because, again, more))
    return tuple(found)


def _other_clauses(result: AllocationResult, lead: Candidate | None, shown: set[str]) -> tuple[ClauseGroup, ...]:
    own = [(f"Series {one.series_title}", one.clauses) for one in result.series]
    own += [(one.class_title, one.clauses) for one in result.candidates if one is not lead]
    groups = [ClauseGroup(title, _fresh(clauses, shown)) for title, clauses in own]
    return tuple(group for group in groups if group.clauses)


def _decides(result: AllocationResult, candidate: Candidate) -> str:
    """What keeps a class from fitting: what keeps the position out, is not met, fits higher up, or is open."""
    key = (candidate.plan, candidate.series)
    series = next((one.clauses for one in result.series if (one.plan, one.series) == key), ())
    asked = [one for one in candidate.clauses if one.essential and one.purpose not in ("exclusion", "capacity")]
    capacities = [one for one in candidate.clauses if one.purpose == "capacity"]
    if not any(one.verdict is Verdict.MET for one in capacities):
        asked += capacities
    of_series = [one for one in series if one.essential and one.purpose != "exclusion"]
    bars = [one for one in (*series, *candidate.clauses) if one.purpose == "exclusion"]
    higher = [
        one
        for one in result.candidates
        if (one.plan, one.series) == key
        and one.status in ("fits", "undetermined")
        and (one.level or 0) > (candidate.level or 0)
    ]
    does_more = ""
    if candidate.status == "does_not_fit" and higher:
        taken = min(higher, key=lambda one: one.level or 0)
        met = f"the clauses of {taken.class_title}, a higher level, are met"
        does_more = f"The position does more than this class asks: {met}"
    return (
        _named("Kept out: ", bars, Verdict.MET)
        or _named("Not met: ", asked, Verdict.NOT_MET)
        or _named("Not met, of the series: ", of_series, Verdict.NOT_MET)
        or does_more
        or _named("Open: ", asked, Verdict.UNDETERMINED)
        or _named("Open, of the series: ", of_series, Verdict.UNDETERMINED)
        or _named("Open, whether it is kept out: ", bars, Verdict.UNDETERMINED)
    )


def _named(lead: str, clauses: Iterable[Finding], verdict: Verdict) -> str:
    """The clauses with that verdict in words, at most two of them by name; empty when there is none."""
    found = list(dict.fromkeys(one.says for one in clauses if one.verdict is verdict))
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    return lead + "; ".join(found[:2]) + more if found else ""


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
