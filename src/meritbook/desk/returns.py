"""Investments of the results register: the list, and one case with its return and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from meritbook.actions import returning
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.realised import Compared, Decay, compare, decay
from meritbook.core.results.returns import Worked, work_out
from meritbook.core.results.sensitivity import (
    BENEFITS,
    COSTS,
    Bar,
    BreakEven,
    Driver,
    Grid,
    break_evens,
    drivers,
    grid,
    tornado,
)
from meritbook.core.verdict import Verdict
from meritbook.desk import strategic_plans
from meritbook.desk.measures import MeasureLine
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Department,
    PlanVersion,
    ReturnCase,
    ReturnStatus,
    ReturnVerification,
    ReturnVersion,
)

SHOWS = {
    "": "All that have not ended",
    "proposed": "Proposed, not decided",
    "under_way": "Approved or under way",
    "verified": "Verified",
    "verify": "A verification is overdue",
    "ended": "Refused or ended",
}
"""What the list can be narrowed to."""


class NoSuchReturnError(MeritbookError):
    """No investment case of that key, or no such part of it, is on record."""

    code = "results.no_return"
    remedy = "Look for the case in the list; its key stands below its name."
    http_status = 404


@dataclass(frozen=True)
class ReturnLine:
    """A case in a list."""

    case: ReturnCase
    worked: Worked
    compared: Compared | None
    """Of its newest verification; none before the first."""
    decay: Decay | None
    overdue: bool
    """Whether the next verification is late."""

    @property
    def came(self) -> Verdict:
        """Whether what came is at least what was promised; undetermined before it is verified."""
        return self.compared.verdict if self.compared is not None else Verdict.UNDETERMINED


@dataclass(frozen=True)
class TieLine:
    """A goal, strategy or action of a plan that the case serves."""

    plan: str
    part: str
    says: str


@dataclass(frozen=True)
class VerificationShown:
    """A verification with what it compares."""

    row: ReturnVerification
    compared: Compared


@dataclass(frozen=True)
class ReturnShown:
    """A case as its page shows it."""

    line: ReturnLine
    version: ReturnVersion
    versions: tuple[ReturnVersion, ...]
    """The newest first."""
    bars: tuple[Bar, ...]
    drivers: tuple[Driver, ...]
    grid: Grid | None
    break_evens: tuple[BreakEven, ...]
    ties: tuple[TieLine, ...]
    measures: tuple[MeasureLine, ...]
    verifications: tuple[VerificationShown, ...]
    """The newest first."""
    acts: frozenset[str]


def visible(standing: Standing) -> QuerySet[ReturnCase]:
    """The cases that the person may read: whoever reads results reads them."""
    if not standing.may(Capability.READ_RESULTS):
        return ReturnCase.objects.none()
    return ReturnCase.objects.select_related("department", "proposed_by", "decided_by")


def get(standing: Standing, key: str) -> ReturnCase:
    """The case of a key; raises `NoSuchReturnError`."""
    row = visible(standing).filter(key__iexact=key.replace("\0", "")).first()
    if row is None:
        raise NoSuchReturnError(f"There is no case {key} that you may read.", where=key)
    return row


def chosen(standing: Standing, *, words: str = "", department: Department | None = None, show: str = "") -> Any:
    """The cases that the filters leave, in the order of their keys. `show` is a key of `SHOWS`."""
    rows = visible(standing).order_by("key")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(key__icontains=words))
    if department is not None:
        rows = rows.filter(department=department)
    over = [ReturnStatus.REFUSED, ReturnStatus.ENDED]
    if show == "ended":
        return rows.filter(status__in=over)
    rows = rows.exclude(status__in=over)
    if show == "verify":
        return rows.filter(verify_by__lt=standing.on)
    states = {
        "proposed": [ReturnStatus.PROPOSED],
        "under_way": [ReturnStatus.APPROVED, ReturnStatus.UNDER_WAY],
        "verified": [ReturnStatus.VERIFIED],
    }
    return rows.filter(status__in=states[show]) if show in states else rows


def lines(
    standing: Standing, *, words: str = "", department: Department | None = None, show: str = "", number: int = 1
) -> Page[ReturnLine]:
    """One page of the cases in the order of their keys; four statements whatever their number."""
    page: Page[ReturnCase] = paged(chosen(standing, words=words, department=department, show=show), number)
    found = stand(page.rows, on=standing.on)
    return Page(rows=found, number=page.number, of=page.of, total=page.total)


def stand(cases: Sequence[ReturnCase], *, on: date) -> tuple[ReturnLine, ...]:
    """How each case stands on the day; two statements."""
    versions = {one.case_id: one for one in ReturnVersion.objects.filter(case__in=list(cases), current=True)}
    newest: dict[int, ReturnVerification] = {}
    for one in ReturnVerification.objects.filter(case__in=list(cases)).order_by("number"):
        newest[one.case_id] = one
    points = returning.return_policy(on).decay_points
    found = []
    for case in cases:
        version, last = versions[case.pk], newest.get(case.pk)
        compared = compare(version.text, version.basis, last.realised) if last is not None else None
        found.append(
            ReturnLine(
                case=case,
                worked=work_out(version.text, version.basis),
                compared=compared,
                decay=decay(compared.years, points) if compared is not None else None,
                overdue=case.verify_by is not None and case.verify_by < on,
            )
        )
    return tuple(found)


def show(standing: Standing, case: ReturnCase, *, rows: str = "", columns: str = "") -> ReturnShown:
    """Everything that the page of a case shows. `rows` and `columns` are keys of the drivers of the two-way table."""
    (line,) = stand([case], on=standing.on)
    versions = list(case.versions.select_related("saved_by").order_by("-number"))
    version = versions[0]
    text, basis = version.text, version.basis
    each = drivers(text, basis)
    by_key = {one.key: one for one in each}
    return ReturnShown(
        line=line,
        version=version,
        versions=tuple(versions),
        bars=tornado(text, basis),
        drivers=each,
        grid=grid(text, basis, by_key.get(rows, by_key[BENEFITS]), by_key.get(columns, by_key[COSTS])),
        break_evens=break_evens(text, basis),
        ties=_ties(text.serves),
        measures=tuple(strategic_plans.measures_of(text.measures, standing.on).values()) if text.measures else (),
        verifications=tuple(
            VerificationShown(row=one, compared=compare(text, basis, one.realised))
            for one in case.verifications.select_related("verified_by").order_by("-number")
        ),
        acts=_acts(standing, case),
    )


def _ties(serves: Sequence[str]) -> tuple[TieLine, ...]:
    plans = [one.split("/")[0] for one in serves]
    adopted = {
        one.plan.key: one.text
        for one in PlanVersion.objects.filter(plan__key__in=plans, status="adopted").select_related("plan")
    }
    found = []
    for one in serves:
        plan, part = one.split("/")
        text = adopted.get(plan)
        called = {key: placed.part.called for key, placed in text.by_key().items()} if text else {}
        called |= {placed.action.key: placed.action.says for placed in text.actions()} if text else {}
        found.append(TieLine(plan=plan, part=part, says=called.get(part, f"{part}, not in force any more")))
    return tuple(found)


def _acts(standing: Standing, case: ReturnCase) -> frozenset[str]:
    """What the person may do with the case as it stands."""
    found = set()
    if standing.may(Capability.KEEP_RETURN, case):
        status = case.status
        if status == ReturnStatus.PROPOSED:
            found.add("change")
            policy = returning.return_policy(standing.on)
            decides = any(one.role in policy.decides for one in standing.parts_for(Capability.KEEP_RETURN, case))
            if decides and standing.user is not None and standing.user.pk not in case.has_part():
                found.add("decide")
        if status == ReturnStatus.APPROVED:
            found.add("start")
        if status not in (ReturnStatus.REFUSED, ReturnStatus.ENDED):
            found.add("end")
    verifiable = case.status in (ReturnStatus.UNDER_WAY, ReturnStatus.VERIFIED)
    if verifiable and standing.may(Capability.VERIFY_SAVINGS, case):
        found.add("verify")
    return frozenset(found)
