"""Words that may mean several people come back, in fields that name one person and in fields of lines.

The fields are asked by themselves here; the forms that hold them are in `test_people_by_room.py`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms

from meritbook.desk import lookups
from meritbook.desk.lookups import Among
from meritbook.records.models import Role, RoleAssignment, User
from meritbook.web.forms import lean, measures
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


def _lines(
    text: str, *, among: Among = lookups.WHO_SIGNS_IN, stand: list[User] | None = None, spend: Any = None
) -> forms.Form:
    class Asked(forms.Form):
        who = PeopleField(label="Who", among=among, commas=True)

    form = Asked({"who": text}, initial={"who": stand or []})
    field: Any = form.fields["who"]
    field.spend = spend
    return form


def _refusal(form: forms.Form) -> str:
    assert not form.is_valid()
    return " ".join(str(one) for one in form.errors["who"])


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


def test_a_line_that_is_a_username_of_no_office_and_a_name_of_others_comes_back(someone: Callable[..., User]) -> None:
    someone("Ann Garcia", "ag"), someone("Bo Garcia", "bg")
    account = someone("Zoe Unseen", "garcia", role=False)
    said = _refusal(_lines("garcia"))
    assert said.startswith("“garcia” fits 2 people: Ann Garcia, Department of Revenue; Bo Garcia, ")
    assert "It is also the username of somebody else; to mean them, write “(garcia)” after their name." in said
    assert "Zoe" not in said
    form = _lines("Zoe Unseen (garcia)")
    assert form.is_valid()
    assert form.cleaned_data["who"] == [account]
    assert "Nobody fits" in _refusal(_lines("Zoe Other (garcia)"))


def test_a_line_of_a_part_of_one_name_is_not_taken_for_its_bearer(someone: Callable[..., User]) -> None:
    meant = someone("Joann Leeson", "jl")
    said = _refusal(_lines("Ann Lee"))
    assert said == "“Ann Lee” fits one person: Joann Leeson, Department of Revenue. Write the full name."
    for line in ("joann leeson", "JL"):
        form = _lines(line)
        assert form.is_valid()
        assert form.cleaned_data["who"] == [meant]


def test_commas_part_usernames_and_no_names(someone: Callable[..., User]) -> None:
    robin, robert = someone("Robin Leeds", "robin-1"), someone("Robert Smith", "rs")
    both = _lines("robin-1, RS,\n,")
    assert both.is_valid()
    assert both.cleaned_data["who"] == [robin, robert]
    said = _refusal(_lines("Leeds, Robert"))
    assert said.startswith("Nobody fits “Leeds, Robert”.")
    assert said.endswith("Each person stands on a line.")
    assert "Nobody fits “rs, Robin Leeds”." in _refusal(_lines("rs, Robin Leeds"))
    someone("Robert Leeds", "rl")
    assert "“Leeds, Robert” fits one person: Robert Leeds" in _refusal(_lines("Leeds, Robert"))


def test_of_two_of_one_name_who_stand_the_one_whose_line_is_left_stays(
    someone: Callable[..., User], departments: Any
) -> None:
    twins = [someone("Ann Lee", "alee1"), someone("Ann Lee", "alee2", department=departments.transport)]
    bo = someone("Bo Moss", "bm")
    stand = [twins[0], bo, twins[1]]
    page = _lines("", stand=stand)["who"]
    assert page.field.prepare_value(stand) == "Ann Lee (alee1)\nBo Moss\nAnn Lee (alee2)"
    for left in twins:
        form = _lines(f"Bo Moss\nAnn Lee ({left.username})", stand=stand)
        assert form.is_valid()
        assert form.cleaned_data["who"] == [bo, left]
    assert "Write the username where two have one name" in _refusal(_lines("Ann Lee", stand=stand))


def test_lines_of_names_are_counted_once_and_each_that_fits_nobody_or_several_besides(
    someone: Callable[..., User],
) -> None:
    people = [someone(f"Mara Number {n}", f"mara-{n}") for n in range(1, 31)]
    counted: list[int] = []
    names = [one.full_name for one in people]
    assert not _lines("\n".join(["Mara Numbre 1", *names[1:]]), spend=lambda: counted.append(1)).is_valid()
    assert len(counted) == 2
    assert _lines("\n".join(names), spend=lambda: counted.append(1)).is_valid()
    assert len(counted) == 3
    assert not _lines("mara\nwho\nmara-1\nnumber 9", spend=lambda: counted.append(1)).is_valid()
    assert len(counted) == 7
    assert _lines("Mara Number 1", stand=people[:1], spend=lambda: counted.append(1)).is_valid()
    assert len(counted) == 7


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (measures.OwnerForm, "owner"), (measures.NewMeasureForm, "owner"), (lean.CharterForm, "sponsor"),
        (lean.CharterForm, "lead"), (lean.CharterForm, "team"), (lean.ActionForm, "owner"),
        (lean.NewProjectForm, "sponsor"), (lean.NewProjectForm, "lead"),
    ],
)  # fmt: skip
def test_nobody_without_a_role_comes_to_answer_for_a_measure_or_to_lean_work(
    form: type[forms.Form], field: str, someone: Callable[..., User]
) -> None:
    someone("Zoe Unseen", "zunseen", role=False)
    meant = someone("Bo Moss", "bm")
    asked = copy.deepcopy(form.base_fields[field])
    with pytest.raises(forms.ValidationError, match="Nobody in office fits “zunseen”"):
        asked.clean("zunseen")
    assert asked.clean("bm") in (meant, [meant])


def test_the_department_that_is_told_of_somebody_gone_or_to_come_finds_them(
    someone: Callable[..., User], at: Any, on: date, departments: Any
) -> None:
    from meritbook.actions import SYSTEM, grant_role

    def hold(user: User, role: Role, department: Any, *days: date) -> None:
        row = grant_role.perform(SYSTEM, at=at, why="Set-up.", user=user, role=role, department=department)
        first, *last = days
        RoleAssignment.objects.filter(pk=row.pk).update(starts_on=first, ends_before=last[0] if last else None)

    gone, coming = someone("Mara Gone", "mg", role=False), someone("Mara Coming", "mc", role=False)
    hold(gone, Role.EXECUTIVE, departments.transport, on - timedelta(days=90), on - timedelta(days=60))
    hold(gone, Role.EXECUTIVE, departments.revenue, on - timedelta(days=60), on)
    hold(coming, Role.EXECUTIVE, departments.revenue, on + timedelta(days=9))
    ever, ahead = lookups.GONE_TOO.names, lookups.SUCCESSORS.names
    found = lookups.look_up("mara revenue", on, among=ever)
    assert [(one.id, one.department) for one in found.rows] == [
        (coming.pk, departments.revenue.name),
        (gone.pk, departments.revenue.name),
    ]
    assert [one.id for one in lookups.look_up("mara revenue", on, among=ahead).rows] == [coming.pk]
    # Where they were before that is not told, and neither is where they were once they are elsewhere.
    assert lookups.look_up("mara transport", on, among=ever).total == 0
    hold(gone, Role.AUDITOR, None, on)
    assert [one.id for one in lookups.look_up("mara revenue", on, among=ever).rows] == [coming.pk]
