"""Competency models on record: what is shipped and what is the office's, versions, bad input, crosswalks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competency_model_world import SMALL, changed
from meritbook.actions import SYSTEM, Actor, install_competency_models, install_shipped_plans, ledger
from meritbook.actions import competency_model_policies as possible
from meritbook.actions.competency_models import current, model_of
from meritbook.actions.policies import TakenError
from meritbook.competency_models import load_competency_models
from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError, ScaleDirectionError
from meritbook.records.models import (
    CompetencyCrosswalk,
    CompetencyModelRow,
    CompetencyModelVersion,
    LedgerEntry,
    StoredDocument,
)
from meritbook.writers.competency_models import model_file
from year_stage import do

pytestmark = pytest.mark.django_db


def newer(monkeypatch: pytest.MonkeyPatch, **more: Any) -> CompetencyModel:
    """The next release of the program has other words for Maine's model."""
    model = load_competency_models()["maine"].model_copy(update=more)
    monkeypatch.setattr(install_competency_models, "load_competency_models", lambda: {"maine": model})
    return model


def test_a_new_release_enters_the_next_version_of_what_it_ships(
    competency_models: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = newer(monkeypatch, name="Maine, worded anew")
    (version,) = install_competency_models.perform(SYSTEM, at=at, why="New release.")
    assert (version.number, version.saved_by) == (2, None)
    assert model_of(current(competency_models.maine)) == model
    competency_models.maine.refresh_from_db()
    assert competency_models.maine.name == "Maine, worded anew"
    assert install_competency_models.perform(SYSTEM, at=at, why="Again.") == ()
    assert ledger.verify().sound


def test_what_an_office_adapted_is_not_replaced_and_a_line_that_was_withdrawn_is_not_drawn_again(
    competency_models: Any, people: Any, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = load_competency_models()["maine"].plain()
    ours = {
        **plain,
        "says": "As our state has it.",
        "roles": [{**one, "plan": "", "classes": []} for one in plain["roles"]],
    }
    do("take_competency_model", people.personnel_staff, at, row=competency_models.maine, model=ours)
    do("withdraw_crosswalk", people.personnel_staff, at, line=competency_models.line, because="They differ.")
    newer(monkeypatch, name="Maine, worded anew")
    before = LedgerEntry.objects.count()
    assert install_competency_models.perform(SYSTEM, at=at, why="New release.") == ()
    assert LedgerEntry.objects.count() == before
    assert model_of(current(competency_models.maine)).says == "As our state has it."
    assert not CompetencyCrosswalk.objects.filter(
        withdrawn_because="", one=competency_models.maine, one_competency="customer-focused"
    ).exists()


def test_the_crosswalk_is_drawn_for_the_models_that_an_office_keeps_under_the_shipped_keys(
    people: Any, at: datetime
) -> None:
    do("take_competency_model", people.personnel_staff, at, row=None, model=changed(key="kansas", name="Our Kansas"))
    install_competency_models.perform(SYSTEM, at=at, why="Set-up.")
    assert CompetencyModelRow.objects.get(key="kansas").shipped is False
    assert model_of(current(CompetencyModelRow.objects.get(key="kansas"))).name == "Our Kansas"
    assert not CompetencyCrosswalk.objects.exists()


def test_a_model_edited_in_the_middle_of_a_round_leaves_the_version_of_the_round_as_it_was(
    competency_models: Any, people: Any, at: datetime
) -> None:
    of_the_round = current(competency_models.harbor)
    words = of_the_round.model_json
    do(
        "take_competency_model", people.personnel_staff, at, row=competency_models.harbor,
        model=changed(scale={"points": ["Never", "Seldom", "Often", "Always"]}),
    )  # fmt: skip
    of_the_round.refresh_from_db()
    assert (of_the_round.model_json, of_the_round.current) == (words, False)
    assert len(model_of(of_the_round).scale.points) == 3
    assert len(model_of(current(competency_models.harbor)).scale.points) == 4
    assert ledger.verify().sound


@pytest.mark.parametrize(
    ("model", "refusal"),
    [
        (changed(scale={"points": ["Always", "Sometimes", "Never"]}), ScaleDirectionError),
        (changed(key="other"), possible.OtherModelError),
        (changed(says="What the harbor asks of its leaders."), possible.SameModelError),
        (changed(roles=[]), CompetencyModelError),
        (changed(says="A bell: \x07"), CompetencyModelError),
        (changed(says=" Leading space."), CompetencyModelError),
        (
            changed(roles=[{**SMALL["roles"][0], "plan": "moon", "classes": ["1"]}, SMALL["roles"][1]]),
            CompetencyModelError,
        ),
        ({"key": ["harbor"]}, CompetencyModelError),
        ({}, CompetencyModelError),
    ],
)
def test_what_is_no_next_version_is_refused_and_nothing_is_kept(
    competency_models: Any, people: Any, at: datetime, model: dict[str, Any], refusal: type[Exception]
) -> None:
    before = (LedgerEntry.objects.count(), CompetencyModelVersion.objects.count())
    with pytest.raises(refusal):
        do("take_competency_model", people.personnel_staff, at, row=competency_models.harbor, model=model)
    assert (LedgerEntry.objects.count(), CompetencyModelVersion.objects.count()) == before


def test_the_scale_of_the_version_before_upside_down_is_refused_where_its_words_do_not_tell(
    people: Any, at: datetime
) -> None:
    colours = changed(scale={"points": ["Red", "Amber", "Green"]})
    row = do("take_competency_model", people.personnel_staff, at, row=None, model=colours).model
    with pytest.raises(ScaleDirectionError, match="upside down: there “Red” is the lowest"):
        do(
            "take_competency_model", people.personnel_staff, at, row=row,
            model=changed(scale={"points": ["Green", "Amber", "Red"]}),
        )  # fmt: skip


def test_a_class_that_is_in_no_plan_in_effect_is_named(competency_models: Any, people: Any, at: datetime) -> None:
    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    mate, master = SMALL["roles"]
    wrong = changed(roles=[{**mate, "plan": "kansas", "classes": ["4272A4", "9999Z9"]}, master])
    with pytest.raises(CompetencyModelError, match="The plan “kansas” has no class 9999Z9"):
        do("take_competency_model", people.personnel_staff, at, row=competency_models.harbor, model=wrong)
    right = changed(roles=[{**mate, "plan": "kansas", "classes": ["4272A4"]}, master])
    version = do("take_competency_model", people.personnel_staff, at, row=competency_models.harbor, model=right)
    role = model_of(version).role_of_class("kansas", "4272A4")
    assert role is not None
    assert role.key == "mate"


def test_a_file_is_kept_byte_for_byte_beside_its_version(people: Any, at: datetime) -> None:
    data = model_file(CompetencyModel.model_validate(SMALL), "xlsx")
    version = do("take_competency_model", people.personnel_staff, at, row=None, data=data, name="harbor.xlsx")
    assert version.document is not None
    assert version.document.original() == data
    assert version.document.media_type.endswith("spreadsheetml.sheet")
    wrong = data[: len(data) // 2]
    before = StoredDocument.objects.count()
    with pytest.raises(Exception, match="damaged"):
        do("take_competency_model", people.personnel_staff, at, row=version.model, data=wrong, name="harbor.xlsx")
    assert StoredDocument.objects.count() == before


def test_two_models_never_carry_one_key_and_a_model_never_has_two_versions_that_stand(
    competency_models: Any, people: Any, at: datetime
) -> None:
    with pytest.raises(TakenError):
        do("take_competency_model", people.personnel_staff, at, row=None, model=SMALL)
    first = CompetencyModelVersion.objects.get(model=competency_models.harbor, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetencyModelVersion.objects.filter(pk=first.pk).update(current=True)


def test_words_altered_behind_the_ledger_are_found(competency_models: Any) -> None:
    assert ledger.verify().sound
    version = current(competency_models.maine)
    with transaction.atomic():
        CompetencyModelVersion.objects.filter(pk=version.pk).update(
            model_json=version.model_json.replace("Hears those who disagree", "Hears those who agree")
        )
        assert [one.where for one in ledger.verify().faults] == [f"competencymodelversion:{version.pk}"]
        transaction.set_rollback(True)


def test_a_retired_model_has_no_new_lines_and_no_new_owner(competency_models: Any, people: Any, at: datetime) -> None:
    do("retire_competency_model", people.personnel_staff, at, row=competency_models.harbor, because="Closed.")
    ends = {"one": competency_models.harbor, "one_competency": "care", "other": competency_models.maine}
    for name, taken in (
        ("draw_crosswalk", {**ends, "other_competency": "integrity", "partly": True, "because": "Care."}),
        ("take_competency_model", {"row": competency_models.harbor, "model": changed(says="Anew.")}),
        ("take_over_competency_model", {"row": competency_models.harbor}),
        ("retire_competency_model", {"row": competency_models.harbor, "because": "Again."}),
    ):
        with pytest.raises(possible.ModelRetiredError, match=r"is retired: Closed\."):
            do(name, people.personnel_staff, at, **taken)


def test_a_model_is_taken_over_once(competency_models: Any, people: Any, at: datetime) -> None:
    with pytest.raises(possible.OwnerError):
        do("take_over_competency_model", people.personnel_staff, at, row=competency_models.harbor)
    later = at + timedelta(days=1)
    assert do("take_over_competency_model", people.personnel_staff, later, row=competency_models.maine).owner == (
        people.personnel_staff
    )
    assert Actor(people.personnel_staff).name in LedgerEntry.objects.latest("seq").payload
