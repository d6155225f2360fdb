"""Surveys: their questions, who answered, and what came of it. Nothing here ties an answer to a person.

Who answered stands in `SurveyParticipant`, without a time. What was answered lies in `SurveyBox`, all answers as one
sealed text that is written anew with every answer, and from the closing on only as counts in `SurveyCount`. ADR 0032.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import RoleAssignment, User


class SurveyState(models.TextChoices):
    """Where a survey stands on record; that its days have come or are over follows from the day."""

    DRAFT = "draft", "Being written"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Survey(ResultsRow):
    """Questions put to everybody in office in a department, or in the enterprise, between two days."""

    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who drew it up: to them it tells how its questions hang together."""
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The survey with which its results are compared."""
    state = models.CharField(max_length=16, choices=SurveyState.choices, default=SurveyState.DRAFT)
    starts_on = models.DateField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    """Why it was withdrawn."""
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            one_of("state", SurveyState),
            both_or_neither("starts_on", "ends_before"),
            models.UniqueConstraint(Lower("key"), name="survey_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="survey_named"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gt=F("starts_on")),
                name="survey_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | Q(starts_on__isnull=False), name="survey_open_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def owned_by(self, user: int, on: date) -> bool:
        """Whether it asks the person: somebody who holds a role on the day in the department, or any for all."""
        held = RoleAssignment.objects.on(on).filter(user=user, revoked_at__isnull=True)
        if self.department_id is not None:
            held = held.filter(department=self.department_id)
        return bool(held.exists())


class OfSurvey(OfResults):
    """What belongs to a survey, and so to its department."""

    survey: models.ForeignKey[Survey, Survey]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department that is asked; none for the enterprise as a whole."""
        return self.survey.department_id


class SurveyVersion(OfSurvey, Vouched):
    """A version of the questions. Each change makes another; none is made once the survey is open."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    questions_json = models.TextField()
    """`Questions`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="surveyversion_number_once"),
            models.UniqueConstraint(fields=["survey"], condition=Q(current=True), name="surveyversion_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.survey.key}, version {self.number}"


class SurveyBox(models.Model):
    """All answers of an open survey as one sealed text. The ledger does not vouch for it: a hash would give it away.

    Every answer writes the whole of it anew, so that neither the number of a row, nor its place, nor the transaction
    that wrote it belongs to one answer. It is gone once the survey is closed or withdrawn.
    """

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="box")
    salt = models.CharField(max_length=64)
    """From which, with the key of the site, the key of the box is made."""
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"The box of {self.survey_id}"


class SurveyParticipant(OfSurvey, Vouched):
    """Somebody answered, and is counted in a group. Neither what nor when."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=32, blank=True)
    """The code of the department in which the person is counted; empty for offices over all departments."""

    class Meta:
        ordering = ["survey", "user"]
        constraints = [models.UniqueConstraint(fields=["survey", "user"], name="surveyparticipant_once")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.user_id}"


class SurveyCount(OfSurvey, Vouched):
    """What came of a survey: counts that were found safe to show, made once at its closing."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="counted")
    result_json = models.TextField()
    """A `SealedSurveyResult`, in canonical JSON; a `SurveyResult` where it was closed before these were."""
    sha256 = models.CharField(max_length=64)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.survey.key}: counted"
