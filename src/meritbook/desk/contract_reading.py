"""The contracts that are a person's matter on a day, read once for all sections of a desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from meritbook.actions.contracting_policies import OPEN
from meritbook.actions.permissions import MATRIX, Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractComment,
    ContractSignature,
    ContractStatus,
    ContractVersion,
    ImprovementStep,
    PerformanceContract,
    ProgressReview,
    Role,
    SignatureKind,
)

PARTS = {
    "draws": Capability.DRAW_CONTRACT,
    "signs": Capability.SIGN_CONTRACT,
    "reviews": Capability.REVIEW_PROGRESS,
    "rates": Capability.RATE_EXECUTIVE,
}
"""What somebody of the department may have to do on a contract, by the name that it has here."""

_REFUSALS = ContractSignature.objects.filter(kind=SignatureKind.REFUSED, withdrawn_at__isnull=True)


@dataclass(frozen=True)
class Mine:
    """A contract, and what the person has to do with it: as the executive in it, or for the department."""

    row: PerformanceContract
    own: bool
    draws: bool
    signs: bool
    reviews: bool
    rates: bool
    signed: bool
    """Whether all have signed a version of it."""

    @property
    def who(self) -> str:
        """The executive and the position, as a line of a desk names the contract of another."""
        held = self.row.appointment
        return f"{held.executive.full_name}, {held.seat.position.number}"

    @property
    def named(self) -> str:
        """The contract, as a line of a desk names it to whoever reads that desk."""
        begins = f"contract from {day_in_words(self.row.starts_on)}"
        return f"your {begins}" if self.own else f"{self.who}, {begins}"


class ContractReading:
    """The contracts of one person on one day. Each kind of row is read when a section first asks for it."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.told: set[int] = set()
        """The contracts whose words have a line already, under the law that asks for them."""

    @cached_property
    def contracts(self) -> tuple[Mine, ...]:
        """Those whose term runs or is to come, and older ones on which something is open; one statement."""
        standing, user = self.standing, self.standing.user
        roles = {one.role for one in (*standing.held, *standing.stands_in)}
        parts = {name: one for name, one in PARTS.items() if any(one in MATRIX[role] for role in roles)}
        own = Role.EXECUTIVE in roles
        if user is None or not (parts or own):
            return ()
        versions = ContractVersion.objects.filter(contract=OuterRef("pk"))
        steps = ImprovementStep.objects.filter(
            review__contract=OuterRef("pk"), review__withdrawn_at__isnull=True, closed_at__isnull=True
        )
        concluded = Appraisal.objects.filter(
            contract=OuterRef("pk"), kind=AppraisalKind.RATER, interim=False, status=AppraisalStatus.ACKNOWLEDGED
        )
        position = OuterRef("appointment__seat__position")
        reach = {
            f"may_{name}": Exists(standing.positions(one).exclude(incumbent=user).filter(pk=position))
            for name, one in parts.items()
        }
        mine = Q(appointment__executive=user) if own else Q(pk__in=[])
        theirs = Q(pk__in=[])
        for one in reach:
            theirs |= Q(**{one: True})
        rows = (
            PerformanceContract.objects.filter(withdrawn_at__isnull=True)
            .annotate(is_signed=Exists(versions.filter(status=ContractStatus.SIGNED)), **reach)
            .filter(mine | theirs & ~Q(appointment__executive=user))
            .filter(
                Q(ends_before__gt=standing.on)
                | Exists(versions.filter(status__in=OPEN))
                | Q(is_signed=True) & ~Exists(concluded)
                | Exists(steps)
            )
            .select_related("appointment__executive", "appointment__seat__position__department")
            .order_by("appointment__seat__position__number", "starts_on", "pk")
        )
        return tuple(self._mine(one, tuple(parts)) for one in rows)

    def _mine(self, row: PerformanceContract, parts: Iterable[str]) -> Mine:
        user = self.standing.user
        own = user is not None and row.appointment.executive_id == user.pk
        held = {name: not own and name in parts and bool(getattr(row, f"may_{name}")) for name in PARTS}
        return Mine(row=row, own=own, signed=bool(getattr(row, "is_signed", False)), **held)

    @cached_property
    def under_way(self) -> dict[int, ContractVersion]:
        """The version that is drawn up, proposed or to be signed, by contract."""
        held = {one.row.pk: one.row for one in self.contracts if one.own or one.draws or one.signs}
        if not held:
            return {}
        rows = (
            ContractVersion.objects.filter(contract__in=held, status__in=OPEN)
            .annotate(
                commented=Exists(
                    ContractComment.objects.filter(version__contract=OuterRef("contract"), settled_at__isnull=True)
                ),
                refused=Exists(_REFUSALS.filter(version=OuterRef("pk"))),
            )
            .select_related("alters")
            .order_by("agreed_at", "pk")
        )
        found: dict[int, ContractVersion] = {}
        for one in rows:
            one.contract = held[one.contract_id]
            found[one.contract_id] = one
        return found

    @cached_property
    def comments(self) -> dict[int, list[ContractComment]]:
        """The comments that nobody settled, by contract, the oldest first; asked for only where there are any.

        What was asked of a version stays open when other words answer it; a draft of the past stays with its side.
        """
        keys = {one.contract_id: one.pk for one in self.under_way.values() if getattr(one, "commented", False)}
        found: dict[int, list[ContractComment]] = {}
        if keys:
            rows = ContractComment.objects.filter(
                Q(version__in=keys.values()) | Q(version__proposed_at__isnull=False),
                version__contract__in=keys,
                settled_at__isnull=True,
            )
            for one in rows.select_related("written_by", "version").order_by("pk"):
                found.setdefault(one.version.contract_id, []).append(one)
        return found

    @cached_property
    def refusals(self) -> dict[int, list[ContractSignature]]:
        """The refusals to sign that stand, by version, of parts that have not signed since."""
        keys = [
            one.pk
            for one in self.under_way.values()
            if one.status == ContractStatus.AGREED and getattr(one, "refused", False)
        ]
        found: dict[int, list[ContractSignature]] = {}
        if keys:
            signed = ContractSignature.objects.filter(
                version=OuterRef("version"), role=OuterRef("role"), withdrawn_at__isnull=True
            ).exclude(kind=SignatureKind.REFUSED)
            rows = _REFUSALS.filter(~Exists(signed), version__in=keys)
            for one in rows.select_related("signed_by").order_by("pk"):
                found.setdefault(one.version_id, []).append(one)
        return found

    @cached_property
    def appraisals(self) -> dict[int, list[Appraisal]]:
        """The appraisals that were not taken back, by contract, without their marks."""
        keys = [one.row.pk for one in self.contracts if one.signed and (one.own or one.rates)]
        found: dict[int, list[Appraisal]] = {}
        if keys:
            rows = Appraisal.objects.filter(contract__in=keys).exclude(status=AppraisalStatus.UNDONE)
            for one in rows.defer("marks_json").order_by("pk"):
                found.setdefault(one.contract_id, []).append(one)
        return found

    @cached_property
    def progress(self) -> dict[int, list[ProgressReview]]:
        """The reviews that stand, by contract, with the steps of their plans."""
        keys = [one.row.pk for one in self.contracts if one.signed and (one.own or one.reviews)]
        found: dict[int, list[ProgressReview]] = {}
        if keys:
            rows = ProgressReview.objects.filter(contract__in=keys, withdrawn_at__isnull=True)
            for one in rows.prefetch_related("steps").order_by("held_on", "pk"):
                found.setdefault(one.contract_id, []).append(one)
        return found

    def of_record(self, record: int) -> Mine | None:
        """The contract whose record the law judges; none where its words are not kept here."""
        return next((one for one in self.contracts if one.row.record_id == record), None)

    def of_term(self, appointment: int | None, starts_on: date) -> Mine | None:
        """The contract of the appointment that begins on the day; none where none is drawn up."""
        return next(
            (one for one in self.contracts if one.row.appointment_id == appointment and one.row.starts_on == starts_on),
            None,
        )

    def running(self, appointment: int) -> Mine | None:
        """The contract of the appointment whose term runs on the day."""
        on = self.standing.on
        return next(
            (
                one
                for one in self.contracts
                if one.row.appointment_id == appointment and one.row.starts_on <= on < one.row.ends_before
            ),
            None,
        )
