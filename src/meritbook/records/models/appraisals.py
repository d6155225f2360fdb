"""How a contract year ends: the appraisal with the results that it rests on, and the salary of the next one."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from meritbook.records.models.appointments import Appointment
from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.contracts import ContractVersion, PerformanceContract
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User


class AppraisalKind(models.TextChoices):
    """Whose appraisal it is."""

    SELF = "self", "Self-assessment"
    RATER = "rater", "Appraisal by the rater"


class AppraisalStatus(models.TextChoices):
    """Where an appraisal stands; `records/states.py` says how it moves."""

    DRAFT = "draft", "Draft of its author"
    SHOWN = "shown", "Shown to the other side"
    FINAL = "final", "Final"
    ACKNOWLEDGED = "acknowledged", "Acknowledged by the executive"
    UNDONE = "undone", "Taken back"


class Appraisal(Vouched):
    """Ratings from 1 to 4 by a person, of objectives, areas, projects and overall. What is not rated is empty.

    From when it is final, words, marks and the measured results that it rests on stand still under `sha256`.
    """

    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, related_name="appraisals")
    kind = models.CharField(max_length=16, choices=AppraisalKind.choices)
    status = models.CharField(max_length=16, choices=AppraisalStatus.choices)
    interim = models.BooleanField(default=False)
    """Written before the end of the year, such as when a rater leaves; it need not be complete."""
    version = models.ForeignKey(
        ContractVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="appraisals"
    )
    """The signed words that are rated, as they stood when it was saved last."""
    marks_json = models.TextField(default="{}")
    """`{key: {"mark": 1-4 or null, "says": …, "reason": …}}`; keys of objectives, `area.…`, projects and `overall`."""
    says = models.TextField(blank=True)
    """The account of the year as a whole."""
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shown_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    """The day of the meeting with the executive before it became final."""
    executive_says = models.TextField(blank=True)
    """The executive's comments before it became final."""
    commented_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    commented_at = models.DateTimeField(null=True, blank=True)
    results_json = models.TextField(blank=True)
    """The measured results that it rests on, frozen when it became final, in canonical JSON."""
    verdicts_json = models.TextField(default="[]")
    """What the law said when it became final: a list of `LawVerdict` in canonical JSON."""
    sha256 = models.CharField(max_length=64, blank=True)
    """SHA-256 of marks, words and results when it became final."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    final_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    final_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_says = models.TextField(blank=True)
    """The executive's words at the acknowledgement."""
    refused_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The rater who recorded that the executive would not acknowledge it."""
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_says = models.TextField(blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        ordering = ["contract", "-id"]
        constraints = [
            one_of("kind", AppraisalKind),
            one_of("status", AppraisalStatus),
            models.UniqueConstraint(
                fields=["contract", "kind"],
                condition=~Q(status="undone") & Q(interim=False),
                name="appraisal_one_of_a_kind_that_stands",
            ),
            models.UniqueConstraint(
                fields=["contract", "kind"],
                condition=Q(status__in=["draft", "shown"], interim=True),
                name="appraisal_one_interim_open",
            ),
            both_or_neither("shown_by", "shown_at"),
            both_or_neither("commented_by", "commented_at"),
            both_or_neither("final_by", "final_at"),
            both_or_neither("acknowledged_by", "acknowledged_at"),
            both_or_neither("refused_by", "refused_at"),
            both_or_neither("undone_by", "undone_at"),
            models.CheckConstraint(
                condition=~Q(status__in=["final", "acknowledged"]) | ~Q(sha256=""), name="appraisal_final_is_sealed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.contract}"


class SalaryBudget(Vouched):
    """What a department may spend on salaries of the service in a term."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="salary_budgets")
    starts_on = models.DateField()
    ends_before = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    """For the whole term."""
    source = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["department", "-starts_on"]
        constraints = [
            ends_after_start(),
            models.CheckConstraint(condition=Q(amount__gte=0), name="salarybudget_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="salarybudget_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.department} from {self.starts_on}: {self.amount}"


class PayLimit(Vouched):
    """The highest salary for a month as it was published for a term for which the law pack has no figure."""

    law = models.CharField(max_length=80)
    """The key of the law pack under which the limit was published."""
    starts_on = models.DateField()
    ends_before = models.DateField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    """In dollars for a month."""
    source = models.TextField()
    """Where it was published."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            ends_after_start(),
            models.CheckConstraint(condition=Q(amount__gt=0), name="paylimit_amount_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="paylimit_has_a_source"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"Salary limit from {self.starts_on}: {self.amount}"


class PayDecision(Vouched):
    """The salary of the next contract, approved by the department's director on recorded grounds."""

    added_later = frozenset({"limit_because"})

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="pay_decisions")
    contract = models.ForeignKey(
        PerformanceContract, on_delete=models.PROTECT, null=True, blank=True, related_name="pay_decisions"
    )
    """The contract of the year that ends; none where its words were never drawn up here."""
    starts_on = models.DateField()
    """The first day of the contract that it is for."""
    before = models.DecimalField(max_digits=9, decimal_places=2)
    """The salary for a month as it is."""
    salary = models.DecimalField(max_digits=9, decimal_places=2)
    """For a month, from `starts_on`."""
    grounds_json = models.TextField()
    """`[{"ground": key of the law's list, "says": …}]` in canonical JSON."""
    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, null=True, blank=True, related_name="pay_decisions"
    )
    cautioned_because = models.TextField(blank=True)
    """Why it was approved before the appraisal was final."""
    over_budget_because = models.TextField(blank=True)
    """Why it was approved though it goes over the department's salary budget."""
    limit_because = models.TextField(blank=True, default="")
    """Why it was approved before a salary limit of its first day was on record; empty where one was."""
    budget_json = models.TextField(default="{}")
    """The department's budget with this salary in it, as it stood: a `Budget` in canonical JSON."""
    verdicts_json = models.TextField(default="[]")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The letter that tells the executive."""
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["appointment", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="paydecision_one_that_stands",
            ),
            models.CheckConstraint(condition=Q(salary__gt=0, before__gt=0), name="paydecision_amounts_positive"),
            models.CheckConstraint(condition=~Q(grounds_json__in=["", "[]"]), name="paydecision_rests_on_grounds"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"Salary from {self.starts_on}: {self.appointment}"
