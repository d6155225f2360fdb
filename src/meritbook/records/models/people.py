"""People, departments and the roles that people hold there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from meritbook.core.folding import folded
from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of


class Role(models.TextChoices):
    """What a person may hold; the public holds none."""

    ANALYST = "analyst", "Classification analyst"
    AGENCY_HR = "agency_hr", "Agency HR officer"
    DEPARTMENT_DIRECTOR = "department_director", "Department director"
    APPOINTING_AUTHORITY = "appointing_authority", "Appointing authority"
    EXECUTIVE = "executive", "Executive"
    PERSONNEL_DIRECTOR = "personnel_director", "State Personnel Director"
    PERSONNEL_STAFF = "personnel_staff", "Personnel staff"
    RESULTS_ADMINISTRATOR = "results_administrator", "Results administrator"
    RESULTS_FACILITATOR = "results_facilitator", "Results facilitator"
    RESULTS_PRACTITIONER = "results_practitioner", "Results practitioner"
    MEASURE_OWNER = "measure_owner", "Owner of measures"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"


class UserQuerySet(models.QuerySet["User"]):
    """Keeps the folded name beside the name where rows are written many at a time."""

    def bulk_create(self, objs: Iterable[User], *args: Any, **more: Any) -> list[User]:
        """The rows, made at once."""
        rows = list(objs)
        for one in rows:
            one.folded_name = folded(one.full_name)
        return super().bulk_create(rows, *args, **more)

    def bulk_update(self, objs: Iterable[User], fields: Iterable[str], *args: Any, **more: Any) -> int:
        """How many rows were changed, each by its own values."""
        rows, names = list(objs), list(fields)
        if "full_name" in names:
            names.append("folded_name")
            for one in rows:
                one.folded_name = folded(one.full_name)
        return super().bulk_update(rows, names, *args, **more)

    def update(self, **values: Any) -> int:
        """How many rows were changed. Raises `TypeError` for a name that only the database works out."""
        if "full_name" in values and "folded_name" not in values:
            name = values["full_name"]
            if not isinstance(name, str):
                raise TypeError("Write a name itself, and not how the database finds it: it is folded here.")
            values["folded_name"] = folded(name)
        return super().update(**values)


class UserManager(BaseUserManager["User"]):
    """Finds people by username whatever the case."""

    def get_queryset(self) -> UserQuerySet:
        """Everybody."""
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> User:
        """The person of that username."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser, Vouched):
    """A person who signs in. What they may do stands in their role assignments, never in this row."""

    unvouched: ClassVar[frozenset[str]] = frozenset({"password", "last_login", "folded_name"})

    username = models.CharField(
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "This username is taken."},
    )
    full_name = models.CharField(max_length=200, validators=[MinLengthValidator(1)])
    folded_name = models.TextField(default="", editable=False)
    """The full name as names are compared, `core.folding`; follows from it, and is kept by `save`."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_unique"),
            models.CheckConstraint(condition=~Q(username="") & ~Q(full_name=""), name="user_named"),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.username})"

    def save(self, *args: Any, **more: Any) -> None:
        """Keep the row, with its name folded."""
        self.folded_name = folded(self.full_name)
        if "full_name" in (only := more.get("update_fields") or ()):
            more["update_fields"] = {*only, "folded_name"}
        super().save(*args, **more)

    def get_full_name(self) -> str:
        """The name as a person writes it."""
        return self.full_name


class Department(Vouched):
    """A department; positions lie in one. An abolished department keeps its rows."""

    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Lower("code"), name="department_code_unique"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="department_named"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RoleAssignment(Vouched):
    """A role that a person holds in a department, or in all of them (`department` empty), for a term."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=32, choices=Role.choices)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="role_assignments"
    )
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the program itself granted it, at the first set-up."""
    granted_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    """Set when the assignment was taken back before its first day; it then never held."""

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "starts_on", "id"]
        indexes = [
            models.Index(fields=["user", "starts_on"]),
            models.Index(fields=["department", "role"]),
        ]
        constraints = [
            one_of("role", Role),
            ends_after_start(),
            both_or_neither("revoked_by", "revoked_at"),
        ]

    def __str__(self) -> str:
        where = self.department.name if self.department else "statewide"
        return f"{self.user}: {self.get_role_display()}, {where}"
