"""Minimum qualifications on the record: requirements, examinations, applications, what was settled and determined."""

from __future__ import annotations

import json
from functools import cached_property

from django.db import models
from django.db.models import Q

from meritbook.core.qualifications.candidate import Candidate, Person
from meritbook.core.qualifications.judge.model import Judgement
from meritbook.core.qualifications.model import Requirement
from meritbook.core.verdict import Verdict
from meritbook.records.models.classes import ClassEntry
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.documents import StoredDocument, sha256_validator
from meritbook.records.models.people import Department, User
from meritbook.records.models.positions import Position

VERDICTS = [(one.value, one.value.replace("_", " ").capitalize()) for one in Verdict]


def _known_verdict() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(verdict__in=[one.value for one in Verdict]), name="%(class)s_verdict_known"
    )


class RequirementVersion(Vouched):
    """A minimum qualification as its author saved it: the words, the tree read from them, and worked examples.

    A version never changes; whoever changes the words saves the next one.
    """

    key = models.SlugField(max_length=80)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    class_entry = models.ForeignKey(
        ClassEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="requirement_versions"
    )
    """The class whose published words it began with; empty for a text of its own."""
    policy = models.CharField(max_length=120)
    """Key of the policy by which it is meant to be counted: `kansas`, `pennsylvania+plain`."""
    text = models.TextField()
    tree_json = models.TextField()
    """`Requirement` in canonical JSON."""
    tree_sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    examples_json = models.TextField(default="[]")
    """The author's examples, a list of `core.qualifications.examples.Example` in canonical JSON."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="requirementversion_version_unique"),
            models.CheckConstraint(condition=Q(version__gte=1), name="requirementversion_version_from_one"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="requirementversion_named"),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"

    @cached_property
    def requirement(self) -> Requirement:
        """The tree."""
        return Requirement.model_validate_json(self.tree_json)


class ExaminationStatus(models.TextChoices):
    """Where an examination stands; `records/states.py` says how it moves."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Examination(Vouched):
    """Candidates for one class or position, judged against one requirement, under one policy, as of one day."""

    number = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="examinations"
    )
    """Whose examination it is; empty for a statewide one, which central HR holds."""
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, blank=True, related_name="examinations")
    requirement = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="examinations")
    for_class = models.CharField(max_length=300, blank=True)
    """Which class, where the text keeps several apart."""
    binding_json = models.TextField(default="[]")
    """Ids of the special requirements that bind the position, as a JSON list in order."""
    policy = models.CharField(max_length=120)
    policy_sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of the policy as it was when the examination was opened."""
    policy_json = models.TextField()
    """The policy as it was, in canonical JSON: what is counted stays what it was when a program brings a newer one."""
    on = models.DateField()
    """The day on which a candidate must qualify."""
    status = models.CharField(max_length=16, choices=ExaminationStatus.choices, default=ExaminationStatus.OPEN)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(title=""), name="examination_named"),
            one_of("status", ExaminationStatus),
            both_or_neither("closed_by", "closed_at"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True) | Q(status="closed", closed_at__isnull=False),
                name="examination_closed_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["-opened_at", "-id"])]

    def __str__(self) -> str:
        return self.number

    @property
    def binding(self) -> tuple[str, ...]:
        """Ids of the special requirements that bind the position."""
        return tuple(json.loads(self.binding_json))


class Application(Vouched):
    """One candidate in one examination: who it is stands here, what is judged stands in the statements."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="applications")
    number = models.CharField(max_length=64)
    """The candidate's number in the examination: what the adjudicator sees in place of a name."""
    person_json = models.TextField(default="{}")
    """`core.qualifications.candidate.Person` in canonical JSON; never an input of a verdict."""
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    """The candidate's own account, where they have one: nobody acts in an examination that they sit."""
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["examination", "number"]
        constraints = [
            models.UniqueConstraint(fields=["examination", "number"], name="application_number_unique"),
            models.UniqueConstraint(
                fields=["examination", "user"], condition=Q(user__isnull=False), name="application_one_a_person"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="application_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.examination.number}/{self.number}"

    @cached_property
    def person(self) -> Person:
        """Who the candidate is."""
        return Person.model_validate_json(self.person_json)


class Statement(Vouched):
    """What a candidate stated about work, study and licences; an answer to a notice makes the next version."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="statements")
    version = models.PositiveIntegerField()
    candidate_json = models.TextField()
    """`core.qualifications.candidate.Candidate` in canonical JSON."""
    digest = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of `candidate_json`."""
    notes_json = models.TextField(default="[]")
    """What the reader of the file noticed, a JSON list of sentences."""
    source = models.ForeignKey(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="statement_version_unique"),
            models.CheckConstraint(condition=Q(version__gte=1), name="statement_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.application}@{self.version}"

    @cached_property
    def candidate(self) -> Candidate:
        """What is judged."""
        return Candidate.model_validate_json(self.candidate_json)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader noticed."""
        return tuple(json.loads(self.notes_json))


class Finding(models.Model):
    """What was computed last for an application, for lists and filters.

    It can be computed again from the record at any time, so the ledger does not vouch for it; what a person
    determined stands in `Determination`.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="finding")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    questions = models.PositiveIntegerField()
    """How many questions that bear on the verdict are open."""
    problems = models.PositiveIntegerField()
    """How many gaps and contradictions the statement has."""
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [_known_verdict()]
        indexes = [models.Index(fields=["verdict", "application"])]

    def __str__(self) -> str:
        return f"{self.application}: {self.verdict}"


class PrecedentStatus(models.TextChoices):
    """Where a precedent stands."""

    STANDING = "standing", "Standing"
    OVERRULED = "overruled", "Overruled"


class Precedent(Vouched):
    """An answer that was given once to a question, for the same question asked of anybody else."""

    identity = models.CharField(max_length=64, validators=[sha256_validator])
    """Which question: `core.qualifications.precedent.Question.identity`."""
    question = models.TextField()
    """What was asked, without the names of the candidate it was asked of."""
    required_words = models.TextField()
    evidence_json = models.TextField()
    """The words of the candidate that the answer rests on, a JSON list: an employer, school or issuer is named only
    where the answer rests on which one it is, and the candidate never."""
    policy = models.CharField(max_length=120)
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    months = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    why = models.TextField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=PrecedentStatus.choices, default=PrecedentStatus.STANDING)
    overruled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["identity"], condition=Q(status="standing"), name="precedent_one_standing"),
            _known_verdict(),
            models.CheckConstraint(condition=~Q(why=""), name="precedent_has_reason"),
            one_of("status", PrecedentStatus),
            both_or_neither("overruled_by", "overruled_at"),
            models.CheckConstraint(
                condition=Q(status="standing", overruled_at__isnull=True, overruled_why="")
                | Q(status="overruled", overruled_at__isnull=False) & ~Q(overruled_why=""),
                name="precedent_overruled_says_why",
            ),
        ]
        indexes = [models.Index(fields=["-set_at", "-id"])]

    def __str__(self) -> str:
        return f"Precedent {self.pk}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The candidate's words that it rests on."""
        return tuple(json.loads(self.evidence_json))


class Settlement(Vouched):
    """What a person answered to one open question about one candidate, with the reason."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="settlements")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="settlements")
    """The statement that the answer was given on: it counts for a later one only where that says the same."""
    key = models.CharField(max_length=200)
    """A node of the requirement, or a node and a job: `1.2`, `1.2/j1`."""
    verdict = models.CharField(max_length=16, choices=VERDICTS)
    months = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    """How much a substitution stands in for, where that was the question."""
    why = models.TextField()
    precedent = models.ForeignKey(
        Precedent, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    """The precedent that it set, or departed from."""
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Set when it was taken back, or answered anew."""

    class Meta:
        ordering = ["application", "key", "-settled_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], condition=Q(withdrawn_at__isnull=True), name="settlement_one_standing"
            ),
            _known_verdict(),
            models.CheckConstraint(condition=~Q(why="") & ~Q(key=""), name="settlement_has_reason"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.key}: {self.verdict}"


class DeterminationOutcome(models.TextChoices):
    """What was determined."""

    QUALIFIED = "qualified", "Meets the minimum qualifications"
    NOT_QUALIFIED = "not_qualified", "Does not meet the minimum qualifications"
    INFORMATION = "information", "More information is asked for"


class DeterminationStatus(models.TextChoices):
    """Where a determination stands; `records/states.py` says how it moves."""

    STANDING = "standing", "Standing"
    SUPERSEDED = "superseded", "Superseded"


class Determination(Vouched):
    """A person's determination on one candidate, with the judgement that it rests on and the notice that tells it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="determinations")
    number = models.PositiveIntegerField()
    """Counts the determinations on one application, from 1."""
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="determinations")
    outcome = models.CharField(max_length=16, choices=DeterminationOutcome.choices)
    agrees = models.BooleanField()
    """Whether it is what was computed."""
    reason = models.TextField(blank=True)
    judgement_json = models.TextField()
    """The judgement as it was, with what people settled in it."""
    judgement_sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    answer_by = models.DateField(null=True, blank=True)
    """The last day on which the candidate may answer; empty where nothing is to be answered."""
    determined_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    determined_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=DeterminationStatus.choices, default=DeterminationStatus.STANDING)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    notice_pdf = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    notice_docx = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-determined_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="determination_number_unique"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(status="standing"), name="determination_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, number=1) | Q(supersedes__isnull=False, number__gt=1),
                name="determination_chain_counts",
            ),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(reason=""), name="determination_otherwise_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome="qualified") | Q(answer_by__isnull=False), name="determination_says_until_when"
            ),
            one_of("outcome", DeterminationOutcome),
            one_of("status", DeterminationStatus),
        ]
        indexes = [models.Index(fields=["status", "outcome"])]

    def __str__(self) -> str:
        return f"Determination {self.number} on {self.application}"

    @cached_property
    def judgement(self) -> Judgement:
        """The judgement that it rests on."""
        return Judgement.model_validate_json(self.judgement_json)
