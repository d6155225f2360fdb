"""A report of the executive, what they share for the bench of talent, and classes to climb to, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from year_stage import do

PLAN, HERE, NEXT, FURTHER = (
    "maine", "public-service-manager-ii", "public-service-manager-iii", "public-service-executive-i",
)  # fmt: skip
MEANS = {"customer-focused": 4.2, "integrity": 3.1, "visionary": 3.6}
"""Of the competencies that are told: what others said as a mean, of the role manager."""
NOT_TOLD = "results-oriented"
"""Too few rated it."""


def spread(mean: float, n: int = 6) -> Any:
    """What six raters came to."""
    from meritbook.core.competencies.result import Spread

    low, high = max(1.0, mean - 0.4), min(5.0, mean + 0.4)
    return Spread(
        groups=("peer", "report"), n=n, mean=mean, sd=0.4, low=low, high=high
    )  # fmt: skip


def result(
    model: Any,
    role: str,
    means: dict[str, float],
    own: dict[str, int] | None = None,
    *,
    name: str = "",
    numbers: dict[str, int] | None = None,
) -> Any:
    """What is told of an assessment: the means of others, and what one answered about oneself."""
    from meritbook.core.competencies.answers import Ratings
    from meritbook.core.competencies.result import AssessmentResult, CellOf, CompetencyTold, NamedAnswer

    named, of = (), numbers or {}
    if own is not None:
        places = {
            one.key: own[competency.key] for competency, one in model.items(role) if competency.key in own
        }  # fmt: skip
        ratings = Ratings(places=dict(sorted(places.items())))
        named = (NamedAnswer(group="self", rater=1, name=name or "Executive", ratings=ratings),)
    return AssessmentResult(
        minimum=3,
        asked=8,
        answered=6,
        cells=(CellOf(groups=("peer", "report"), answered=6),),
        competencies=tuple(
            CompetencyTold(
                key=one.key,
                cells=(),
                others=spread(means[one.key], of.get(one.key, 6)) if one.key in means else None,
            )
            for one in model.competencies
            if one.behaviours.get(role)
        ),
        behaviours=(),
        comments=(),
        named=named,
    )


def report(
    subject: Any,
    by: Any,
    at: datetime,
    *,
    department: Any = None,
    role: str = "manager",
    key: str = "maine",
    means: dict[str, float] | None = None,
    own: dict[str, int] | None = None,
    numbers: dict[str, int] | None = None,
) -> Any:
    """A closed assessment of somebody with what is told of it, put on record directly, and vouched for."""
    from appointing_world import vouch
    from meritbook.actions import assessing, competency_models
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import AssessmentTold, CompetencyModelVersion, MultiraterAssessment

    version = CompetencyModelVersion.objects.select_related("model").get(model__key=key, current=True)
    row = MultiraterAssessment.objects.create(
        subject=subject, department=department, version=version, role=role, policy="standard", policy_version="1",
        state="closed", starts_on=at.date() - timedelta(days=40), ends_before=at.date() - timedelta(days=10),
        drawn_by=by, drawn_at=at - timedelta(days=41),
    )  # fmt: skip
    model, said = competency_models.model_of(version), MEANS if means is None else means
    found = assessing.sealed(result(model, role, said, own, numbers=numbers))
    told = AssessmentTold.objects.create(
        assessment=row, result_json=canonical_json(found), sha256=digest(found), closed_by=by,
        closed_at=at - timedelta(days=9),
    )  # fmt: skip
    vouch(row, told)
    return row


def shipped(at: datetime) -> None:
    """The class plans and the competency models that come with the program."""
    from meritbook.actions import SYSTEM, install_competency_models, install_shipped_plans

    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    install_competency_models.perform(SYSTEM, at=at, why="Set-up.")


@dataclass(frozen=True)
class Talent:
    """What is on record on 2 March 2026."""

    report: Any
    """Of the executive, as manager: see `MEANS`."""
    shared: Any
    """By the executive, for `NEXT`: qualifications and the report, from 1 September 2026 on."""
    other: Any
    """By the owner of measures, for `FURTHER`: nothing but the name."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """The parts of the addresses."""
        return {
            "web:talent_withdraw": {"pk": self.shared.pk},
            "web:talent_class": {"plan": PLAN, "ref": NEXT},
        }


def talent(people: Any, departments: Any, at: datetime) -> Talent:
    """The record, made by the acts themselves, but for the report."""
    shipped(at)
    seen = report(people.executive, people.personnel_staff, at, department=departments.revenue, own={"integrity": 5})
    shared = do(
        "agree_talent", people.executive, at, aims_plan=PLAN, aims_class=NEXT, qualifications=True, assessment=seen,
        ready_from=date(2026, 9, 1), says="I have led two divisions.",
    )  # fmt: skip
    other = do("agree_talent", people.measure_owner, at, aims_plan=PLAN, aims_class=FURTHER)
    return Talent(seen, shared, other)


SEEN_BY = {
    "web:ladder": "executive",
    "web:talent": "executive",
    "web:talent_new": "executive",
    "web:talent_withdraw": "executive",
    "web:talent_bench": "department_director",
    "web:talent_class": "personnel_director",
    "web:talent_seats": "department_director",
}

PAGES = (
    ("web:ladder", "executive"),
    ("web:talent", "executive"),
    ("web:talent_new", "executive"),
    ("web:talent_bench", "department_director"),
    ("web:talent_class", "personnel_director"),
    ("web:talent_seats", "personnel_director"),
)


def more(people: Any, departments: Any, at: datetime, first: int, last: int) -> None:
    """More people who are named, each with a report."""
    from meritbook.actions import SYSTEM, create_user, grant_role

    for n in range(first, last):
        user = create_user.perform(
            SYSTEM, at=at, why="Set-up.", username=f"named_{n}", full_name=f"Named {n}"
        )  # fmt: skip
        grant_role.perform(
            SYSTEM, at=at, why="Set-up.", user=user, role="executive", department=departments.revenue,
            starts_on=date(2020, 1, 1),
        )  # fmt: skip
        seen = report(user, people.personnel_staff, at, department=departments.revenue)
        do("agree_talent", user, at, aims_plan=PLAN, aims_class=NEXT, qualifications=True, assessment=seen)
