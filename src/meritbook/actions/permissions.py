"""May this person? The matrix of roles and capabilities, as data, and the questions that are asked of it.

`docs/reference/roles.md` is generated from `MATRIX`, and a test compares them. A capability is held with a scope;
nobody acts on their own case, whatever roles they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from meritbook.actions import cases
from meritbook.actions.actor import Actor
from meritbook.actions.capabilities import ALSO_OWN, MATRIX, PUBLIC, SUPERVISOR, SYSTEM, Capability, Scope
from meritbook.actions.cases import Case, Examined, OfOneExecutive, appointment_of, examination_of, position_of
from meritbook.actions.conflicts import (
    CLOSED_TO_CANDIDATES,
    DELEGABLE,
    NOT_ON_DIRECT_REPORTS,
    NOT_ON_OWN_CASE,
    NOT_ON_OWN_NOMINATION,
    NOT_ON_OWN_RESULTS,
)
from meritbook.actions.offices import Held, StandIn, handed_over, in_office
from meritbook.actions.permission_words import WORDS
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import (
    AllocationRun,
    Application,
    Appointment,
    AppointmentStatus,
    Consequence,
    Decision,
    Department,
    Examination,
    FindingQuestion,
    Nomination,
    OfResults,
    PerformanceContract,
    Position,
    PositionVersion,
    Precedent,
    Role,
    Seat,
    Settlement,
    User,
    VersionStatus,
)

__all__ = [
    "CLOSED_TO_CANDIDATES",
    "DELEGABLE",
    "MATRIX",
    "NOT_ON_DIRECT_REPORTS",
    "NOT_ON_OWN_CASE",
    "NOT_ON_OWN_NOMINATION",
    "NOT_ON_OWN_RESULTS",
    "PUBLIC",
    "SUPERVISOR",
    "SYSTEM",
    "Capability",
    "Case",
    "Examined",
    "ForbiddenError",
    "Held",
    "OwnCaseError",
    "Person",
    "Scope",
    "StandIn",
    "Standing",
    "appointment_of",
    "examination_of",
    "may",
    "position_of",
    "require",
]


class ForbiddenError(MeritbookError):
    """The person holds no role that permits this here."""

    code = "permission.denied"
    remedy = "Ask a system administrator whether the role should be yours, or someone who holds it to do it."
    http_status = 403


class OwnCaseError(ForbiddenError):
    """The person would act on their own case, or on that of someone they supervise directly."""

    code = "permission.own_case"
    remedy = "Someone who has no part in the case must do it."


CHAIN = (
    "WITH RECURSIVE chain(id) AS ("
    "SELECT below.id FROM records_position below JOIN records_position held ON below.supervisor_id = held.id "
    "WHERE held.incumbent_id = %s "
    "UNION SELECT below.id FROM records_position below JOIN chain ON below.supervisor_id = chain.id) "
    "SELECT id FROM chain"
)

Person = User | AnonymousUser | None


class Standing:
    """What a person may do on a day. Roles are read once, so that a page may ask many questions of one object."""

    def __init__(self, user: Person, on: date) -> None:
        self.user = user if isinstance(user, User) and user.is_active else None
        self.on = on

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Roles held on the day."""
        if self.user is None:
            return ()
        return tuple(one for one in self._in_office if not isinstance(one, StandIn))

    @property
    def stands_in(self) -> tuple[StandIn, ...]:
        """The roles that the person fills for somebody else on the day. Whoever gave them must hold them still."""
        return tuple(one for one in self._in_office if isinstance(one, StandIn))

    @cached_property
    def _in_office(self) -> tuple[Held, ...]:
        """Roles held and delegated, in one statement."""
        if self.user is None:
            return ()
        return in_office(self.user, self.on)

    @cached_property
    def _at_all(self) -> dict[Capability, str | None]:
        """By capability, the role that permits it of anything: every page asks two dozen of them for its menu."""
        return {}

    @cached_property
    def sat(self) -> frozenset[int]:
        """The examinations in which the person is a candidate."""
        if self.user is None:
            return frozenset()
        return frozenset(Application.objects.filter(user=self.user).values_list("examination_id", flat=True))

    @property
    def roles(self) -> tuple[str, ...]:
        """Names of the roles held on the day, each once."""
        return tuple(dict.fromkeys(held.role for held in self.held))

    @cached_property
    def appointed(self) -> frozenset[int]:
        """The seats to which the person is proposed, or appointed from now or a day to come."""
        return frozenset(self._appointed_to()) if self.user is not None else frozenset()

    def _appointed_to(self) -> QuerySet[Appointment, int]:
        proposed = Q(status__in=[AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED])
        in_force = Q(status=AppointmentStatus.IN_FORCE) & (Q(ends_before__isnull=True) | Q(ends_before__gt=self.on))
        rows = Appointment.objects.filter(proposed | in_force, executive=self.user)
        return rows.order_by().values_list("seat_id", flat=True)

    def _own(self, case: Case) -> bool:
        """Whether the case is the person's own: the position that they hold, or an appointment of theirs."""
        if self.user is None:
            return False
        appointment = appointment_of(case)
        if appointment is not None and appointment.executive_id == self.user.pk:
            return True
        if position_of(case).incumbent_id == self.user.pk:
            return True
        return isinstance(case, Seat) and case.pk in self.appointed

    def _mine(self, case: Case) -> bool:
        """Whether the contract, the rating or the file is the person's own; to hold the position is not enough."""
        appointment = appointment_of(case)
        return self.user is not None and appointment is not None and appointment.executive_id == self.user.pk

    def _below(self, position: Position) -> bool:
        if self.user is None or position.supervisor_id is None:
            return False
        return Position.objects.filter(pk=position.pk, pk__in=RawSQL(CHAIN, [self.user.pk])).exists()

    def _reaches(self, scope: Scope, held: Held, obj: Any) -> bool:
        if scope is Scope.EVERYWHERE or obj is None:
            return True
        if isinstance(obj, Department):
            return scope is Scope.DEPARTMENT and held.department in (None, obj.pk)
        if isinstance(obj, Examined):
            # A statewide examination is central HR's: no department's officer reaches it.
            department = examination_of(obj).department_id
            return scope is Scope.DEPARTMENT and (
                held.department is None or (department is not None and held.department == department)
            )
        if isinstance(obj, OfResults):
            # What belongs to the enterprise as a whole is reached by those who hold their role for all departments.
            if scope is Scope.OWN:
                return self.user is not None and obj.owned_by(self.user.pk, self.on)
            return scope is Scope.DEPARTMENT and held.department in (None, obj.of_department)
        if not isinstance(obj, Case):
            return False
        position = position_of(obj)
        if scope is Scope.DEPARTMENT:
            return held.department in (None, position.department_id)
        if self.user is None:
            return False
        if scope is Scope.APPOINTED:
            authority = held.giver if isinstance(held, StandIn) else self.user.pk
            if held.department not in (None, position.department_id) or position.appointing_authority_id != authority:
                return False
            over = held.hand_over if isinstance(held, StandIn) else None
            return not over or Position.objects.filter(handed_over(over), pk=position.pk).exists()
        if scope is Scope.OWN:
            return self._own(obj) if not isinstance(obj, OfOneExecutive) else self._mine(obj)
        return self._below(position)

    def _decided_by(self, precedent: Precedent) -> bool:
        """Whether the precedent decides on the person's own application, or was set or departed from on it."""
        own = Application.objects.filter(user=self.user)
        return (
            FindingQuestion.objects.filter(precedent=precedent, finding__application__in=own).exists()
            or Settlement.objects.filter(precedent=precedent, application__in=own, withdrawn_at__isnull=True).exists()
        )

    def conflict(self, capability: Capability, obj: Any) -> str:
        """Why the person has a part in the case and must keep out of it; empty when they have none."""
        if self.user is None:
            return ""
        if isinstance(obj, Examined):
            sits = capability in CLOSED_TO_CANDIDATES and examination_of(obj).pk in self.sat
            return "Nobody looks into or acts in an examination in which they are a candidate." if sits else ""
        if isinstance(obj, Precedent):
            decides = capability is Capability.OVERRULE_PRECEDENT and self._decided_by(obj)
            return "Nobody overrules a precedent that decides on themselves." if decides else ""
        if isinstance(obj, OfResults):
            mine = capability in NOT_ON_OWN_RESULTS and self.user.pk in obj.has_part()
            return "Nobody audits, accepts, verifies or keeps what they have a part in themselves." if mine else ""
        if not isinstance(obj, Case) or capability not in NOT_ON_OWN_CASE:
            return ""
        position = position_of(obj)
        if self._own(obj):
            return "Nobody acts on the case of the position that they hold."
        if capability in NOT_ON_OWN_NOMINATION and isinstance(obj, Nomination) and obj.nominated_by_id == self.user.pk:
            return "Nobody reviews or decides on a nomination that they made."
        if capability in NOT_ON_DIRECT_REPORTS and position.supervisor_id is not None:
            supervisor = position.supervisor
            if supervisor is not None and supervisor.incumbent_id == self.user.pk:
                return "Nobody decides on a position that reports to them directly."
        return ""

    def parts_for(self, capability: Capability, obj: Any = None) -> Iterator[Held]:
        """The roles that permit it, first those held, then those filled for somebody else; none on one's own case."""
        for one in () if self.user is None or self.conflict(capability, obj) else self._in_office:
            scope = MATRIX[one.role].get(capability)
            covered = not isinstance(one, StandIn) or capability in one.covers
            if scope is None or not covered:
                continue
            own = capability in ALSO_OWN and isinstance(obj, OfResults)
            if self._reaches(scope, one, obj) or (own and self._reaches(Scope.OWN, one, obj)):
                yield one

    def role_for(self, capability: Capability, obj: Any = None) -> str | None:
        """The role that permits it; `None` when none does, or when the person has a part in the case.

        Without `obj`: whether there is anything at all to which the capability reaches.
        """
        if obj is not None:
            return self._role_for(capability, obj)
        if capability not in self._at_all:
            self._at_all[capability] = self._role_for(capability, None)
        return self._at_all[capability]

    def _role_for(self, capability: Capability, obj: Any) -> str | None:
        if capability in MATRIX[PUBLIC]:
            return PUBLIC
        if self.user is None or self.conflict(capability, obj) or cases.private_author(obj) not in (None, self.user.pk):
            return None
        for one in self.parts_for(capability, obj):
            return f"{one.role}, delegated" if isinstance(one, StandIn) else one.role
        scope = MATRIX[SUPERVISOR].get(capability)
        if scope is not None and isinstance(obj, Case) and self._below(position_of(obj)):
            return SUPERVISOR
        if scope is not None and obj is None and Position.objects.filter(supervisor__incumbent=self.user).exists():
            return SUPERVISOR
        return None

    def may(self, capability: Capability, obj: Any = None) -> bool:
        """Whether the person may."""
        return self.role_for(capability, obj) is not None

    def positions(self, capability: Capability = Capability.READ_POSITION) -> QuerySet[Position]:
        """The positions to which a reading capability reaches."""
        if self.user is None:
            return Position.objects.none()
        reach = Q(pk__in=[])
        for held in self.held:
            scope = MATRIX[held.role].get(capability)
            if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
                return Position.objects.all()
            if scope is Scope.DEPARTMENT:
                reach |= Q(department_id=held.department)
            elif scope is Scope.APPOINTED:
                reach |= self._appointed_by(self.user.pk, held)
            elif scope is Scope.OWN:
                reach |= Q(incumbent=self.user)
        for lent in self.stands_in:
            scope = MATRIX[lent.role].get(capability) if capability in lent.covers else None
            if scope is Scope.DEPARTMENT:
                reach |= Q(department_id=lent.department)
            elif scope is Scope.APPOINTED:
                reach |= self._appointed_by(lent.giver, lent)
        if capability in MATRIX[SUPERVISOR]:
            reach |= Q(pk__in=RawSQL(CHAIN, [self.user.pk]))
        return Position.objects.filter(reach)

    @staticmethod
    def _appointed_by(authority: int, held: Held) -> Q:
        reach = Q(appointing_authority_id=authority)
        if isinstance(held, StandIn) and held.hand_over:
            reach &= handed_over(held.hand_over)
        return reach if held.department is None else reach & Q(department_id=held.department)

    def contracts(self, capability: Capability = Capability.READ_CONTRACT) -> QuerySet[PerformanceContract]:
        """The performance contracts that a reading capability reaches.

        Of their own position only those of their own appointments: who holds a position does not read what was agreed
        with whoever held it before, and whoever held it reads their own for good.
        """
        if self.user is None:
            return PerformanceContract.objects.none()
        mine = Q(appointment__executive=self.user)
        reach = Q(pk__in=[])
        if any(capability in MATRIX[one.role] for one in self.held) or capability in MATRIX[Role.EXECUTIVE]:
            reach |= mine
        others = self.positions(capability).exclude(incumbent=self.user)
        return PerformanceContract.objects.filter(reach | Q(appointment__seat__position__in=others) & ~mine)

    def results(self, capability: Capability) -> Q:
        """Over rows with a `department`: those that a capability on the results reaches, without those of an owner."""
        reach = Q(pk__in=[])
        for held in self.held:
            scope = MATRIX[held.role].get(capability)
            if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
                return Q()
            if scope is Scope.DEPARTMENT:
                reach |= Q(department_id=held.department)
        return reach

    def versions(self) -> QuerySet[PositionVersion]:
        """The versions that the person may read: drafts only where drafts are open to them."""
        signed = Q(status__in=[VersionStatus.OFFICIAL, VersionStatus.SUPERSEDED])
        return PositionVersion.objects.filter(
            Q(position__in=self.positions(Capability.READ_DRAFT))
            | signed & Q(position__in=self.positions(Capability.READ_POSITION))
        )

    def runs(self) -> QuerySet[AllocationRun]:
        """The allocation runs that the person may read."""
        return AllocationRun.objects.filter(position_version__position__in=self.positions(Capability.READ_ALLOCATION))

    def examinations(self, capability: Capability = Capability.READ_EXAMINATION) -> QuerySet[Examination]:
        """The examinations that the capability reaches, without those in which the person is a candidate."""
        reach = Q(pk__in=[])
        for held in self.held:
            scope = MATRIX[held.role].get(capability)
            if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
                reach = Q()
                break
            if scope is Scope.DEPARTMENT:
                reach |= Q(department_id=held.department)
        found = Examination.objects.filter(reach)
        return found.exclude(pk__in=self.sat) if self.sat else found

    def applications(self) -> QuerySet[Application]:
        """The applications that the person may read."""
        return Application.objects.filter(examination__in=self.examinations())

    def seats(self) -> QuerySet[Seat]:
        """The seats of the executive service that the person may look into, with those that they are appointed to."""
        reach = Q(position__in=self.positions(Capability.READ_SEAT))
        if self.user is not None and self.may(Capability.READ_SEAT):
            reach |= Q(pk__in=self._appointed_to())
        return Seat.objects.filter(reach)

    def nominations(self) -> QuerySet[Nomination]:
        """The nominations that the person may read."""
        return Nomination.objects.filter(position__in=self.positions(Capability.READ_SEAT))

    def appointments(self) -> QuerySet[Appointment]:
        """The appointments that the person may read: of seats open to them, their own, and those that they release."""
        reach = Q(seat__position__in=self.positions(Capability.READ_SEAT))
        if self.user is not None:
            reach |= Q(executive=self.user)
        for held in self.held:
            if held.department is not None and Capability.RELEASE_EXECUTIVE in MATRIX[held.role]:
                reach |= Q(releasing=held.department)
        return Appointment.objects.filter(reach)

    def consequences(self) -> QuerySet[Consequence]:
        """What the law drafted, as far as the person may read it: that of the departments open to them, and their own.

        Who holds a position does not read what was drafted of whoever held it before.
        """
        if self.user is None:
            return Consequence.objects.none()
        reach = Q(appointment__executive=self.user)
        for held in self.held:
            scope = MATRIX[held.role].get(Capability.READ_SEAT)
            if scope is Scope.EVERYWHERE or (scope is Scope.DEPARTMENT and held.department is None):
                return Consequence.objects.all()
            if scope is Scope.DEPARTMENT:
                reach |= Q(seat__position__department_id=held.department)
            elif scope is Scope.OWN:
                reach |= Q(seat__position__incumbent=self.user, appointment__isnull=True)
        return Consequence.objects.filter(reach)

    def decisions(self) -> QuerySet[Decision]:
        """The decisions that the person may read."""
        return Decision.objects.filter(position__in=self.positions(Capability.READ_DECISION))


def may(user: Person, capability: Capability, obj: Any = None, *, on: date | None = None) -> bool:
    """Whether the person may, on the day (today when none is given)."""
    return Standing(user, on or clock.today()).may(capability, obj)


def require(actor: Actor, capability: Capability, obj: Any = None, *, on: date) -> str:
    """The role in which the actor may; raises `ForbiddenError`, or `OwnCaseError` when they have a part in the case."""
    if actor.user is None:
        if capability in MATRIX[SYSTEM]:
            return SYSTEM
    else:
        standing = Standing(actor.user, on)
        if conflict := standing.conflict(capability, obj):
            raise OwnCaseError(conflict, details={"capability": capability})
        if role := standing.role_for(capability, obj):
            return role
    who = actor.user.full_name if actor.user is not None else "The program itself"
    raise ForbiddenError(f"{who} may not {WORDS[capability]} here.", details={"capability": capability})
