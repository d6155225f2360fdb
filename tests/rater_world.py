"""Assessments of people by several, for tests: a small model, raters, and rounds acted out by the acts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from year_stage import do

SO = "They work for them in fact."
"""Why somebody is asked whom no position shows as supervisor or report."""
POINTS = ("Never", "Seldom", "At times", "Often", "Always")


def model_of(key: str = "small", competencies: Sequence[str] = ("candour", "thrift"), **more: Any) -> Any:
    """A model with two roles, and for each two behaviours a competency."""
    from meritbook.core.competencies.model import CompetencyModel

    return CompetencyModel.model_validate(
        {
            "key": key,
            "name": "A small model",
            "source": "Made up for tests (rank: form).",
            "roles": [{"key": "manager", "name": "Manager"}, {"key": "executive", "name": "Executive"}],
            "competencies": [
                {
                    "key": one,
                    "name": one.title(),
                    "definition": f"Shows {one}.",
                    "behaviours": {
                        role: [
                            {"key": f"{one}-{role}-{n}", "says": f"Shows {one} as {role} in the {n}. way."}
                            for n in (1, 2)
                        ]
                        for role in ("manager", "executive")
                    },
                }
                for one in competencies
            ],
            "scale": {"points": POINTS},
            **more,
        }
    )


def version_of(model: Any, at: datetime, *, row: Any = None, number: int = 1) -> Any:
    """The version of a model on record."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion

    with transaction.atomic():
        row = row or CompetencyModelRow.objects.create(key=model.key, name=model.name, made_at=at)
        before = CompetencyModelVersion.objects.filter(model=row, current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        made = CompetencyModelVersion.objects.create(
            model=row, number=number, model_json=canonical_json(model), sha256=digest(model), saved_at=at
        )
        ledger.write(
            SYSTEM, role="system", at=at, why="Set-up.", action="set_up", subject=f"competencymodel:{row.key}",
            facts={"number": number}, records=[row, made, *([before] if before else [])],
        )  # fmt: skip
    return made


def staff(at: datetime, department: Any, count: int, *, stem: str = "rater", mailed: bool = False) -> list[Any]:
    """So many people in office of the department; with `mailed` each has an address."""
    from conftest import SINCE
    from meritbook.actions import SYSTEM, create_user, grant_role
    from meritbook.records.models import Role

    made = []
    for n in range(1, count + 1):
        user = create_user.perform(
            SYSTEM, at=at, why="Set-up.", username=f"{stem}-{n}", full_name=f"{stem.title()} Number {n}"
        )  # fmt: skip
        grant_role.perform(
            SYSTEM, at=at, why="Set-up.", user=user, role=Role.EXECUTIVE, department=department,
            starts_on=SINCE,
        )  # fmt: skip
        if mailed:
            do("subscribe_digest", user, at, address=f"{stem}-{n}@agency.example")
        made.append(user)
    return made


def drawn(
    keeper: Any, at: datetime, *, subject: Any, version: Any, groups: Mapping[str, Sequence[Any]], **more: Any
) -> Any:
    """A draft with its raters; somebody in a group is a user, or the name of a guest."""
    row = do("draw_assessment", keeper, at, subject=subject, version=version, role="executive", **more)
    for group, raters in groups.items():
        for one in raters:
            who = {"user": one} if not isinstance(one, str) else {"guest": one, "address": f"{one}@outside.example"}
            do("name_rater", keeper, at, assessment=row, group=group, because=SO, **who)
    return row


def opened(keeper: Any, at: datetime, *, days: int = 14, confirm: bool = False, **more: Any) -> Any:
    """An open assessment from today on; with `confirm` also one of which nothing would be told."""
    row = drawn(keeper, at, **more)
    last = at.date() + timedelta(days=days - 1)
    return do("open_assessment", keeper, at, assessment=row, starts_on=at.date(), last_day=last, confirm=confirm)


def places(assessment: Any, *chosen: Any) -> dict[str, Any]:
    """Places for the behaviours in the order of the model, gone round; None leaves one out."""
    from meritbook.actions import assessing

    keys = [one.key for _, one in assessing.model_of(assessment).items(assessment.role)]
    return {key: chosen[n % len(chosen)] for n, key in enumerate(keys) if chosen[n % len(chosen)] is not None}


def rater(assessment: Any, who: Any) -> Any:
    """What somebody is asked; a guest by name."""
    from meritbook.actions import assessing

    if isinstance(who, str):
        return assessment.raters.get(guest=who)
    return assessing.rater_of(assessment, who)


def seen(assessment: Any, given: Mapping[str, Any], comments: Mapping[str, Any]) -> str:
    """The hash that a preview shows."""
    from meritbook.actions import assessing
    from meritbook.core.competencies.answers import ratings_of

    return ratings_of(assessing.model_of(assessment), assessment.role, given, comments).sha256


def answer(assessment: Any, who: Any, at: datetime, *chosen: Any, **comments: str) -> str:
    """Answer as somebody who looked at the preview; gives the receipt."""
    given = places(assessment, *chosen)
    return do(
        "answer_assessment", who, at, rater=rater(assessment, who), given=given, comments=comments,
        seen=seen(assessment, given, comments),
    )  # fmt: skip


def closed(keeper: Any, at: datetime, assessment: Any) -> Any:
    """Close it on the day after its last; gives what is told."""
    from meritbook.actions import assessing
    from meritbook.records import clock
    from meritbook.records.models import MultiraterAssessment

    row = MultiraterAssessment.objects.get(pk=assessment.pk)
    assert row.ends_before is not None
    later = at + (row.ends_before - clock.day_of(at))
    return assessing.result_of(do("close_assessment", keeper, later, assessment=row))


def rows_of_database() -> dict[str, str]:
    """Everything that the database holds, as text, by the table."""
    from django.apps import apps
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("records").get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608  # names of our own tables
            found[model.__name__] = repr(cursor.fetchall())
    return found
