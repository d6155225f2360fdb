"""Competency assessments of one person by several: raters, the sealed box, what came of it, and who may see that.

Nothing on record ties what somebody in a group answered to them: who answered stands in `AssessmentRater`, without a
time; what was answered lies in `AssessmentBox`, sealed as one; and at the closing it becomes an `AssessmentTold`.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from meritbook.core.competencies.answers import RaterGroup
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.competencies import CompetencyModelVersion
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import OfResults
from meritbook.records.models.people import Department, User


class MultiraterState(models.TextChoices):
    """Where an assessment stands on record; that its days have come or are over follows from the day."""

    DRAFT = "draft", "Being set up"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class MultiraterAssessment(OfResults, Vouched):
    """One person assessed in one role by several, by one version of a model, between two days."""

    subject = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The department of the person when it was drawn up; empty for an office over all departments."""
    version = models.ForeignKey(CompetencyModelVersion, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    """The key of the role in the model in which the person is assessed."""
    policy = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=40)
    """The policy in force on the day that it was opened: what it promised holds for good."""
    counts_for_rating = models.BooleanField(default=False)
    """What that policy said on evidence for a performance rating; it was told to everybody who answered."""
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The assessment of the same person with which it is compared."""
    state = models.CharField(max_length=16, choices=MultiraterState.choices, default=MultiraterState.DRAFT)
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    """Why it was withdrawn."""
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-drawn_at", "-id"]
        indexes = [models.Index(fields=["subject", "state"]), models.Index(fields=["state", "ends_before"])]
        constraints = [
            one_of("state", MultiraterState),
            both_or_neither("starts_on", "ends_before"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
                name="multiraterassessment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | Q(starts_on__isnull=False),
                name="multiraterassessment_open_has_days",
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state__in=["draft", "open"]),
                name="multiraterassessment_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.role}"

    @property
    def of_department(self) -> int | None:
        """The department of the person."""
        return self.department_id

    def owned_by(self, user: int, on: date) -> bool:
        """Whether it is the person's own."""
        del on
        return self.subject_id == user

    def has_part(self) -> frozenset[int]:
        """The person assessed keeps out of keeping it, and so does whoever is asked, or answers for one who is."""
        if self.pk is None:
            return frozenset({self.subject_id})
        held = self.raters.exclude(standing=RaterStanding.REMOVED).values_list("user_id", "delegate_id")
        return frozenset({self.subject_id, *(one for pair in held for one in pair if one is not None)})


class OfMultirater(OfResults):
    """What belongs to an assessment, and so to the department of its person."""

    assessment: models.ForeignKey[MultiraterAssessment, MultiraterAssessment]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the person assessed."""
        return self.assessment.department_id

    def has_part(self) -> frozenset[int]:
        """The person assessed."""
        return frozenset({self.assessment.subject_id})


class RaterStanding(models.TextChoices):
    """Whether somebody has answered. Nothing tells when."""

    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Declined"
    REMOVED = "removed", "Not asked any more"


class AssessmentRater(OfMultirater, Vouched):
    """Somebody who is asked, in one group. A person on record signs in to answer; a guest comes by a link."""

    unvouched = frozenset({"last_message_on", "messages", "first_browser"})

    assessment = models.ForeignKey(MultiraterAssessment, on_delete=models.PROTECT, related_name="raters")
    group = models.CharField(max_length=16, choices=[(one.value, one.value) for one in RaterGroup])
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    delegate = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who answers instead, named by the one who was asked; the answer counts in the same group."""
    guest = models.CharField(max_length=200, blank=True)
    """The name of somebody without an account."""
    address = models.CharField(max_length=254, blank=True)
    """Where a guest's link is sent."""
    link_sha256 = models.CharField(max_length=64, blank=True)
    """Of the secret in the guest's link; the secret itself is kept nowhere."""
    first_browser = models.CharField(max_length=64, blank=True)
    """SHA-256 of what the browser holds that opened the link first; another one is refused."""
    standing = models.CharField(max_length=16, choices=RaterStanding.choices, default=RaterStanding.ASKED)
    left = models.BooleanField(default=False)
    """They were taken out of an open assessment as somebody who cannot answer any more. Whether they had answered stays
    in `standing`, for what they answered counts, and is told to nobody."""
    because = models.TextField(blank=True)
    """Why they are asked as what the positions on record do not show; after that, why they are not asked any more."""
    declined_because = models.TextField(blank=True)
    """Why they declined, which nobody has to say; thrown away where they take that back."""
    messages = models.PositiveSmallIntegerField(default=0)
    """How many messages were sent: the invitation and reminders."""
    last_message_on = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["assessment", "group", "id"]
        indexes = [models.Index(fields=["user", "standing"]), models.Index(fields=["delegate", "standing"])]
        constraints = [
            one_of("standing", RaterStanding),
            models.CheckConstraint(
                condition=Q(group__in=[one.value for one in RaterGroup]), name="assessmentrater_group_known"
            ),
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=~Q(standing="removed"), name="assessmentrater_user_once"
            ),
            models.UniqueConstraint(
                fields=["assessment", "delegate"],
                condition=~Q(standing="removed"),
                name="assessmentrater_delegate_once",
            ),
            models.UniqueConstraint(
                fields=["assessment", "address"],
                condition=~Q(standing="removed") & ~Q(address=""),
                name="assessmentrater_guest_once",
            ),
            models.UniqueConstraint(
                fields=["link_sha256"], condition=~Q(link_sha256=""), name="assessmentrater_link_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest="", address="", link_sha256="")
                | Q(user__isnull=True, delegate__isnull=True, group="other") & ~Q(guest="") & ~Q(address=""),
                name="assessmentrater_account_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(delegate__isnull=True) | ~Q(group__in=["self", "supervisor"]),
                name="assessmentrater_named_answer_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.guest or str(self.user)

    @property
    def gone_from_it(self) -> bool:
        """Whether they are not asked any more, for whatever reason."""
        return self.left or self.standing == RaterStanding.REMOVED

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person is the one who answers."""
        del on
        return user == (self.delegate_id or self.user_id)

    def has_part(self) -> frozenset[int]:
        """Nobody: who answers is asked by `owned_by`, and oneself may be asked."""
        return frozenset()


class AssessmentBox(models.Model):
    """All answers of an open assessment as one sealed text. The ledger does not vouch for it: a hash would tell.

    Every answer writes the whole of it anew. It is gone once the assessment is closed or withdrawn.
    """

    assessment = models.OneToOneField(MultiraterAssessment, on_delete=models.PROTECT, related_name="box")
    salt = models.CharField(max_length=64)
    """From which, with the key of the site, the key of the box is made."""
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"The box of {self.assessment_id}"


class RaterDraft(models.Model):
    """What somebody has typed and not sent, sealed; it is gone once it is sent, and at the closing."""

    rater = models.OneToOneField(AssessmentRater, on_delete=models.PROTECT, related_name="draft")
    salt = models.CharField(max_length=64)
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"The draft of {self.rater_id}"


class AssessmentTold(OfMultirater, Vouched):
    """What came of an assessment: what was found safe to tell, made once at its closing."""

    assessment = models.OneToOneField(MultiraterAssessment, on_delete=models.PROTECT, related_name="told")
    result_json = models.TextField()
    """A `SealedResult`, in canonical JSON; an `AssessmentResult` where it was closed before such were made."""
    sha256 = models.CharField(max_length=64)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None where the daily work closed it after its last day."""
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assessment_id}: told"


class ReportPaper(OfMultirater, Vouched):
    """A report as it was set as a file: by its hash it is known where somebody offers it as evidence."""

    assessment = models.ForeignKey(MultiraterAssessment, on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "document"], name="reportpaper_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.document_id}"


class ReportShare(OfMultirater, Vouched):
    """The person assessed shows somebody their report, or parts of it, until they take it back or its last day."""

    assessment = models.ForeignKey(MultiraterAssessment, on_delete=models.PROTECT, related_name="shares")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16)
    """A `Reader` of the policy: what the reader is to the person."""
    competencies_json = models.TextField()
    """The keys of the competencies that are shown, as a list in canonical JSON."""
    comments = models.BooleanField(default=False)
    """Whether comments on those competencies are shown with them."""
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assessment", "id"]
        indexes = [models.Index(fields=["reader", "ends_before"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
                name="reportshare_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["assessment", "reader"],
                condition=Q(withdrawn_at__isnull=True),
                name="reportshare_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} for {self.reader_id}"

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the report is the person's own."""
        del on
        return self.assessment.subject_id == user

    def holds(self, on: date) -> bool:
        """Whether the reader may look on the day."""
        over = self.ends_before is not None and on >= self.ends_before
        return self.withdrawn_at is None and self.starts_on <= on and not over
