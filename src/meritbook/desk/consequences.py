"""What the law drafted: the list with its filters, one consequence, and how far the law was worked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meritbook.actions import dismissing
from meritbook.actions.law_days import beginning
from meritbook.actions.law_policies import first_day, newest_day
from meritbook.actions.permissions import Standing
from meritbook.actions.service_law import service_law
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.acts import ACTS, ActOfLaw
from meritbook.core.service.appeals import AppealRights
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Consequence, ConsequenceStatus, Department, LawDay


class NoSuchConsequenceError(MeritbookError):
    """No consequence of that number is on record, or none that this person may read."""

    code = "consequence.unknown"
    remedy = "Open the list of what the law drafted and choose one there; it shows those that you may read."
    http_status = 404


@dataclass(frozen=True)
class ConsequenceLine:
    """A consequence in a list."""

    id: int
    rule: str
    draft: str
    act: str
    """What is drafted, in words."""
    position: str
    title: str
    department: str
    executive: str
    """Who held the seat; empty for a vacant one."""
    due_on: date
    status: str
    status_word: str
    says: str


@dataclass(frozen=True)
class Asked:
    """The filters of the list; empty ones ask for all."""

    status: str = ""
    rule: str = ""
    department: str = ""
    """The code of the department."""


@dataclass(frozen=True)
class Shown:
    """One consequence with what it rests on."""

    row: Consequence
    act: ActOfLaw
    verdict: LawVerdict
    rights: AppealRights | None
    """The rights against the act if notice were had today; none once it is settled, when the letter says them."""


@dataclass(frozen=True)
class LawState:
    """How far the law was worked through."""

    today: date
    newest: date | None
    first: date | None
    begins: date | None
    """Where nothing was worked yet: the day with which the first run begins; none while no seat is on record."""
    pack: str

    @property
    def lag(self) -> int:
        """How many days are still to be worked, today's too."""
        since = self.newest.toordinal() if self.newest else (self.begins.toordinal() - 1 if self.begins else None)
        return max(self.today.toordinal() - since, 0) if since is not None else 0


def law_state(today: date) -> LawState:
    """How far the law was worked through, as seen today."""
    newest = newest_day()
    law = service_law()
    return LawState(today, newest, first_day(), None if newest else beginning(law), law.pack.name)


def readable(standing: Standing, asked: Asked) -> QuerySet[Consequence]:
    """The consequences that the person may read and that fit the filters, by the day on which they are due."""
    rows = standing.consequences()
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.rule:
        rows = rows.filter(rule=asked.rule)
    if asked.department:
        rows = rows.filter(seat__position__department__code__iexact=asked.department)
    joined = rows.select_related("seat__position__department", "appointment__executive")
    return joined.defer("verdict_json").order_by("due_on", "id")


def consequences(standing: Standing, number: int, asked: Asked) -> Page[ConsequenceLine]:
    """One page of the list."""
    return paged(readable(standing, asked), number, line)


def line(row: Consequence) -> ConsequenceLine:
    """A consequence as a line."""
    position = row.seat.position
    return ConsequenceLine(
        id=row.pk,
        rule=row.rule,
        draft=row.draft,
        act=ACTS[row.draft].title,
        position=position.number,
        title=position.title,
        department=position.department.name,
        executive=row.appointment.executive.full_name if row.appointment else "",
        due_on=row.due_on,
        status=row.status,
        status_word=ConsequenceStatus(row.status).label,
        says=row.says,
    )


def filters(standing: Standing) -> tuple[list[str], list[tuple[str, str]]]:
    """The rules and the departments (code and name) that the list of the person holds."""
    rows = standing.consequences()
    rules = list(rows.order_by("rule").values_list("rule", flat=True).distinct())
    found = Department.objects.filter(pk__in=rows.values("seat__position__department"))
    return rules, list(found.order_by("name").values_list("code", "name"))


def consequence(standing: Standing, pk: int) -> Consequence:
    """One consequence; raises `NoSuchConsequenceError`."""
    joined = standing.consequences().select_related(
        "seat__position__department", "appointment__executive", "contract", "drafted_on", "document", "settled_by"
    )
    row = joined.filter(pk=pk).first()
    if row is None:
        raise NoSuchConsequenceError("There is no such consequence, or it is not open to you.", where=str(pk))
    return row


def shown(row: Consequence, *, today: date) -> Shown:
    """A consequence with what it rests on."""
    verdict = LawVerdict.model_validate_json(row.verdict_json)
    rights = None
    if row.status == ConsequenceStatus.DRAFTED and verdict.effect is not None:
        rights = dismissing.rights_against(row, verdict.effect.appeal, served_on=today)
    return Shown(row, ACTS[row.draft], verdict, rights)


def eventful_days(number: int) -> Page[LawDay]:
    """The days on which something was drafted or overtaken, the newest first."""
    rows = LawDay.objects.exclude(drafted=0, overtaken=0).order_by("-on")
    return paged(rows, number)
