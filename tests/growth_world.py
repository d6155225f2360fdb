"""A development plan for tests: its model, goals, actions, notes, a coach, and somebody to whom it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from year_stage import do, file_named

LAST = date(2035, 12, 31)


def small_model() -> Any:
    """A model of two competencies and two roles; the highest class of the plan `kansas` works in the second."""
    from meritbook.core.competencies.model import CompetencyModel

    def said(role: str, *words: str) -> list[dict[str, str]]:
        return [{"key": f"{role}-{one.split()[0].lower()}", "says": one} for one in words]

    return CompetencyModel.model_validate(
        {
            "key": "harbours",
            "name": "Leadership in the harbours",
            "source": "Handbook of the harbours, chapter 3.",
            "authored": "The behaviours were written by the office.",
            "roles": [
                {"key": "manager", "name": "Manager"},
                {"key": "executive", "name": "Executive", "plan": "kansas", "classes": ["4275A4"]},
            ],
            "competencies": [
                {
                    "key": "listens",
                    "name": "Listens",
                    "definition": "Hears what is meant before answering.",
                    "behaviours": {
                        "manager": said("manager", "Asks back before deciding."),
                        "executive": said("executive", "Hears those who disagree first."),
                    },
                },
                {
                    "key": "decides",
                    "name": "Decides",
                    "definition": "Decides in time and says why.",
                    "behaviours": {"manager": said("manager", "Decides within the week.")},
                },
            ],
            "scale": {"points": ["Never", "Seldom", "Often", "Always"]},
        }
    )


def model_on_record(at: datetime, model: Any = None) -> Any:
    """The version of a model, put on record as an act would."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion

    model = model or small_model()
    with transaction.atomic():
        row = CompetencyModelRow.objects.create(key=model.key, name=model.name, made_at=at)
        version = CompetencyModelVersion.objects.create(
            model=row, number=1, model_json=canonical_json(model), sha256=digest(model), saved_at=at
        )
        ledger.write(
            SYSTEM, role="system", at=at, why="Set-up.", action="take_competency_model", subject=f"model:{model.key}",
            records=[row, version],
        )  # fmt: skip
    return version


@dataclass(frozen=True)
class Growth:
    """What is on record on 2 March 2026: all of the executive's, coached by the director, shown to the facilitator."""

    version: Any
    plan: Any
    goal: Any
    """On listening, due at the end of June."""
    action: Any
    """An experience, due in ten days."""
    course: Any
    """Due at the end of May."""
    note: Any
    """Of the coach, on the action."""
    file: Any
    """A note with a file."""
    share: Any
    other: Any
    """A plan of the agency HR that nobody else reads."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        one = {"pk": self.plan.pk}
        goal, action = {**one, "goal": self.goal.pk}, {**one, "action": self.action.pk}
        return {
            **{f"web:growth_{name}": one for name in ("plan", "plan_change", "plan_end", "coach", "show", "note")},
            "web:growth_show_withdraw": {**one, "share": self.share.pk},
            "web:growth_goal_new": one,
            "web:growth_goal_change": goal,
            "web:growth_goal_move": goal,
            "web:growth_action_new": goal,
            "web:growth_action_change": action,
            "web:growth_action_move": action,
            "web:growth_file": {**one, "note": self.file.pk},
        }


_OWN = (
    "plan_new", "plan_change", "plan_end", "coach", "show", "show_withdraw", "goal_new", "goal_change", "goal_move",
    "action_new", "action_change", "action_move",
)  # fmt: skip
SEEN_BY = {
    "web:growth_plans": "executive",
    "web:growth_plan": "results_facilitator",
    "web:growth_note": "department_director",
    "web:growth_file": "results_facilitator",
    **{f"web:growth_{name}": "executive" for name in _OWN},
}
PAGES = (
    ("web:growth_plans", "executive"),
    ("web:growth_plan", "executive"),
    ("web:growth_plan", "department_director"),
    ("web:growth_plan_new", "executive"),
    ("web:growth_goal_new", "executive"),
)
"""Pages that may not ask the database more often when more is on record, and who opens them."""


def made(who: Any, at: datetime, version: Any, title: str, **more: Any) -> Any:
    """A plan until the end of the year."""
    taken = {"version": version, "role": "manager", "starts_on": at.date(), "last_day": LAST, **more}
    return do("make_growth_plan", who, at, title=title, **taken)


def goal_of(who: Any, at: datetime, plan: Any, says: str, **more: Any) -> Any:
    """A goal, due at the end of June."""
    return do("set_growth_goal", who, at, plan=plan, says=says, **{"due_on": date(2026, 6, 30), **more})


def action_of(who: Any, at: datetime, goal: Any, what: str, **more: Any) -> Any:
    """An action, due at the end of May."""
    taken = {"kind": "course", "due_on": date(2026, 5, 31), **more}
    return do("plan_growth_action", who, at, goal=goal, what=what, **taken)


def growth(people: Any, at: datetime) -> Growth:
    """The record, made by the acts themselves."""
    executive, coach = people.executive, people.department_director
    version = model_on_record(at)
    plan = made(executive, at, version, "Lead by listening", says="The unions say that I do not hear them.")
    do("name_coach", executive, at, plan=plan, coach=coach)
    goal = goal_of(executive, at, plan, "Hear all sides before I decide", competency="listens")
    action = action_of(
        executive, at, goal, "Chair the talks on shifts", kind="experience", with_whom="the harbour crews",
        due_on=at.date() + timedelta(days=10),
    )  # fmt: skip
    course = action_of(executive, at, goal, "Course on mediation")
    note = do("note_growth", coach, at, plan=plan, action=action, says="The crews were heard for an hour.")
    file = do(
        "note_growth", executive, at, plan=plan, goal=goal, says="The certificate.",
        file=file_named("certificate.txt", b"Passed on 1 March 2026.\n"),
    )  # fmt: skip
    share = do("show_growth_plan", executive, at, plan=plan, reader=people.results_facilitator)
    other = made(people.agency_hr, at, version, "Write shorter letters")
    plan.refresh_from_db()
    return Growth(version, plan, goal, action, course, note, file, share, other)


def more(people: Any, room: Growth, first: int, last: int, at: datetime) -> None:
    """More of each, so that lists are longer."""
    executive = people.executive
    for n in range(first, last):
        made(executive, at, room.version, f"Plan {n}")
        goal = goal_of(executive, at, room.plan, f"Goal {n}", competency="decides")
        action = action_of(executive, at, goal, f"Action {n}")
        do("note_growth", people.department_director, at, plan=room.plan, action=action, says=f"Note {n}.")
        do("note_growth", executive, at, plan=room.plan, says=f"Of the plan, {n}.")
        reader = do("create_user", people.system_administrator, at, username=f"grows{n}", full_name=f"Grows {n}")
        do(
            "grant_role", people.system_administrator, at, user=reader, role="auditor", department=None,
            starts_on=at.date(),
        )  # fmt: skip
        do("show_growth_plan", executive, at, plan=room.plan, reader=reader)
