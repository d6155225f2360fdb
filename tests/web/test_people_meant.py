"""Nobody is taken for somebody else: words that may mean several people come back, in fields of one person and of lines.

The fields are asked by themselves here; the forms that hold them are in `test_people_by_room.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms

from meritbook.desk import lookups
from meritbook.desk.lookups import Among
from meritbook.records.models import Role, User
from meritbook.web.forms.people_lines import PeopleField
from meritbook.web.forms.person import PersonField

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any, on: Any) -> None:
    settings.MERITBOOK_ON = on


@pytest.fixture
def someone(at: Any, departments: Any) -> Callable[..., User]:
    """Enter a person, in office of revenue unless they are to hold no role."""
    from meritbook.actions import SYSTEM, create_user, grant_role

    def someone(name: str, username: str, *, role: bool = True, department: Any = None) -> User:
        user = create_user.perform(SYSTEM, at=at, why="Set-up.", username=username, full_name=name)
        if role:
            where = department or departments.revenue
            grant_role.perform(SYSTEM, at=at, why="Set-up.", user=user, role=Role.EXECUTIVE, department=where)
        return user

    return someone


def _one(among: Among, words: str, chosen: User | None = None, initial: User | None = None) -> forms.Form:
    class Asked(forms.Form):
        who = PersonField(label="Who", among=among)

    more = {"who-for": words, "who-chosen": str(chosen.pk)} if chosen is not None else {}
    return Asked({"who": words, **more}, initial={"who": initial})


@pytest.mark.parametrize("among", [lookups.WHO_SIGNS_IN, lookups.IN_SERVICE, lookups.HOLDERS, lookups.GONE_TOO])
def test_a_username_of_no_office_that_is_also_a_name_of_others_is_a_choice(
    among: Among, someone: Callable[..., User]
) -> None:
    ann, bo = someone("Ann Garcia", "ag"), someone("Bo Garcia", "bg")
    account = someone("Zoe Unseen", "garcia", role=False)
    form = _one(among, "Garcia")
    assert not form.is_valid()
    assert form.errors["who"] == [
        "“Garcia” fits 2 people by name, and is the username of somebody else. "
        "Choose who is meant, or write more of the name."
    ]
    page = form.as_p()
    assert [f'value="{one.pk}"' in page for one in (ann, bo, account)] == [True] * 3
    assert "The account “garcia”" in page
    assert "Zoe Unseen" not in page
    for meant in (ann, bo, account):
        chosen = _one(among, "Garcia", meant)
        assert chosen.is_valid()
        assert chosen.cleaned_data["who"] == meant
        assert f'value="{meant.pk}" checked' in chosen.as_p()


def test_a_username_that_is_nobodys_name_or_of_somebody_in_office_needs_no_choice(
    someone: Callable[..., User],
) -> None:
    others = someone("Ann Garcia", "bo"), someone("Bo Moss", "moss")
    account = someone("Zoe Unseen", "zunseen", role=False)
    for words, meant in (("zunseen", account), ("bo", others[0]), ("MOSS", others[1])):
        form = _one(lookups.WHO_SIGNS_IN, words)
        assert form.is_valid(), words
        assert form.cleaned_data["who"] == meant
