"""The words of performance contracts as read: the list, the sections of one, its versions, and two compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meritbook.actions import contracting
from meritbook.actions.contracting_policies import OPEN, side_of_draft
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts import redline
from meritbook.core.contracts.text import Area, ContractText, Project, Section
from meritbook.core.folding import folded
from meritbook.desk import contracts as read
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractComment,
    ContractStatus,
    ContractVersion,
    Department,
    PerformanceContract,
    Seat,
)

STATES = {
    "draft": "Being drawn up",
    "proposed": "Proposed",
    "agreed": "Agreed, to be signed",
    "signed": "Signed by all",
    "altering": "Signed, and an alteration is under way",
    "withdrawn": "Withdrawn",
}
"""The filters by state, with their words."""


@dataclass(frozen=True)
class AgreementLine:
    """A contract in a list."""

    id: int
    executive: str
    position: str
    title: str
    department: str
    starts_on: date
    last_day: date
    state: str
    mine: bool


@dataclass(frozen=True)
class SectionShown:
    """A section of a version, with the part of the words that it is, and what was said of it."""

    section: Section
    area: Area | None
    project: Project | None
    comments: tuple[ContractComment, ...]
    changed: bool
    """Whether it is not as in the version before, or as the one that it alters."""


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of a contract's versions."""

    row: ContractVersion
    readable: bool
    says: str


def find(
    query: QuerySet[PerformanceContract],
    *,
    asked: str = "",
    department: int | None = None,
    year: int | None = None,
    state: str = "",
    mine: int | None = None,
) -> QuerySet[PerformanceContract]:
    """Filter contracts by words of name, number and title, department, state, and the year in which it begins."""
    for word in asked.replace("\0", "").split()[:6]:
        query = query.filter(
            Q(appointment__executive__folded_name__contains=folded(word))
            | Q(appointment__seat__position__number__icontains=word)
            | Q(appointment__seat__position__title__icontains=word)
        )
    if department is not None:
        query = query.filter(appointment__seat__position__department=department)
    if year is not None and 1 <= year < 9999:
        begins, ends = year_days(year)
        query = query.filter(starts_on__gte=begins, starts_on__lt=ends)
    if mine is not None:
        query = query.filter(appointment__executive=mine)
    versions = ContractVersion.objects.filter(contract=OuterRef("pk"))
    signed = Exists(versions.filter(status=ContractStatus.SIGNED))
    if state == "withdrawn":
        return query.filter(withdrawn_at__isnull=False)
    if state in ("draft", "proposed", "agreed"):
        return query.filter(Exists(versions.filter(status=state)), withdrawn_at__isnull=True)
    if state == "signed":
        return query.filter(signed)
    if state == "altering":
        return query.filter(signed, Exists(versions.filter(status__in=OPEN)))
    return query


def year_days(year: int) -> tuple[date, date]:
    """First day of the fiscal year that begins in the calendar year, and of the next; the law's, or the calendar's."""
    term = contracting.year_of(date(year, 12, 31))
    if term is None or term.ends_before is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    return term.starts_on, term.ends_before


def years_of(query: QuerySet[PerformanceContract]) -> tuple[int, ...]:
    """The calendar years in which the fiscal years of these contracts begin, the latest first."""
    days = query.order_by().values_list("starts_on", flat=True).distinct()
    found = {(term.starts_on if (term := contracting.year_of(day)) else day).year for day in days}
    return tuple(sorted(found, reverse=True))


def departments_of(query: QuerySet[PerformanceContract]) -> tuple[Department, ...]:
    """The departments in which these contracts are, by name."""
    inside = query.order_by().filter(appointment__seat__position__department=OuterRef("pk"))
    return tuple(Department.objects.filter(Exists(inside)).order_by("name"))


def listed(query: QuerySet[PerformanceContract], page: int, standing: Standing) -> Page[AgreementLine]:
    """One page of contracts, the latest first; four statements whatever its length."""
    user = standing.user.pk if standing.user else None
    return paged(with_states(query), page, lambda row: _line(row, user))


def with_states(query: QuerySet[PerformanceContract]) -> QuerySet[PerformanceContract]:
    """The contracts with where their versions stand, without the words."""
    states = ContractVersion.objects.only("contract_id", "number", "status", "signed_on")
    return query.prefetch_related(Prefetch("versions", queryset=states))


def line_of(row: PerformanceContract, standing: Standing) -> AgreementLine:
    """One contract as the list has it."""
    return _line(row, standing.user.pk if standing.user else None)


def _line(row: PerformanceContract, user: int | None) -> AgreementLine:
    versions = list(row.versions.all())
    signed = next((one for one in versions if one.status == ContractStatus.SIGNED), None)
    pending = next((one for one in versions if one.status in OPEN), None)
    position = row.appointment.seat.position
    return AgreementLine(
        id=row.pk,
        executive=row.appointment.executive.full_name,
        position=position.number,
        title=position.title,
        department=position.department.name,
        starts_on=row.starts_on,
        last_day=row.ends_before - timedelta(days=1),
        state=read.state_in_words(row, signed, pending),
        mine=row.appointment.executive_id == user,
    )


def versions_of(standing: Standing, row: PerformanceContract) -> tuple[VersionLine, ...]:
    """All versions of a contract, the newest first, and which of them the person may read."""
    rows = row.versions.select_related("saved_by", "proposed_by", "agreed_by", "alters").order_by("-number")
    found = []
    for one in rows:
        one.contract = row
        readable = contracting.may_read_version(standing, one)
        found.append(VersionLine(one, readable, _says(one)))
    return tuple(found)


def _says(one: ContractVersion) -> str:
    side = "the executive" if (one.proposed_side or side_of_draft(one)) == contracting.EXECUTIVE else "the department"
    words = {
        ContractStatus.DRAFT: f"being written by {side}",
        ContractStatus.PROPOSED: f"proposed by {side}",
        ContractStatus.AGREED: "agreed, to be signed",
        ContractStatus.SIGNED: "signed by all",
        ContractStatus.SUPERSEDED: "superseded",
        ContractStatus.WITHDRAWN: "withdrawn",
    }
    return words[ContractStatus(one.status)]


def version(standing: Standing, row: PerformanceContract, number: int) -> ContractVersion:
    """One version of a contract that the person may read; raises `NoSuchContractError`."""
    found = next((one for one in versions_of(standing, row) if one.row.number == number), None)
    if found is None or not found.readable:
        raise read.NoSuchContractError(
            f"The contract has no version {number} that you may read.", where=f"version {number}"
        )
    return found.row


def newest(lines: tuple[VersionLine, ...]) -> ContractVersion | None:
    """The newest version that the person may read, without what was withdrawn unless there is nothing else."""
    readable = [one.row for one in lines if one.readable]
    standing = [one for one in readable if one.status != ContractStatus.WITHDRAWN]
    return next(iter(standing or readable), None)


def before(lines: tuple[VersionLine, ...], one: ContractVersion) -> ContractVersion | None:
    """The version that this one is best compared with: the one it alters, else the readable one before it."""
    if one.alters_id is not None:
        return next((line.row for line in lines if line.row.pk == one.alters_id), None)
    return next((line.row for line in lines if line.readable and line.row.number < one.number), None)


def shown(
    one: ContractVersion, against: ContractVersion | None, comments: Iterable[ContractComment] = ()
) -> tuple[SectionShown, ...]:
    """The sections of a version with what was said of each."""
    text = one.text
    said: dict[str, list[ContractComment]] = {}
    for comment in comments:
        said.setdefault(comment.section, []).append(comment)
    old = against.text.hashes() if against else None
    areas: Mapping[str, Area] = {f"area.{area.key}": area for area in text.areas}
    projects: Mapping[str, Project] = {f"project.{project.key}": project for project in text.projects}
    return tuple(
        SectionShown(
            section=section,
            area=areas.get(section.key),
            project=projects.get(section.key),
            comments=tuple(said.get(section.key, ())),
            changed=old is not None and old.get(section.key) != section.sha256,
        )
        for section in text.sections()
    )


def comments_on(lines: tuple[VersionLine, ...], one: ContractVersion) -> tuple[ContractComment, ...]:
    """What was said of a version, and while it is under way what nobody settled of the versions before it.

    An answer with other words sets a version aside, and no question that was asked of it.
    """
    told = Q(version=one)
    if one.status in OPEN:
        earlier = [line.row.pk for line in lines if line.readable and line.row.number < one.number]
        told |= Q(version__in=earlier, settled_at__isnull=True)
    rows = ContractComment.objects.filter(told).select_related("written_by", "settled_by")
    numbers = {line.row.pk: line.row for line in lines}
    found = []
    for row in rows.order_by("pk"):
        row.version = numbers[row.version_id]
        found.append(row)
    return tuple(found)


def comments_on_gone(
    sections: tuple[SectionShown, ...], comments: Iterable[ContractComment]
) -> tuple[ContractComment, ...]:
    """The comments on parts that the version has no more, such as a project that was taken out."""
    kept = {one.section.key for one in sections}
    return tuple(one for one in comments if one.section not in kept)


def taken_over(row: PerformanceContract, one: ContractVersion) -> tuple[str, ...]:
    """What was moved, cleared or put in when the words of the contract before were taken over; for a first draft."""
    if one.number != 1 or one.status != ContractStatus.DRAFT or row.based_on is None:
        return ()
    last = contracting.last_version([row.based_on], row.starts_on)
    if last is None:
        return ()
    text = one.text
    return contracting.words_for(text.parties, row.starts_on, row.ends_before, text.terms.salary, last).says


def comment(standing: Standing, row: PerformanceContract, pk: int) -> ContractComment:
    """A comment on a version that the person may read; raises `NoSuchContractError`."""
    found = ContractComment.objects.select_related("version", "written_by").filter(version__contract=row, pk=pk).first()
    if found is None:
        raise read.NoSuchContractError(f"The contract has no comment {pk}.", where=str(pk))
    found.version.contract = row
    if not contracting.may_read_version(standing, found.version):
        raise read.NoSuchContractError(f"The contract has no comment {pk}.", where=str(pk))
    return found


def compared(old: ContractText, new: ContractText) -> tuple[redline.SectionChange, ...]:
    """The sections that differ, with their fields."""
    return redline.differences(old, new)


def drawable(standing: Standing, seat: Seat, on: date) -> Appointment | None:
    """The appointment in the seat for which the person may draw up a contract; none otherwise."""
    held: Appointment | None = (
        Appointment.objects.filter(seat=seat, status=AppointmentStatus.IN_FORCE)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on))
        .select_related("executive", "seat__position__department", "seat__position__appointing_authority")
        .order_by("starts_on")
        .first()
    )
    return held if held is not None and standing.may(Capability.DRAW_CONTRACT, held) else None


def next_term(appointment: Appointment, on: date) -> tuple[date, date] | None:
    """The term that a contract drawn up on the day would have: the rest of this fiscal year, or the whole next one.

    The first in which the appointment has no contract that stands; none where the law has no fiscal year.
    """
    day = max(on, appointment.starts_on)
    for _ in range(2):
        term = contracting.year_of(day)
        if term is None or term.ends_before is None:
            return None
        first = max(term.starts_on, appointment.starts_on)
        contracts = appointment.performance_contracts.filter(
            withdrawn_at__isnull=True, starts_on__lt=term.ends_before, ends_before__gt=first
        )
        if not contracts.exists():
            last = min(term.ends_before, appointment.ends_before or term.ends_before)
            return first, last
        day = term.ends_before
    return None


def acts_on(standing: Standing, row: PerformanceContract, lines: tuple[VersionLine, ...]) -> dict[str, Any]:
    """What the person may do with the words as they stand, by name of the act; values say with which version."""
    if row.withdrawn_at is not None:
        return {}
    side = contracting.side_of(standing.user, row.appointment)
    needed = Capability.NEGOTIATE_CONTRACT if side == contracting.EXECUTIVE else Capability.DRAW_CONTRACT
    if not standing.may(needed, row):
        return {}
    pending = next((one.row for one in lines if one.row.status in OPEN), None)
    signed = next((one.row for one in lines if one.row.status == ContractStatus.SIGNED), None)
    found: dict[str, Any] = {}
    if pending is None:
        if signed is not None and standing.on < row.ends_before:
            found["alter"] = signed
        return found
    if pending.status == ContractStatus.DRAFT and side_of_draft(pending) == side:
        found |= {"edit": pending, "propose": pending, "comment": pending}
    if pending.status == ContractStatus.PROPOSED:
        found["comment"] = pending
        found |= {"reopen": pending} if pending.proposed_side == side else {"agree": pending, "answer": pending}
    if pending.status == ContractStatus.AGREED:
        found |= {"reopen": pending, "comment": pending}
    at_it = (pending.proposed_side or side_of_draft(pending)) == side or pending.status == ContractStatus.AGREED
    if (side == contracting.DEPARTMENT and pending.alters_id is None) or (pending.alters_id is not None and at_it):
        found["withdraw"] = pending
    return found
