"""Competency models of one name are told apart where one of them is chosen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from meritbook.desk import growth_choices as offered
from meritbook.desk.model_names import names_apart
from meritbook.records.models import CompetencyModelRow
from meritbook.web.forms.assessments import SubjectForm
from rater_world import model_of, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None, people: Any, at: datetime) -> list[Any]:
    """Two models of one name, of which one has an owner, and one of another name."""
    found = [version_of(model_of(key), at) for key in ("small", "smaller")]
    CompetencyModelRow.objects.filter(pk=found[1].model_id).update(owner=people.analyst)
    return [*found, version_of(model_of("apart", name="Another model"), at)]


def test_models_of_one_name_are_called_by_key_version_day_and_owner_and_others_by_their_name(three: list[Any]) -> None:
    names = names_apart(CompetencyModelRow.objects.filter(pk__in=[one.model_id for one in three]))
    assert [names[one.model_id] for one in three] == [
        "A small model (small; version 1 of 2 March 2026)",
        "A small model (smaller; version 1 of 2 March 2026, kept by Analyst)",
        "Another model",
    ]


def test_no_two_choices_of_a_form_read_alike(three: list[Any]) -> None:
    rows = CompetencyModelRow.objects.filter(pk__in=[one.model_id for one in three])
    shown = [words for _, words in SubjectForm(models=rows).fields["model"].choices]  # type: ignore[attr-defined]
    assert len(set(shown)) == len(shown) == 3
    groups = [name for name, _ in offered.roles(offered.models())]
    assert len(set(groups)) == len(groups)
    assert {one for one in groups if one.startswith("A small model (")} == {
        one for one in shown if one.startswith("A small model (")
    }
