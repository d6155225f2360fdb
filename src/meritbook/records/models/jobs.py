"""Long work: how far it is, who asked for it, and where it goes on after a stop."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from meritbook.records.models.common import one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User
from meritbook.records.models.qualifications import Application, Examination, Statement


class JobKind(models.TextChoices):
    """What long work is about."""

    RECEIVE = "receive", "Read the file of an examination"
    JUDGE = "judge", "Judge the candidates of an examination"
    DETERMINE = "determine", "Determine a group of candidates and write their notices"
    OPEN_YEAR = "open_year", "Draw up the contracts of a year"
    IMPORT_VALUES = "import_values", "Record the values of a large file"
    SET_REPORTS = "set_reports", "Set the reports of competency assessments as files"


WITHOUT_EXAMINATION = (JobKind.OPEN_YEAR.value, JobKind.IMPORT_VALUES.value, JobKind.SET_REPORTS.value)
"""Kinds that are about no examination."""


class JobStatus(models.TextChoices):
    """Where long work stands; `records/states.py` says how it moves."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    STOPPED = "stopped", "Stopped"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"


class Job(models.Model):
    """Long work on an examination, contracts of a year, a file of values, reports: how far it is, and where it goes on.

    Only its progress is kept here; what the work changes is changed by actions, with their ledger entries, a part at a
    time, so that a stop at any moment loses nothing and does nothing twice.
    """

    kind = models.CharField(max_length=16, choices=JobKind.choices)
    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    """None where contracts are drawn up, values of measures are recorded or reports are set."""
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="jobs")
    """Whose contracts are drawn up, or whose reports are set; none for those of all departments."""
    source = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The file that is read."""
    options_json = models.TextField(default="{}")
    """What was asked for: the verdict of the group to determine, the reason, the last day to answer."""
    status = models.CharField(max_length=16, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """0 until it is known."""
    place = models.CharField(max_length=200, blank=True)
    """Where it goes on: how many entries of the file, or up to which application, it is done."""
    skipped_json = models.TextField(default="[]")
    """What was left out and why: a list of `{"where", "says", "code"}`; `actions.job_parts` says how many at most."""
    left_out = models.PositiveIntegerField(default=0)
    """How much was left out, listed or not."""
    starts = models.PositiveSmallIntegerField(default=0)
    """How often a worker took it up since its last progress: one that kills its workers is not tried for ever."""
    problem_code = models.CharField(max_length=80, blank=True)
    problem_says = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    """Until when a worker holds it: one that died lets go of it then. By the machine's clock, not the office's day."""
    worker = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            one_of("kind", JobKind),
            one_of("status", JobStatus),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"),
            models.UniqueConstraint(
                fields=["examination", "kind"],
                condition=Q(status__in=["queued", "running"]),
                name="job_one_of_a_kind_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(status__in=["queued", "running"], examination__isnull=True),
                name="job_one_of_a_kind_without_examination",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WITHOUT_EXAMINATION, examination__isnull=True)
                | (~Q(kind__in=WITHOUT_EXAMINATION) & Q(examination__isnull=False)),
                name="job_on_what_its_kind_is_about",
            ),
        ]
        indexes = [models.Index(fields=["status", "id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.examination.number}" if self.examination else self.get_kind_display()

    @property
    def of_examination(self) -> Examination:
        """The examination that it works on; raises `ValueError` for work on contracts."""
        if self.examination is None:
            raise ValueError(f"work {self.pk} is about no examination")
        return self.examination


class JobCandidate(models.Model):
    """A candidate of the group that is determined: the group as it was when its number was confirmed.

    Whoever joins the examination later, or is computed so later, is in no group that was confirmed before.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    """What was judged then."""

    class Meta:
        ordering = ["job", "application"]
        constraints = [models.UniqueConstraint(fields=["job", "application"], name="job_candidate_once")]

    def __str__(self) -> str:
        return f"{self.job}: {self.application}"
