"""Forms on organizational development: assessments, findings, evidence, improvements and surveys."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.core.results.development import Area
from meritbook.core.results.survey import LONGEST_TEXT, Questions
from meritbook.core.results.survey_lines import SurveyLinesError, questions_in
from meritbook.desk import lookups
from meritbook.records.models import Department, ImprovementState, Measure, StrategicPlan, Survey
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.people_lines import PeopleField
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain


def _words(label: str, help_text: str = "", *, required: bool = True, rows: int = 4, most: int = 4_000) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OpenForm(Plain):
    """A new assessment."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department", empty_label=None
    )
    year = forms.IntegerField(label="Year", help_text="Four digits; a department has one assessment a year.")
    assessed_on = forms.DateField(label="As on", help_text=DAY)
    assessors = PeopleField(
        label="Assessed by",
        help_text="They keep assessments of the department, and do not direct it.",
        among=lookups.WHO_SIGNS_IN,
        commas=True,
    )

    def __init__(self, *args: Any, departments: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class FindingForm(Plain):
    """What was found in an area."""

    strengths = _words("Strengths", required=False, most=8_000)
    opportunities = _words("Opportunities for improvement", required=False, most=8_000)
    level = forms.ChoiceField(label="Level", required=False, widget=forms.RadioSelect)
    because = _words("Why this level", "A level is kept only with its reason.", required=False, most=8_000)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            ("", "No level is chosen"),
            *((one.key, f"{one.name}: {one.says}") for one in area.levels),
        ]


class EvidenceForm(Plain):
    """Evidence beside an area: one of a file, a measure, a goal; or words with their source."""

    says = _words("What it shows")
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=400,
        help_text="For words: the document with its place, or who said so and when.",
    )
    file = forms.FileField(label="File", required=False)
    measure = forms.CharField(label="Measure, by its key", required=False, max_length=79)
    plan = forms.CharField(label="Plan, by its key", required=False, max_length=79)
    goal = forms.CharField(label="Goal of that plan, by its key", required=False, max_length=79)

    def clean_measure(self) -> Measure | None:
        """The measure."""
        said = self.cleaned_data["measure"].strip()
        found: Measure | None = Measure.objects.filter(key__iexact=said).first() if said else None
        if said and found is None:
            raise forms.ValidationError("No measure carries this key.", code="unknown")
        return found

    def clean_plan(self) -> StrategicPlan | None:
        """The plan."""
        return _plan(self.cleaned_data["plan"])


def _plan(said: str) -> StrategicPlan | None:
    said = said.strip()
    found: StrategicPlan | None = StrategicPlan.objects.filter(key__iexact=said).first() if said else None
    if said and found is None:
        raise forms.ValidationError("No plan carries this key.", code="unknown")
    return found


class WordsForm(Plain):
    """One text: a reason or an answer."""

    words = _words("Words", rows=6, most=8_000)

    def __init__(self, *args: Any, label: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"].label = label


class NoForm(Plain):
    """Nothing but a confirmation."""


class ImprovementForm(Plain):
    """An improvement."""

    area = forms.ChoiceField(label="Area")
    what = forms.CharField(label="What is done", max_length=400)
    owner = PersonField(label="By whom", among=lookups.WHO_SIGNS_IN)
    due_on = forms.DateField(label="Due", help_text=DAY)
    plan = forms.CharField(
        label="Plan in which it stands, by its key",
        required=False,
        max_length=79,
        help_text="Of the department or of the enterprise; leave it empty where no plan names it.",
    )
    action = forms.CharField(label="Action of that plan, by its key", required=False, max_length=79)

    def __init__(self, *args: Any, areas: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].choices = [(one.key, one.name) for one in areas]  # type: ignore[attr-defined]

    def clean_plan(self) -> StrategicPlan | None:
        """The plan."""
        return _plan(self.cleaned_data["plan"])


class ReportForm(Plain):
    """How far an improvement is."""

    state = forms.ChoiceField(label="State", choices=ImprovementState.choices, widget=forms.RadioSelect)
    says = _words("What was done, or why not")


class QuestionsForm(Plain):
    """The questions of a survey as lines."""

    questions = _words(
        "Questions, a line each",
        "As “hope: I know what is expected of me. [Not at all; A little; Half; Mostly; Wholly]”: a key, the question, "
        "the points from the lowest to the highest. Write “low is good” after the bracket where the low end is the "
        "favourable one. A line without a bracket is answered in words, in surveys of the whole enterprise only.",
        rows=12,
        most=30_000,
    )

    def clean_questions(self) -> Questions:
        """The questions."""
        try:
            return questions_in(self.cleaned_data["questions"])
        except SurveyLinesError as error:
            raise forms.ValidationError(error.message, code="lines") from error


class SurveyForm(QuestionsForm):
    """A new survey."""

    key = forms.CharField(label="Key", max_length=79, help_text="Small letters, digits and hyphens. It never changes.")
    title = forms.CharField(label="Title", max_length=200)
    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(),
        label="Whom it asks",
        required=False,
        empty_label="The enterprise as a whole",
    )
    follows: forms.ModelChoiceField[Survey] = forms.ModelChoiceField(
        queryset=Survey.objects.none(),
        label="Compared with",
        required=False,
        empty_label="No other survey",
        help_text="A closed survey of the same people; the same question in both is compared.",
    )
    field_order = ("key", "title", "department", "follows", "questions")

    def __init__(self, *args: Any, departments: Any, everywhere: bool, closed: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["department"]
        field.queryset = departments  # type: ignore[attr-defined]
        self.fields["follows"].queryset = closed  # type: ignore[attr-defined]
        if not everywhere:
            field.required, field.empty_label = True, None  # type: ignore[attr-defined]


class DaysForm(Plain):
    """Between which days a survey is open."""

    starts_on = forms.DateField(label="First day", help_text=DAY)
    last_day = forms.DateField(label="Last day", help_text=DAY)


class AnswerForm(Plain):
    """One person's answers. Nothing has to be answered; what is left out is not the middle."""

    def __init__(self, *args: Any, questions: Questions, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in questions.items:
            if one.kind == "text":
                self.fields[one.key] = _words(
                    one.says,
                    "Write nothing by which you or somebody else can be known. You see it once more before it is sent.",
                    required=False,
                    most=LONGEST_TEXT,
                )
                self.fields[one.key].widget.attrs["autocomplete"] = "off"
            else:
                self.fields[one.key] = forms.ChoiceField(
                    label=one.says,
                    required=False,
                    initial="",
                    widget=forms.RadioSelect,
                    choices=[
                        *((str(place), word) for place, word in enumerate(one.points, start=1)),
                        ("", "No answer"),
                    ],
                )
