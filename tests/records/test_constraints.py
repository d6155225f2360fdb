"""What the database itself refuses, whoever writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CheckConstraint, Q

from meritbook.records import guards
from meritbook.records.models import (
    AllocationRun,
    Decision,
    Department,
    PlanRevision,
    Position,
    PositionVersion,
    Role,
    RoleAssignment,
    User,
)

RECORDS = list(apps.get_app_config("records").get_models())


def pairs() -> Iterator[tuple[type[models.Model], str, str]]:
    """Every `…_by` that has an `…_at` in the same model."""
    for model in RECORDS:
        names = {field.name for field in model._meta.concrete_fields}
        for name in sorted(names):
            if name.endswith("_by") and f"{name[:-3]}_at" in names:
                yield model, name, f"{name[:-3]}_at"


def test_there_are_pairs_of_who_and_when_to_hold() -> None:
    assert len(list(pairs())) >= 10


# The program itself installs plans and models, stores documents, closes what is over, and grants the first roles:
# nobody did it, yet it has a moment.
DONE_BY_THE_PROGRAM = {
    ("assessmenttold", "closed_by"),
    ("competencycrosswalk", "drawn_by"),
    ("competencymodelversion", "saved_by"),
    ("officeday", "moved_by"),
    ("planrevision", "imported_by"),
    ("roleassignment", "granted_by"),
    ("storeddocument", "uploaded_by"),
}
# It may also take back what it entered itself; what a person entered, only a person takes back.
TAKEN_BACK_BY_THE_PROGRAM = {("planrevision", "withdrawn_by")}


@pytest.mark.parametrize(
    ("model", "who", "when"), [pytest.param(*pair, id=f"{pair[0]._meta.model_name}.{pair[1]}") for pair in pairs()]
)
def test_who_and_when_are_kept_together_or_not_at_all(model: type[models.Model], who: str, when: str) -> None:
    optional = (model._meta.get_field(who).null, model._meta.get_field(when).null)
    if (model._meta.model_name, who) in TAKEN_BACK_BY_THE_PROGRAM:
        assert optional == (True, True)
    elif optional == (True, True):
        both = Q(**{f"{who}__isnull": True, f"{when}__isnull": True}) | Q(
            **{f"{who}__isnull": False, f"{when}__isnull": False}
        )
        conditions = [rule.condition for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
        assert both in conditions, f"add both_or_neither({who!r}, {when!r}) to {model.__name__}"
    else:
        expected = (True, False) if (model._meta.model_name, who) in DONE_BY_THE_PROGRAM else (False, False)
        assert optional == expected


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_term_ends_after_it_starts_by_constraint(model: type[models.Model]) -> None:
    if "ends_before" in {field.name for field in model._meta.fields}:
        names = [rule.name for rule in model._meta.constraints]
        assert f"{model._meta.model_name}_ends_after_start" in names


# Rows that are made from the row that they name, and can be made again.
MADE_FROM = {("ClassEntry", "plan_revision"), ("FindingQuestion", "finding"), ("MeasureStanding", "measure")}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_nothing_of_the_record_goes_when_something_else_is_deleted(model: type[models.Model]) -> None:
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and (model.__name__, field.name) not in MADE_FROM:
            assert field.remote_field.on_delete is models.PROTECT, f"{model.__name__}.{field.name}"


def refused(sql: str, params: list[Any], says: str) -> None:
    with pytest.raises(IntegrityError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.django_db
def test_all_guards_stand_after_the_migrations() -> None:
    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_a_version_is_not_official_without_a_signature(draft: PositionVersion) -> None:
    refused(
        "UPDATE records_positionversion SET status = 'official' WHERE id = %s",
        [draft.pk],
        "official_when_signed|submitted_before_signed",
    )


@pytest.mark.django_db
def test_a_signature_needs_its_moment(official_version: PositionVersion) -> None:
    refused("UPDATE records_positionversion SET signed_at = NULL WHERE id = %s", [official_version.pk], "signed")


@pytest.mark.django_db
def test_a_position_has_one_official_version(official_version: PositionVersion) -> None:
    official_version.pk, official_version.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        official_version.save()


@pytest.mark.django_db
def test_a_number_stands_once_in_a_department(position: Position) -> None:
    position.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        position.save()


@pytest.mark.django_db
def test_a_position_does_not_report_to_itself(position: Position) -> None:
    refused("UPDATE records_position SET supervisor_id = id WHERE id = %s", [position.pk], "not_its_own_supervisor")


@pytest.mark.django_db
def test_usernames_and_department_codes_differ_by_more_than_case(people: Any, departments: Any, at: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="ANALYST", full_name="Another", created_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.create(code="Revenue", name="Another", starts_on=at.date())


TERMS = [(date(2026, 1, 1), date(2026, 7, 1)), (date(2026, 7, 1), None), (date(2026, 3, 1), date(2026, 4, 1))]


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), list(product(range(3), range(3))))
def test_a_role_is_not_held_twice_on_one_day(people: Any, at: Any, first: int, second: int) -> None:
    def grant(term: tuple[date, date | None]) -> None:
        RoleAssignment.objects.create(
            user=people.nobody, role=Role.AUDITOR, starts_on=term[0], ends_before=term[1], granted_at=at
        )

    grant(TERMS[first])
    if {first, second} in ({0, 1}, {1, 2}):
        grant(TERMS[second])
        assert people.nobody.role_assignments.count() == 2
    else:
        with pytest.raises(IntegrityError, match="terms_apart"), transaction.atomic():
            grant(TERMS[second])


@pytest.mark.django_db
def test_a_term_that_is_stretched_over_the_next_is_refused(people: Any, at: Any) -> None:
    for starts_on, ends_before in TERMS[:2]:
        RoleAssignment.objects.create(
            user=people.nobody, role=Role.AUDITOR, starts_on=starts_on, ends_before=ends_before, granted_at=at
        )
    with pytest.raises(IntegrityError, match="terms_apart"), transaction.atomic():
        people.nobody.role_assignments.filter(starts_on=date(2026, 1, 1)).update(ends_before=date(2026, 7, 2))


@pytest.mark.django_db
def test_two_revisions_of_a_plan_are_not_in_effect_on_one_day(plan_revision: PlanRevision) -> None:
    plan_revision.pk = None
    plan_revision.revision = 2
    plan_revision.starts_on = date(2026, 1, 1)
    with pytest.raises(IntegrityError, match="terms_apart"), transaction.atomic():
        plan_revision.save()


@pytest.mark.django_db
def test_a_withdrawn_revision_leaves_its_days_free(plan_revision: PlanRevision, people: Any, at: Any) -> None:
    PlanRevision.objects.filter(pk=plan_revision.pk).update(withdrawn_by=people.analyst, withdrawn_at=at)
    first = plan_revision.pk
    plan_revision.pk = None
    plan_revision.revision = 2
    plan_revision.save()
    assert [revision.pk for revision in PlanRevision.objects.effective(at.date())] == [plan_revision.pk]
    assert plan_revision.pk != first


@pytest.mark.django_db
def test_the_program_withdraws_only_what_it_entered_itself(plan_revision: PlanRevision, people: Any, at: Any) -> None:
    row = PlanRevision.objects.filter(pk=plan_revision.pk)
    with pytest.raises(IntegrityError, match="has_a_moment"), transaction.atomic():
        row.update(withdrawn_by=people.analyst)
    row.update(imported_by=people.analyst)
    with pytest.raises(IntegrityError, match="withdrawn_by_one"), transaction.atomic():
        row.update(withdrawn_at=at)
    row.update(imported_by=None)
    assert row.update(withdrawn_at=at) == 1


@pytest.mark.django_db
def test_a_class_code_stands_once_in_a_revision(plan_revision: PlanRevision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        plan_revision.entries.filter(ref="9002").update(code="9001")


@pytest.fixture
def first_decision(official_version: PositionVersion, plan_revision: PlanRevision, people: Any, at: Any) -> Decision:
    run = AllocationRun.objects.create(
        position_version=official_version,
        number=1,
        result_json="{}",
        result_sha256="0" * 64,
        status="undetermined",
        run_by=people.analyst,
        run_at=at,
    )
    return Decision.objects.create(
        position=official_version.position,
        run=run,
        number=1,
        outcome="class",
        class_entry=plan_revision.entries.get(ref="9001"),
        agrees=False,
        reason="Known from the field.",
        decided_by=people.analyst,
        decided_at=at,
        starts_on=at.date(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param("class_entry_id = NULL", "class_when_allocated", id="a class that is none"),
        pytest.param("outcome = 'none'", "class_when_allocated", id="none that is a class"),
        pytest.param("reason = ''", "otherwise_has_reason", id="otherwise without a reason"),
        pytest.param(
            "outcome = 'withdrawn', class_entry_id = NULL, starts_on = NULL",
            "withdrawal_supersedes",
            id="a withdrawal of nothing",
        ),
        pytest.param("starts_on = NULL", "term_when_decided", id="no day of effect"),
        pytest.param("number = 2", "chain_counts", id="second without a first"),
        pytest.param("status = 'perhaps'", "status_known", id="a state that is none"),
        pytest.param("ends_before = starts_on", "ends_after_start", id="an empty term"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(first_decision: Decision, change: str, rule: str) -> None:
    refused(f"UPDATE records_decision SET {change} WHERE id = %s", [first_decision.pk], f"decision_{rule}")  # noqa: S608


@pytest.mark.django_db
def test_the_chain_of_decisions_does_not_fork(first_decision: Decision, at: Any) -> None:
    Decision.objects.filter(pk=first_decision.pk).update(status="superseded", ends_before=date(2026, 4, 1))
    after = Decision.objects.get(pk=first_decision.pk)
    after.pk, after.number, after.starts_on, after.ends_before = None, 2, date(2026, 4, 1), None
    after.supersedes, after.status = first_decision, "standing"
    after.save()
    after.pk, after.number, after.status, after.starts_on = None, 3, "undone", date(2026, 5, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        after.save()


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0, skip_checks=True)
