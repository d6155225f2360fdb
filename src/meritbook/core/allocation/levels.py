"""Series and classes judged clause by clause, and the level that fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from meritbook.core.allocation import reasons
from meritbook.core.allocation.evaluate import evaluate, facets_of
from meritbook.core.allocation.facets import Evidence, facet
from meritbook.core.allocation.model import Finding
from meritbook.core.classes.model import ClassPlan, Criterion, JobClass, Series
from meritbook.core.documents.model import Document, Quote
from meritbook.core.verdict import Missing, Verdict, all_of, any_of


class PlanText(NamedTuple):
    """A class plan and the document that its passages point into."""

    plan: ClassPlan
    document: Document


@dataclass(frozen=True, slots=True)
class JudgedClass:
    """A class with its findings and the verdict on its own clauses."""

    job_class: JobClass
    findings: tuple[Finding, ...]
    verdict: Verdict
    silent: frozenset[str] = frozenset()
    """The clauses that are not met for no other reason than that nothing speaks of them."""


@dataclass(frozen=True, slots=True)
class JudgedSeries:
    """A series with its findings, its classes from low to high, and the level that they come to.

    `best` is the highest class of which every essential clause is met; `rivals` are the classes above it (all
    classes, when there is no best) that are neither ruled out nor met.
    """

    text: PlanText
    series: Series
    exclusions: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    status: str
    classes: tuple[JudgedClass, ...]
    best: JudgedClass | None = None
    rivals: tuple[JudgedClass, ...] = field(default=())

    @property
    def settled(self) -> bool:
        """Whether the position belongs to the series and to exactly one of its classes."""
        return self.status == "belongs" and self.best is not None and not self.rivals

    @property
    def dead(self) -> bool:
        """Whether no class of the series is possible any more."""
        return self.status in ("excluded", "does_not_belong") or (
            self.best is None and not self.rivals and bool(self.classes)
        )

    @property
    def leading(self) -> tuple[JudgedClass, ...]:
        """The classes that are still possible, nearest first: what fits already, then what is undetermined above it."""
        return (*((self.best,) if self.best else ()), *self.rivals)


def find(
    criterion: Criterion, text: PlanText, evidence: Evidence, label: str, overrides: Mapping[str, Verdict]
) -> Finding:
    """The finding on one clause, turned where a reader turned it."""
    return _find(criterion, text, evidence, label, overrides)[0]


def _find(
    criterion: Criterion, text: PlanText, evidence: Evidence, label: str, overrides: Mapping[str, Verdict]
) -> tuple[Finding, bool]:
    """The finding, and whether it is not met by silence alone."""
    class_quotes = tuple(_class_quotes(criterion, text.document, label))
    missing = None
    by_silence = False
    if criterion.test is None:
        lost = not criterion.words and bool(criterion.anchors)
        verdict = Verdict.UNDETERMINED
        quotes: tuple[Quote, ...] = ()
        reason = reasons.no_longer_there() if lost else reasons.for_a_person(criterion.question or criterion.says)
        missing = Missing(question=criterion.question or criterion.says, ask=criterion.ask, about=criterion.id)
    else:
        outcome = evaluate(criterion.test, evidence)
        verdict, reason, quotes = outcome.verdict, outcome.reason, outcome.quotes
        by_silence = verdict is Verdict.NOT_MET and bool(outcome.silent)
        if verdict is Verdict.UNDETERMINED:
            missing = _missing(criterion, outcome.facets, quotes[0] if quotes else None)
    turned = overrides.get(criterion.id)
    before = None
    if turned is not None:
        before, verdict, missing, by_silence = verdict, turned, None, False
        now, then = (value.value.replace("_", " ") for value in (turned, before))
        reason = f"A reader turned this clause to {now}. The evidence gave {then}: {reason}"
    found = Finding(
        criterion=criterion.id,
        purpose=criterion.purpose,
        essential=criterion.essential,
        says=criterion.says,
        verdict=verdict,
        reason=reason,
        class_quotes=class_quotes,
        position_quotes=quotes,
        missing=missing,
        sends_to=criterion.sends_to,
        overridden_from=before,
    )
    return found, by_silence


def _missing(criterion: Criterion, facets: Sequence[str], raised: Quote | None) -> Missing:
    """The question that a clause waits for; the clause's own when it waits for one facet only."""
    about = facet(facets[0])
    own = len(facets) == 1 and criterion.question
    return Missing(
        question=reasons.asked(criterion.question if own else about.question, raised),
        ask=criterion.ask if own else about.ask,
        about=about.key,
    )


def _class_quotes(criterion: Criterion, document: Document, label: str) -> list[Quote]:
    return [document.quote(span, label) for passage in criterion.words for span in passage.spans]


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """All essential clauses, and one of the listed capacities where the class has any."""
    essential = [f.verdict for f in findings if f.essential and f.purpose not in ("exclusion", "capacity")]
    capacities = [f.verdict for f in findings if f.purpose == "capacity"]
    if capacities:
        essential.append(any_of(capacities))
    if not essential:
        return Verdict.UNDETERMINED
    return all_of(essential)


def judge(text: PlanText, series: Series, evidence: Evidence, overrides: Mapping[str, Verdict]) -> JudgedSeries:
    """A series judged: its exclusions first, then what places a position in it, then its classes."""
    found = tuple(find(c, text, evidence, series.title, overrides) for c in series.criteria)
    exclusions = tuple(f for f in found if f.purpose == "exclusion")
    own = tuple(f for f in found if f.purpose != "exclusion")
    classes = tuple(_judge_class(text, job_class, evidence, overrides) for job_class in series.classes)
    caught = any_of(f.verdict for f in exclusions)
    belongs = all_of(f.verdict for f in own if f.essential)
    if caught is Verdict.MET:
        status = "excluded"
    elif belongs is Verdict.NOT_MET:
        status = "does_not_belong"
    elif caught is Verdict.UNDETERMINED or belongs is Verdict.UNDETERMINED:
        status = "undetermined"
    else:
        status = "belongs"
    ordered = sorted(range(len(classes)), key=lambda i: (classes[i].job_class.level or 0, i))
    best = next((classes[i] for i in reversed(ordered) if classes[i].verdict is Verdict.MET), None)
    floor = (best.job_class.level or 0) if best else -1
    if best is not None:
        classes = tuple(_reopened(c, best, series) if (c.job_class.level or 0) > floor else c for c in classes)
    rivals = tuple(
        classes[i]
        for i in ordered
        if classes[i].verdict is Verdict.UNDETERMINED and ((classes[i].job_class.level or 0) > floor or best is None)
    )
    if status == "belongs" and classes and best is None and not rivals:
        status = "does_not_belong"
    return JudgedSeries(text, series, exclusions, own, status, classes, best, rivals)


def _judge_class(
    text: PlanText, job_class: JobClass, evidence: Evidence, overrides: Mapping[str, Verdict]
) -> JudgedClass:
    judged = tuple(_find(c, text, evidence, job_class.title, overrides) for c in job_class.criteria)
    findings = tuple(found for found, _ in judged)
    caught = any_of(f.verdict for f in findings if f.purpose == "exclusion")
    verdict = verdict_of(findings)
    if caught is Verdict.MET:
        verdict = Verdict.NOT_MET
    elif caught is Verdict.UNDETERMINED and verdict is Verdict.MET:
        verdict = Verdict.UNDETERMINED
    return JudgedClass(job_class, findings, verdict, frozenset(f.criterion for f, silent in judged if silent))


def _reopened(above: JudgedClass, best: JudgedClass, series: Series) -> JudgedClass:
    """A class above the one that fits, which silence alone rules out although more of what sets it apart is met.

    A description that gives a position the scope and the policy of a class, and never mentions its resources, does
    not say that it has none. The clauses passed over in silence are then open, and asked.
    """
    if above.verdict is not Verdict.NOT_MET:
        return above
    essential = [f for f in above.findings if f.essential and f.purpose not in ("exclusion", "capacity")]
    failed = [f for f in essential if f.verdict is Verdict.NOT_MET]
    lower = [
        c
        for job_class in series.classes
        if (job_class.level or 0) <= (best.job_class.level or 0)
        for c in job_class.criteria
    ]
    shared = [c.test for c in lower]
    criteria = {c.id: c for c in above.job_class.criteria}
    apart = [f for f in essential if f.verdict is Verdict.MET and criteria[f.criterion].test not in shared]
    if any(f.criterion not in above.silent for f in failed) or len(apart) <= len(failed):
        return above
    findings = tuple(_open(f, criteria[f.criterion]) if f in failed else f for f in above.findings)
    return JudgedClass(above.job_class, findings, Verdict.UNDETERMINED)


def _open(finding: Finding, criterion: Criterion) -> Finding:
    if criterion.test is None:
        return finding
    return finding.model_copy(
        update={
            "verdict": Verdict.UNDETERMINED,
            "reason": reasons.reopened(finding.reason),
            "missing": _missing(criterion, facets_of(criterion.test), None),
        }
    )
