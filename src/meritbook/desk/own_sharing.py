"""What somebody still shows of their own, whatever roles they hold: reports, development plans, and on benches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from meritbook.actions.permissions import Standing
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.desk.acts import Act, Section
from meritbook.desk.talent import class_titles
from meritbook.records import clock
from meritbook.records.models import GrowthPlan, GrowthShare, ReportShare, TalentConsent

REPORT, PLAN, COACH, BENCH = "report", "plan", "coach", "bench"
KINDS = (REPORT, PLAN, COACH, BENCH)
VIEW = "web:shown"
"""The page of it."""


class NothingShownError(MeritbookError):
    """The person shows nothing of that kind and number, or not any more."""

    code = "competencies.nothing_shown"
    remedy = "Open the list of what you show; what is not in it, nobody reads by you."
    http_status = 404


@dataclass(frozen=True)
class Shown:
    """Something that the person shows."""

    kind: str
    row: ReportShare | GrowthShare | GrowthPlan | TalentConsent
    what: str
    whom: str
    since: date | None

    @property
    def pk(self) -> int:
        """The number of the row."""
        return self.row.pk


def shown(standing: Standing) -> tuple[Shown, ...]:
    """All of it, the reports first; four statements, and none without a person."""
    return tuple(_shown(standing)) if standing.user is not None else ()


def _shown(standing: Standing) -> Iterator[Shown]:
    lasts = Q(ends_before__isnull=True) | Q(ends_before__gt=standing.on)
    reports = ReportShare.objects.filter(lasts, assessment__subject=standing.user, withdrawn_at__isnull=True)
    for share in reports.select_related("assessment__version__model", "assessment__subject", "reader").order_by("pk"):
        first = share.assessment.starts_on
        began = f", from {day_in_words(first)}" if first else ""
        what = f"A part of your report by {share.assessment.version.model.name}{began}"
        yield Shown(REPORT, share, what, share.reader.full_name, share.starts_on)
    plans = GrowthShare.objects.filter(plan__person=standing.user, withdrawn_at__isnull=True)
    for one in plans.select_related("plan__person", "reader").order_by("pk"):
        what = f"Your development plan “{one.plan.title}”"
        yield Shown(PLAN, one, what, one.reader.full_name, clock.day_of(one.shared_at))
    coached = GrowthPlan.objects.filter(person=standing.user, coach__isnull=False).select_related("coach", "person")
    for plan in coached.order_by("pk"):
        name = plan.coach.full_name if plan.coach else ""
        yield Shown(COACH, plan, f"Your development plan “{plan.title}”", f"{name}, as its coach", None)
    consents = list(TalentConsent.objects.filter(person=standing.user, withdrawn_at__isnull=True).order_by("pk"))
    titles = class_titles(standing.on, [(one.aims_plan, one.aims_class) for one in consents])
    for consent in consents:
        # A class that is in no plan in effect any more has nothing but its key.
        gone = (f"the class {consent.aims_class}", consent.aims_plan)
        title, of_plan = titles.get((consent.aims_plan, consent.aims_class), gone)
        what = f"What you agreed to for {title}, {of_plan}"
        yield Shown(BENCH, consent, what, "those who plan succession", clock.day_of(consent.agreed_at))


def one_shown(standing: Standing, kind: str, pk: int) -> Shown:
    """One of them; raises `NothingShownError`."""
    found = next((one for one in shown(standing) if (one.kind, one.pk) == (kind, pk)), None)
    if found is None:
        raise NothingShownError("You show nothing of that kind and number.", where=str(pk))
    return found


def sharing_section(standing: Standing) -> Section | None:
    """For whom no room of the competencies is open any more: what they still show, with the way to take it back."""
    if standing.held or standing.user is None:
        return None
    acts = tuple(
        Act(f"Take back: {one.what}", "web:shown_end", None, f"Shown to {one.whom}", "They go on reading it.",
            key=one.kind, more=(one.pk,))
        for one in shown(standing)
    )  # fmt: skip
    if not acts:
        return None
    return Section(heading="What you still show", acts=acts, total=len(acts), empty="You show nothing.", view=VIEW)
