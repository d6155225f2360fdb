"""Performance contracts: the words that were drawn up, in versions, and who signed which words."""

from __future__ import annotations

from functools import cached_property

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q

from meritbook.core.contracts.text import ContractText
from meritbook.records.models.appointments import Appointment, ContractRecord
from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument, sha256_validator
from meritbook.records.models.people import User


class PerformanceContract(Vouched):
    """The contract of an executive for a term within a fiscal year. Its words and their state stand in its versions.

    `record` is what the law judges: it is made, or completed, when all have signed.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="performance_contracts")
    starts_on = models.DateField()
    ends_before = models.DateField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    """The contract of the year before, whose words it began with."""
    record = models.OneToOneField(
        ContractRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="performance_contract"
    )
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["appointment", "-starts_on"]
        constraints = [
            ends_after_start(),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""),
                name="performancecontract_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["starts_on"])]

    def __str__(self) -> str:
        return f"Performance contract from {self.starts_on}: {self.appointment}"

    @property
    def signed_version(self) -> ContractVersion | None:
        """The version that all have signed, which is in force; none before."""
        return self.versions.filter(status=ContractStatus.SIGNED).first()


class ContractStatus(models.TextChoices):
    """Where a version of the words stands; `records/states.py` says how it moves."""

    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    """The words stand still and wait for the other side."""
    AGREED = "agreed", "Agreed, to be signed"
    SIGNED = "signed", "Signed by all"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ContractVersion(Vouched):
    """One version of the words. Once proposed they never change: who wants others makes the next version."""

    added_later = frozenset({"limit_because"})

    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=ContractStatus.choices)
    text_json = models.TextField()
    """The words, a `ContractText` in canonical JSON."""
    sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of `text_json`."""
    alters = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="alterations")
    """The signed version that it alters within the contract year; none for the first agreement."""
    reason = models.TextField(blank=True)
    """Why it alters; for a change of pay, what changed in position or duties."""
    evidence = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """What shows the change of position or duties on which a change of pay rests."""
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    limit_because = models.TextField(blank=True, default="")
    """Why its salary was proposed before a limit of its first day was on record; empty where one was."""
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_side = models.CharField(max_length=16, blank=True)
    """`executive` or `department`: which side proposed, so that the other agrees."""
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    """The day of the last signature that it needed."""
    verdicts_json = models.TextField(default="[]")
    """What the law said when it was agreed: a list of `LawVerdict` in canonical JSON."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The agreed words as a PDF, before any signature; each signature keeps its own later revision."""
    closed_because = models.TextField(blank=True)
    """Why it was withdrawn or taken back."""

    class Meta:
        ordering = ["contract", "-number"]
        constraints = [
            one_of("status", ContractStatus),
            models.UniqueConstraint(fields=["contract", "number"], name="contractversion_number_unique"),
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(status__in=["draft", "proposed", "agreed"]),
                name="contractversion_one_open",
            ),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(status="signed"), name="contractversion_one_signed"
            ),
            both_or_neither("proposed_by", "proposed_at"),
            both_or_neither("agreed_by", "agreed_at"),
            models.CheckConstraint(
                condition=Q(proposed_side__in=["", "executive", "department"]),
                name="contractversion_side_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_on__isnull=False), name="contractversion_signed_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.contract}"

    @cached_property
    def text(self) -> ContractText:
        """The words."""
        return ContractText.model_validate_json(self.text_json)


class ContractComment(Vouched):
    """A remark of one side on a section of a version, until it is settled."""

    version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=80)
    """Key of the section, such as `area.customers`."""
    says = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_says = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(says=""), name="contractcomment_says_something"),
            both_or_neither("settled_by", "settled_at"),
        ]

    def __str__(self) -> str:
        return f"Comment on {self.section} of {self.version}"


class SignerRole(models.TextChoices):
    """As what somebody signs a contract."""

    EMPLOYEE = "employee", "Employee"
    APPOINTING_AUTHORITY = "appointing_authority", "Appointing authority"
    DEPARTMENT_DIRECTOR = "department_director", "Department director"


class SignatureKind(models.TextChoices):
    """How somebody signed, or that they refused."""

    ELECTRONIC = "electronic", "Signed here, with the password"
    ON_PAPER = "on_paper", "Signed on paper, scan on file"
    REFUSED = "refused", "Refused to sign"


class ContractSignature(Vouched):
    """Somebody signed what they saw: the hash of each section at that moment. A refusal is kept the same way."""

    version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=32, choices=SignerRole.choices)
    kind = models.CharField(max_length=16, choices=SignatureKind.choices)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who signed or refused; of a signature on paper whose hand it is. `recorded_by` filed the scan."""
    signed_at = models.DateTimeField()
    on_paper_on = models.DateField(null=True, blank=True)
    """The day that stands on the paper; only for a signature on paper."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        "records.Delegation", on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    """Under which delegation it was signed for somebody absent."""
    sections_json = models.TextField()
    """`{section key: SHA-256}` of what was shown, in canonical JSON."""
    text_sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    says = models.TextField(blank=True)
    """Why it was refused; or a remark beside a signature."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The PDF with this signature and those before it; or the scan of the paper."""
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    """Fingerprint of the certificate that sealed the PDF."""
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            one_of("role", SignerRole),
            one_of("kind", SignatureKind),
            models.UniqueConstraint(
                fields=["version", "role"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(kind="refused"),
                name="contractsignature_once_for_a_role",
            ),
            models.CheckConstraint(
                condition=~Q(kind="refused") | ~Q(says=""), name="contractsignature_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind="on_paper") | Q(document__isnull=False, on_paper_on__isnull=False),
                name="contractsignature_on_paper_has_its_scan",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.version}"


class CopyTo(models.TextChoices):
    """Where a copy of a signed contract goes."""

    DEPARTMENT_HR = "department_hr", "Human resources of the department"
    CENTRAL_HR = "central_hr", "Central human resources"


class CopySent(Vouched):
    """A copy of a signed version that was sent, and when it was received."""

    version = models.ForeignKey(ContractVersion, on_delete=models.PROTECT, related_name="copies")
    to = models.CharField(max_length=16, choices=CopyTo.choices)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            one_of("to", CopyTo),
            models.UniqueConstraint(fields=["version", "to"], name="copysent_once"),
            both_or_neither("received_by", "received_at"),
        ]

    def __str__(self) -> str:
        return f"Copy of {self.version} to {self.get_to_display()}"


class FormDraft(models.Model):
    """What somebody typed into a form and has not sent: theirs alone, kept so that a lost session loses nothing.

    It is no record: the ledger does not vouch for it, and it goes once the form is sent.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="form_drafts")
    form = models.CharField(max_length=120, validators=[MinLengthValidator(1)])
    """Which form of which record, such as `contract:12`."""
    typed_json = models.TextField()
    """Fields and what was typed into them, in JSON."""
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["user", "form"]
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="formdraft_one_of_a_form")]

    def __str__(self) -> str:
        return f"{self.form} of {self.user}"
