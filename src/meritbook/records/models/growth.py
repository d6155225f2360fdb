"""Individual development plans, and what people agreed to share with those who plan succession."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from meritbook.records.models.common import Vouched, one_of
from meritbook.records.models.competencies import CompetencyModelVersion
from meritbook.records.models.contract_year import fresh_nonce
from meritbook.records.models.contracts import PerformanceContract
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import OfResults
from meritbook.records.models.multirater import MultiraterAssessment
from meritbook.records.models.people import Department, User


class GrowthState(models.TextChoices):
    """How far a plan, a goal of it or an action is."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class GrowthPlan(OfResults, Vouched):
    """An individual development plan: a person's own, read by those to whom they show it."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    version = models.ForeignKey(CompetencyModelVersion, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    """The role of the model in which the person works."""
    assessment = models.ForeignKey(
        MultiraterAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The report that it starts from; none where there is none."""
    aims_plan = models.CharField(max_length=60, blank=True)
    aims_class = models.CharField(max_length=60, blank=True)
    """Class plan and code of the class that the person aims at; both empty where none is aimed at."""
    coach = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Reads the plan and notes progress, from when the person names them until they name another."""
    state = models.CharField(max_length=16, choices=GrowthState.choices, default=GrowthState.UNDER_WAY)
    starts_on = models.DateField()
    ends_before = models.DateField()
    says = models.TextField(blank=True)
    """Said of its newest state."""
    made_at = models.DateTimeField()
    nonce = models.CharField(max_length=32, default=fresh_nonce)
    """Chance: whoever reads the ledger cannot try guessed words against the row's fingerprint."""

    class Meta:
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["person", "state"]), models.Index(fields=["coach", "state"])]
        constraints = [
            one_of("state", GrowthState),
            models.CheckConstraint(
                condition=Q(aims_plan="", aims_class="") | ~Q(aims_plan="") & ~Q(aims_class=""),
                name="growthplan_class_with_plan",
            ),
            models.CheckConstraint(condition=Q(ends_before__gt=F("starts_on")), name="growthplan_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.ends_before - timedelta(days=1)

    @property
    def of_department(self) -> int | None:
        """The department of the person when it was made."""
        return self.department_id

    def owned_by(self, user: int, on: date) -> bool:
        """Whether it is the person's own."""
        del on
        return self.person_id == user


class OfGrowth(OfResults):
    """What belongs to an individual development plan."""

    plan: models.ForeignKey[GrowthPlan, GrowthPlan]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the person."""
        return self.plan.department_id

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the plan is the person's own."""
        return self.plan.owned_by(user, on)


class GrowthGoal(OfGrowth, Vouched):
    """A goal of a plan: a competency, or a minimum qualification, that is to be reached."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="goals")
    says = models.CharField(max_length=400)
    competency = models.CharField(max_length=60, blank=True)
    """The key in the model of the plan; empty where the goal is a qualification or something else."""
    requirement = models.TextField(blank=True)
    """The part of the minimum qualifications of the class aimed at that it is to meet, as it is written there."""
    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objective = models.CharField(max_length=120, blank=True)
    """The key of an objective of the person's own contract with which it is tied."""
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=GrowthState.choices, default=GrowthState.PLANNED)
    says_of_state = models.TextField(blank=True)
    nonce = models.CharField(max_length=32, default=fresh_nonce)

    class Meta:
        ordering = ["plan", "due_on", "id"]
        constraints = [
            one_of("state", GrowthState),
            models.CheckConstraint(
                condition=Q(contract__isnull=True, objective="") | Q(contract__isnull=False) & ~Q(objective=""),
                name="growthgoal_objective_with_contract",
            ),
        ]

    def __str__(self) -> str:
        return self.says


class GrowthActionKind(models.TextChoices):
    """By what somebody learns."""

    EXPERIENCE = "experience", "Experience: work that stretches"
    RELATIONSHIP = "relationship", "Relationship: a coach, a mentor, a visit"
    COURSE = "course", "Course: taught"


class GrowthAction(OfGrowth, Vouched):
    """Something that is done towards a goal, by a day, perhaps with somebody."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="actions")
    goal = models.ForeignKey(GrowthGoal, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=16, choices=GrowthActionKind.choices)
    what = models.CharField(max_length=400)
    with_whom = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=GrowthState.choices, default=GrowthState.PLANNED)
    nonce = models.CharField(max_length=32, default=fresh_nonce)

    class Meta:
        ordering = ["goal", "due_on", "id"]
        constraints = [one_of("kind", GrowthActionKind), one_of("state", GrowthState)]

    def __str__(self) -> str:
        return self.what


class GrowthNote(OfGrowth, Vouched):
    """Progress of a goal or an action, in the words of the person or the coach, perhaps with a file."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="notes")
    goal = models.ForeignKey(GrowthGoal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(GrowthAction, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    says = models.TextField()
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    """What the file is called."""
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    nonce = models.CharField(max_length=32, default=fresh_nonce)

    class Meta:
        ordering = ["plan", "-id"]

    def __str__(self) -> str:
        return self.says[:60]

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person writes notes in the plan: whose it is, and the coach."""
        return self.plan.owned_by(user, on) or self.plan.coach_id == user


class GrowthShare(OfGrowth, Vouched):
    """The person shows somebody their plan until they take it back."""

    plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, related_name="shares")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reader"], condition=Q(withdrawn_at__isnull=True), name="growthshare_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} for {self.reader_id}"


class TalentConsent(OfResults, Vouched):
    """A person agrees to be named for a class to those who plan succession, and says what of theirs may be read."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aims_plan = models.CharField(max_length=60)
    aims_class = models.CharField(max_length=60)
    qualifications = models.BooleanField(default=False)
    """Whether minimum qualifications worked out from their own applications may be read."""
    assessment = models.ForeignKey(
        MultiraterAssessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The report whose competencies may be read; none where none may."""
    growth_plan = models.ForeignKey(GrowthPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The development plan that may be read; none where none may."""
    ready_from = models.DateField(null=True, blank=True)
    """From when they would take it up, in their own view; none where they do not say."""
    says = models.TextField(blank=True)
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=32, default=fresh_nonce)
    """Chance: whoever reads the ledger cannot try guessed classes against the row's fingerprint."""

    class Meta:
        ordering = ["aims_plan", "aims_class", "id"]
        indexes = [models.Index(fields=["aims_plan", "aims_class"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "aims_plan", "aims_class"],
                condition=Q(withdrawn_at__isnull=True),
                name="talentconsent_one_in_force",
            ),
            models.CheckConstraint(condition=~Q(aims_plan="") & ~Q(aims_class=""), name="talentconsent_names_a_class"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.aims_plan} {self.aims_class}"

    @property
    def of_department(self) -> int | None:
        """The department of the person when they agreed."""
        return self.department_id

    def owned_by(self, user: int, on: date) -> bool:
        """Whether it is the person's own."""
        del on
        return self.person_id == user
