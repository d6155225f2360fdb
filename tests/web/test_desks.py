"""What stands on the desks: acts, with what is known about each."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions import Actor, decide_allocation, run_allocation, sign_description, submit_description
from meritbook.desk.acts import Act, Section
from meritbook.desk.answers import person

HEADINGS = {
    "allocated": "Answered with a class: accept, or decide otherwise",
    "undetermined": "Undetermined: questions to ask",
    "none": "Answered with none of the classes: confirm, or decide otherwise",
}
STATES = {"allocated": "answered", "undetermined": "open", "none": "outside"}


@pytest.fixture
def official(world: Any, describe: Callable[..., Any], description: Any, at: datetime) -> Any:
    """A signed description without a run."""
    draft = describe(
        description.model_copy(update={"number": "0500-01"}), appointing_authority=world.people.appointing_authority
    ).version
    submitted = submit_description.perform(Actor(world.people.agency_hr), at=at, why="Complete.", version=draft)
    return sign_description.perform(Actor(world.people.appointing_authority), at=at, why="Agreed.", version=submitted)


def _sections(client: Any) -> dict[str, str]:
    page = client.get(reverse("web:home")).content.decode()
    return {
        re.sub(r"<[^>]*>.*", "", heading, flags=re.S).strip(): body
        for heading, body in re.findall(
            r"<section aria-labelledby=\"sec-\d+\">\s*<h2[^>]*>(.*?)</h2>(.*?)</section>", page, re.S
        )
    }


def _listed(client: Any, state: str) -> tuple[str, ...]:
    page = client.get(reverse("web:positions"), {"state": state}).context["page"]
    assert page.total == len(page.rows), f"the list counts {page.total} and shows {len(page.rows)}"
    return tuple(row.number for row in page.rows)


def test_a_position_moves_over_the_desk_of_the_analyst_from_not_run_to_answered_to_decided(
    world: Any, official: Any, signed_in: Callable[[Any], Any], at: datetime
) -> None:
    client = signed_in(world.people.analyst)
    assert "0500-01" in _sections(client)["Not yet run"]
    assert "0500-01" in _listed(client, "unrun")

    plan = [world.run.plan_revisions.get(key="iowa")]
    run_allocation.perform(Actor(world.people.analyst), at=at, why="First.", version=official, plans=plan)
    run = run_allocation.perform(
        Actor(world.people.analyst), at=at + timedelta(hours=1), why="Asked for.", version=official
    )
    sections = _sections(client)
    assert "0500-01" not in sections["Not yet run"]
    said = {status: sections[heading] for status, heading in HEADINGS.items()}
    assert [status for status, body in said.items() if "0500-01" in body] == [run.status], "the newest run counts"
    if run.status == "allocated":
        assert run.result.allocation.class_title in said[run.status]
    assert [status for status, state in STATES.items() if "0500-01" in _listed(client, state)] == [run.status]
    assert "0500-01" not in _listed(client, "unrun")

    decide_allocation.perform(
        Actor(world.people.analyst),
        at=at + timedelta(hours=2),
        why="Decided.",
        run=run,
        class_entry=decide_allocation.answered_class(run),
        reason="Read with the supervisor.",
    )
    assert not any("0500-01" in _sections(client)[heading] for heading in (*HEADINGS.values(), "Not yet run"))
    assert not any("0500-01" in _listed(client, state) for state in (*STATES.values(), "unrun"))


def test_an_open_answer_says_how_many_questions_go_to_whom(
    world: Any, official: Any, signed_in: Callable[[Any], Any], at: datetime
) -> None:
    from meritbook.core.verdict import Verdict

    # Every clause that the answer rests on is turned until the answer is open.
    first = run_allocation.perform(Actor(world.people.analyst), at=at, why="Asked for.", version=official)
    clauses = {clause.criterion for one in first.result.series for clause in one.clauses}
    clauses |= {clause.criterion for one in first.result.candidates for clause in one.clauses}
    run = run_allocation.perform(
        Actor(world.people.analyst),
        at=at,
        why="With open clauses.",
        version=official,
        overrides=dict.fromkeys(clauses, Verdict.UNDETERMINED),
    )
    assert run.status == "undetermined"
    line = _sections(signed_in(world.people.analyst))[HEADINGS["undetermined"]]
    assert "Undetermined: " in line
    for ask in {one.ask for one in run.result.missing}:
        number = sum(one.ask == ask for one in run.result.missing)
        assert f"{number} question{'s' if number > 1 else ''} to the {person(ask)}" in line


@pytest.mark.parametrize("role", ["agency_hr", "department_director", "appointing_authority", "executive"])
def test_those_who_live_with_a_decision_find_the_result_and_its_letter_on_their_desk(
    role: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(getattr(world.people, role))
    page = client.get(reverse("web:home")).content.decode()
    letter = reverse("web:letter", args=[world.decision.pk, "pdf"])
    assert letter in page
    assert reverse("web:decision", args=[world.decision.pk]) in page
    assert client.get(letter)["Content-Type"] == "application/pdf"


def test_the_desk_of_another_department_does_not_tell_of_the_decision(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = signed_in(world.people.agency_hr_elsewhere).get(reverse("web:home")).content.decode()
    assert reverse("web:decision", args=[world.decision.pk]) not in page


@pytest.mark.django_db
def test_a_desk_says_that_no_last_day_is_set_only_of_acts_without_one(
    people: Any, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.web.views import home

    client = signed_in(people.auditor)

    def shown(*days: date | None) -> str:
        acts = tuple(
            Act(title=f"Act {n}", view="", id=None, detail="", without="It stays open.", last_day=day)
            for n, day in enumerate(days)
        )
        section = Section(heading="Acts", acts=acts, total=len(acts), empty="")
        monkeypatch.setattr(home, "desk", lambda _: (section,))
        return str(client.get(reverse("web:home")).content.decode())

    assert shown(None, None).count("No last day is set") == 1
    both = shown(date(2026, 4, 1), None)
    assert "It stays open. No last day is set." not in both
    assert both.count("<span>No last day is set</span>") == 1
    assert "No last day is set" not in shown(date(2026, 4, 1), date(2026, 5, 1))
