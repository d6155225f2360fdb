"""Allocates a position: against one plan or several, clause by clause, with both quotes, and with what is missing.

The working title and the current class are never evidence. The same position and plans give the same bytes, in whatever
order the plans are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meritbook.core.allocation import answer as answers
from meritbook.core.allocation.facets import Evidence
from meritbook.core.allocation.jurisdiction import governing
from meritbook.core.allocation.levels import JudgedClass, JudgedSeries, PlanText, judge
from meritbook.core.allocation.model import AllocationResult, Candidate, Finding, SeriesFinding
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import digest
from meritbook.core.verdict import Verdict

__all__ = ["PlanText", "allocate"]

_NOTHING: Mapping[str, Verdict] = {}
_NEAREST = {"fits": 0, "undetermined": 1, "does_not_fit": 2, "excluded": 3}
_BITES = {Verdict.MET: 0, Verdict.UNDETERMINED: 1, Verdict.NOT_MET: 2}


def allocate(
    position: PositionDescription, plans: Sequence[PlanText], *, overrides: Mapping[str, Verdict] = _NOTHING
) -> AllocationResult:
    """The class of the plans to which the position belongs, with every clause that was considered.

    `overrides` turns single clauses (criterion id to verdict); a turned clause is marked in the result.
    """
    ordered = sorted(plans, key=lambda text: (text.plan.key, text.plan.revision, text.document.sha256))
    evidence = Evidence(position)
    judged = [judge(text, series, evidence, overrides) for text in ordered for series in text.plan.series]
    governs = governing(position, evidence, [text.plan for text in ordered])
    decided = answers.decide(judged, governs)
    return AllocationResult(
        position=position.number,
        position_document=evidence.document.key,
        position_sha256=digest(position),
        plans=tuple(f"{text.plan.key}@{text.plan.revision}" for text in ordered),
        allocation=decided.answer,
        exclusions=_exclusions(judged),
        series=tuple(_series(one) for one in judged),
        candidates=_candidates(judged, decided),
        contrasts=decided.contrasts,
        missing=decided.missing,
        overrides={key: overrides[key] for key in sorted(overrides)},
    )


def _exclusions(judged: Sequence[JudgedSeries]) -> tuple[Finding, ...]:
    found = [finding for one in judged for finding in one.exclusions]
    found.extend(f for one in judged for c in one.classes for f in c.findings if f.purpose == "exclusion")
    return tuple(sorted(found, key=lambda finding: _BITES[finding.verdict]))


def _series(one: JudgedSeries) -> SeriesFinding:
    return SeriesFinding(
        plan=one.text.plan.key,
        series=one.series.ref,
        series_title=one.series.title,
        status=one.status,
        clauses=(*one.exclusions, *one.findings),
    )


def _candidates(judged: Sequence[JudgedSeries], decided: answers.Decision) -> tuple[Candidate, ...]:
    found = [candidate for one in judged for candidate in _of_series(one, decided)]
    return tuple(sorted(found, key=lambda c: (_NEAREST[c.status], c.of - c.settled, c.plan, c.series, c.level or 0)))


def _of_series(one: JudgedSeries, decided: answers.Decision) -> list[Candidate]:
    if one.series.kind == "service":
        status = {"excluded": "excluded", "does_not_belong": "does_not_fit"}.get(one.status, "undetermined")
        return [_candidate(one, None, status)]
    found = []
    for judged_class in one.classes:
        if one.status == "excluded":
            status = "excluded"
        elif one.dead or judged_class not in one.leading:
            status = "does_not_fit"
        elif one.settled and decided.fits(one):
            status = "fits"
        else:
            status = "undetermined"
        found.append(_candidate(one, judged_class, status))
    return found


def _candidate(one: JudgedSeries, judged_class: JudgedClass | None, status: str) -> Candidate:
    clauses = judged_class.findings if judged_class else one.findings
    every = (*one.exclusions, *one.findings, *(judged_class.findings if judged_class else ()))
    job_class = judged_class.job_class if judged_class else None
    return Candidate(
        plan=one.text.plan.key,
        plan_revision=one.text.plan.revision,
        series=one.series.ref,
        series_title=one.series.title,
        class_ref=job_class.ref if job_class else one.series.ref,
        class_code=job_class.code if job_class else "",
        class_title=job_class.title if job_class else one.series.title,
        level=job_class.level if job_class else None,
        pay=answers.pay_label(job_class) if job_class else "",
        status=status,
        clauses=clauses,
        settled=sum(1 for f in every if f.verdict is not Verdict.UNDETERMINED),
        of=len(every),
    )
