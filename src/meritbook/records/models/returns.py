"""Investment cases with what they cost and bring, and the budget units whose spending stands beside results."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.core.results.realised import Realised
from meritbook.core.results.return_case import CaseText
from meritbook.core.results.return_policy import Basis
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import User


class ReturnStatus(models.TextChoices):
    """Where a case stands."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    UNDER_WAY = "under_way", "Under way"
    VERIFIED = "verified", "Verified"
    ENDED = "ended", "Ended"


class ReturnCase(ResultsRow):
    """An investment: what it is to change, and whether it paid. Its figures stand in its versions."""

    key = models.CharField(max_length=79)
    """Its name in addresses; it never changes."""
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=16, choices=ReturnStatus.choices, default=ReturnStatus.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_as = models.CharField(max_length=60, blank=True)
    """The role in which it was decided."""
    decision_says = models.TextField(blank=True)
    started_on = models.DateField(null=True, blank=True)
    verify_by = models.DateField(null=True, blank=True)
    """The last day on which its next verification is in time; none before it is under way, and after it ended."""
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="returncase_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="returncase_named"),
            one_of("status", ReturnStatus),
            both_or_neither("decided_by", "decided_at"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="returncase_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused", "under_way", "verified"])
                | Q(decided_by__isnull=False) & ~Q(decision_says=""),
                name="returncase_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | ~Q(ended_because=""), name="returncase_ended_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["department", "key"]), models.Index(fields=["verify_by"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def has_part(self) -> frozenset[int]:
        """Who proposed it, and everybody who wrote a version of its figures."""
        writers = self.versions.values_list("saved_by_id", flat=True)
        return frozenset({self.proposed_by_id, *writers})


class OfReturn(OfResults, Vouched):
    """A row of one case: it belongs where the case does."""

    case: models.ForeignKey[ReturnCase, ReturnCase]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the case; none for the enterprise as a whole."""
        return self.case.department_id


class ReturnVersion(OfReturn):
    """The words and figures of a case; an earlier version is never overwritten, and the decided one is the last."""

    case = models.ForeignKey(ReturnCase, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text_json = models.TextField()
    """A `CaseText`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    basis_json = models.TextField()
    """The `Basis` by which it is worked out: that of the policy on the day on which it was saved."""
    because = models.TextField(blank=True)
    """Why it was changed; empty for the first."""
    current = models.BooleanField(default=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="returnversion_number_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(current=True), name="returnversion_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.case.key}, version {self.number}"

    @cached_property
    def text(self) -> CaseText:
        """The words and figures."""
        return CaseText.model_validate_json(self.text_json)

    @cached_property
    def basis(self) -> Basis:
        """By which rules it is worked out."""
        return Basis.model_validate_json(self.basis_json)


class ReturnVerification(OfReturn):
    """What somebody who has no part in the case found after the change."""

    case = models.ForeignKey(ReturnCase, on_delete=models.PROTECT, related_name="verifications")
    version = models.ForeignKey(ReturnVersion, on_delete=models.PROTECT, related_name="+")
    """The promise that it is held against."""
    number = models.PositiveIntegerField()
    verified_on = models.DateField()
    realised_json = models.TextField()
    """A `Realised`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    says = models.TextField()
    """How it was verified."""
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="returnverification_number_once"),
            models.CheckConstraint(condition=~Q(says=""), name="returnverification_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.case.key}, verification {self.number}"

    @cached_property
    def realised(self) -> Realised:
        """What was found."""
        return Realised.model_validate_json(self.realised_json)


class BudgetUnit(ResultsRow):
    """A unit of the budget. Measures name it by its code in their entry of the dictionary."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Lower("code"), name="budgetunit_code_unique"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="budgetunit_named"),
        ]
        indexes = [models.Index(fields=["department", "code"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


class BudgetFigure(OfResults, Vouched):
    """What a unit was given and has spent in a fiscal year. A newer one takes the place of the one before it."""

    unit = models.ForeignKey(BudgetUnit, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveIntegerField()
    """The fiscal year, named for the calendar year in which it ends."""
    appropriated = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    """None where it is not known."""
    spent_through = models.DateField(null=True, blank=True)
    """The last day that the spending covers."""
    source = models.TextField()
    current = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["unit", "-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(current=True), name="budgetfigure_one_current"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="budgetfigure_has_a_source"),
            both_or_neither("spent", "spent_through"),
            models.CheckConstraint(
                condition=Q(appropriated__isnull=False) | Q(spent__isnull=False), name="budgetfigure_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}, FY{self.year}"

    @property
    def of_department(self) -> int | None:
        """The department of the unit; none for the enterprise as a whole."""
        return self.unit.department_id
