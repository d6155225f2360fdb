"""Forms on development plans: the plan, its goals and actions, notes, the coach and who is shown it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from meritbook.records.models import GrowthActionKind, GrowthState
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain, words

Choice = tuple[str, Any]


def choose(label: str, help_text: str = "", *, required: bool = False) -> forms.ChoiceField:
    """A list to choose from, whose choices the form is given."""
    return forms.ChoiceField(label=label, help_text=help_text, required=required)


def fill(form: forms.Form, name: str, choices: Sequence[Choice], empty: str) -> None:
    """Give a list its choices, and what it says before one is made."""
    form.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]


class _About(Plain):
    """What a plan aims at and rests on."""

    aims = choose("The class that you aim at", "Its minimum qualifications can then become goals of the plan.")
    assessment = choose("The report that it starts from", "One of your own assessments that is closed.")
    says = words("What the plan is for", required=False)

    def __init__(self, *args: Any, aims: Sequence[Choice], reports: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, "aims", aims, "No class")
        fill(self, "assessment", reports, "No report")
        if not reports:
            del self.fields["assessment"]


class PlanForm(_About):
    """A new plan."""

    title = forms.CharField(label="What the plan is called", max_length=200)
    model = choose("The role in which you work", "By a competency model in use.", required=True)
    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=DAY)
    field_order = ("title", "model", "starts_on", "last_day", "aims", "assessment", "says")

    def __init__(self, *args: Any, models: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        fill(self, "model", models, "Choose a role")


class PlanChangeForm(_About):
    """A plan that is changed."""

    title = forms.CharField(label="What the plan is called", max_length=200)
    role = choose("The role in which you work", required=True)
    last_day = forms.DateField(label="Last day", help_text=DAY)
    field_order = ("title", "role", "last_day", "aims", "assessment", "says")

    def __init__(self, *args: Any, roles: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class EndForm(Plain):
    """How a plan ends."""

    reached = forms.TypedChoiceField(
        label="How it ends",
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        choices=[("yes", "What it set out to is reached"), ("no", "It is given up")],
    )
    says = words("What came of it")


class GoalForm(Plain):
    """A goal."""

    says = forms.CharField(label="What you want to reach", max_length=400)
    competency = choose("Competency", "Where the goal is one of the competencies of the model.")
    requirement = choose("Minimum qualification", "Where the goal is to meet what the class asks that you aim at.")
    tie = choose("Objective of your contract", "Where the goal serves one. Only those who read the plan see the tie.")
    due_on = forms.DateField(label="Due", help_text=DAY)

    def __init__(
        self,
        *args: Any,
        competencies: Sequence[Choice],
        requirements: Sequence[str],
        ties: Sequence[Choice],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        fill(self, "competency", competencies, "None")
        fill(self, "requirement", [(one, one) for one in requirements], "None")
        fill(self, "tie", ties, "None")
        for name, given in (("requirement", requirements), ("tie", ties)):
            if not given:
                del self.fields[name]


class StateForm(Plain):
    """How far a goal or an action is."""

    state = forms.ChoiceField(label="How far it is", widget=forms.RadioSelect)
    says = words("What there is to say", required=False)

    def __init__(self, *args: Any, state: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["state"].initial = state
        over = state in (GrowthState.DONE, GrowthState.DROPPED)
        hidden = {GrowthState.PLANNED} if state != GrowthState.PLANNED else set()
        open_to = [GrowthState.UNDER_WAY] if over else [one for one in GrowthState if one not in hidden]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (one.value, "Taken up again, under way" if over else str(one.label)) for one in open_to
        ]


class ActionForm(Plain):
    """An action towards a goal."""

    kind = forms.ChoiceField(label="By what you learn", choices=GrowthActionKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(label="What you do", max_length=400)
    with_whom = forms.CharField(label="With whom", max_length=200, required=False)
    due_on = forms.DateField(label="Due", help_text=DAY)


class NoteForm(Plain):
    """Progress in words, perhaps with a file."""

    says = words("What there is to note")
    file = forms.FileField(
        label="File", required=False, help_text="Evidence, such as a certificate; at most 25 MB. It is kept as it is."
    )


class PersonForm(Plain):
    """Somebody in office."""

    person = PersonField(label="Person")


class CoachForm(Plain):
    """The coach, or nobody."""

    person = PersonField(label="Coach", required=False, help_text="Leave it empty to have no coach.")
