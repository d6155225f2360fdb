"""Audits of measures for tests: one under way with a sample and findings, one that is reported, of made-up values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measure_world import BEGINS, definition, quarter
from year_stage import do

CRITERIA = ("validity", "reliability", "completeness", "timeliness", "control")
FIGURES = b"period,value\nFY2026 Q1,24.5\n"
"""What the auditor worked out for the one period of days to a refund that has a value: the same."""

AUDIT_VIEWERS = {
    "web:audits": "results_administrator",
    "web:audit": "executive",
    "web:audit_measure": "auditor",
    "web:audit_findings": "measure_owner",
    "web:audit_finding": "measure_owner",
    "web:audit_new": "auditor",
    "web:audit_sample": "auditor",
    "web:audit_recalculate": "auditor",
    "web:audit_grade": "auditor",
    "web:audit_finding_new": "results_facilitator",
    "web:audit_rate": "auditor",
    "web:audit_withdraw": "auditor",
    "web:audit_finding_answer": "measure_owner",
    "web:audit_finding_done": "department_director",
    "web:audit_finding_verify": "auditor",
}
"""Who looks at each page in the browser."""


@dataclass(frozen=True)
class Audits:
    """What is on record of audits on 2 March 2026."""

    open: Any
    """Of days to a refund, under way, led by the auditor."""
    audited: Any
    """Its measure, with a sample that was worked out again."""
    sample: Any
    finding: Any
    """To be answered by the owner of the measure."""
    answered: Any
    """Answered by the owner."""
    reported: Any
    """Of letters answered, rated usable with care."""
    letters: Any
    """The measure of that audit, of the Department of Revenue, with a value for each of two quarters."""
    rating: Any
    graded: Any
    """Letters received, in an audit that is under way with every criterion graded as met."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address of an audit: the parts."""
        one = {"pk": self.open.pk}
        of = {**one, "key": self.audited.measure.key}
        return {
            "web:audit": one,
            "web:audit_withdraw": one,
            "web:audit_measure": of,
            "web:audit_sample": of,
            "web:audit_sample_file": of,
            "web:audit_recalculate": of,
            "web:audit_grade": {**of, "criterion": "validity"},
            "web:audit_finding_new": of,
            "web:audit_rate": of,
            "web:audit_finding": {"pk": self.finding.pk},
            "web:audit_finding_answer": {"pk": self.finding.pk},
            "web:audit_finding_done": {"pk": self.answered.pk},
            "web:audit_finding_verify": {"pk": self.answered.pk},
        }


def words(**more: Any) -> dict[str, Any]:
    """What a finding says."""
    return {
        "criterion": "control",
        "severity": "medium",
        "condition": "The clerk who counts also releases the figure.",
        "cause": "The second reader left in autumn, and nobody was named.",
        "effect": "A slip would stand until the next audit.",
        "recommendation": "Name a second reader, and let both sign the report.",
        **more,
    }


def charter(people: Any, measures: list[Any], at: datetime, **more: Any) -> Any:
    """An audit that the auditor charters and leads."""
    taken = {
        "title": "Refund figures",
        "measures": measures,
        "auditor": people.auditor,
        "starts_on": BEGINS,
        "ends_before": date(2026, 1, 1),
        "because": "The figure stands in two contracts.",
        **more,
    }
    return do("charter_audit", people.auditor, at, **taken)


def graded(people: Any, audited: Any, at: datetime, **grades: str) -> None:
    """Every criterion graded as met, but for those that are named."""
    for one in CRITERIA:
        grade = grades.get(one, "met")
        do("grade_criterion", people.auditor, at, audited=audited, criterion=one, grade=grade, says="As it was seen.")


def audits(people: Any, departments: Any, measures: Any, at: datetime) -> Audits:
    """The audits, made by the acts themselves."""
    auditor, owner = people.auditor, people.measure_owner
    begun = charter(people, [measures.refunds], at)
    audited = begun.audited.get()
    sample = do("draw_audit_sample", auditor, at, audited=audited, seed=7)
    do(
        "recalculate_sample", auditor, at, audited=audited, data=FIGURES, name="worked-out.csv",
        how="From the refund ledger, report R-12.",
    )  # fmt: skip
    finding = do("raise_finding", auditor, at, audited=audited, **words())
    answered = do("raise_finding", auditor, at, audited=audited, **words(criterion="timeliness", severity="low"))
    do(
        "answer_finding", owner, at, finding=answered, agrees=True, says="The report comes a week earlier.",
        due_on=date(2026, 5, 29),
    )  # fmt: skip
    answered.refresh_from_db()
    letters = do(
        "define_measure", people.results_administrator, at, key="letters-answered", department=departments.revenue,
        definition=definition(title="Letters answered", unit="letters", places=0, direction="at_least"),
        starts_on=BEGINS, owner=owner,
    )  # fmt: skip
    do(
        "record_values", owner, at, measure=letters, source="Mail room list.",
        values=[(quarter(BEGINS), Decimal(900), ""), (quarter(date(2025, 10, 1)), Decimal(950), "")],
    )  # fmt: skip
    reported = charter(people, [letters], at, title="Letters")
    other = reported.audited.get()
    graded(people, other, at, control="partly")
    rating = do(
        "rate_trust", auditor, at, audited=other, level="with_care", because="One person counts, and nobody checks."
    )
    reported.refresh_from_db()
    received = do(
        "define_measure", people.results_administrator, at, key="letters-in", department=departments.revenue,
        definition=definition(title="Letters received", unit="letters", places=0, targets=[]), starts_on=BEGINS,
        owner=owner,
    )  # fmt: skip
    last = charter(people, [received], at, title="Letters received").audited.get()
    graded(people, last, at)
    return Audits(begun, audited, sample, finding, answered, reported, letters, rating, last)


def more(world: Any, at: datetime, first: int, last: int) -> None:
    """More audits of the measures that `measure_world.more` made, with grades, findings and ratings."""
    from meritbook.records.models import Measure

    auditor, held = world.people.auditor, world.rooms.audits.audited
    for n in range(first, last):
        one = charter(world.people, [Measure.objects.get(key=f"more-{n:03}")], at, title=f"More {n}").audited.get()
        do("draw_audit_sample", auditor, at, audited=one, seed=n)
        do("raise_finding", auditor, at, audited=one, **words())
        if n % 2:
            graded(world.people, one, at)
            do("rate_trust", auditor, at, audited=one, level="reliable", because="Well.")
        do("raise_finding", auditor, at, audited=held, **words())
        do("grade_criterion", auditor, at, audited=held, criterion="validity", grade="met", says=f"Seen {n}.")
        again = {"finding": world.rooms.audits.answered, "agrees": True, "says": f"Later, {n}."}
        do("answer_finding", world.people.measure_owner, at, **again, due_on=date(2026, 5, 29))
