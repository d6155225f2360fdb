"""Forms on competency models: one typed as lines, one of a file, and the lines of a crosswalk."""

from __future__ import annotations

from typing import Any

from django import forms

from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.model_lines import (
    ModelLinesError,
    competencies_in,
    lines_of_competencies,
    lines_of_points,
    lines_of_roles,
    points_in,
    roles_in,
)
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.register import Plain, words


class ModelFileForm(Plain):
    """A file with a model."""

    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="CSV, XLSX or JSON, in the shape in which a model is handed out. Each point of the scale says its "
        "rank, 1 for the lowest. The file is kept byte for byte.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )


class ModelForm(Plain):
    """A model, typed."""

    key = forms.CharField(label="Key", max_length=60, help_text="Small letters, digits and hyphens. It never changes.")
    name = forms.CharField(label="Name", max_length=200)
    says = words("What it is for", required=False, most=2_000)
    source = words(
        "Source", "The document from which it is, with its place and rank; or who decided on it.", most=1_000
    )
    authored = words(
        "What is not from the source",
        "It is shown to everybody who is rated by it. Leave it empty where all of it is the source’s.",
        required=False,
        most=1_000,
    )
    starts_on = forms.DateField(label="In use from", required=False, help_text=DAY)
    scale = words("Points of the scale, a line each, the lowest first", rows=5, most=1_300)
    roles = words(
        "Roles, a line each, the lowest step of the ladder first",
        "As “mate: Mate | Leads a pier. | plan: class, class”: a key, a name, what it is, and the classes of a plan "
        "that work in it. Only the name is needed.",
        rows=5,
        most=15_000,
    )
    competencies = words(
        "Competencies with their behaviours",
        "A line “# care: Care” begins one. Its definition follows, then “cues: word; word” where duties are to be read "
        "for it. A line “@ mate” begins the behaviours of that role, a line each.",
        rows=20,
        most=120_000,
    )

    def clean_roles(self) -> list[dict[str, Any]]:
        """The roles."""
        try:
            return roles_in(self.cleaned_data["roles"])
        except ModelLinesError as error:
            raise forms.ValidationError(error.message, code="lines") from error

    def clean_competencies(self) -> list[dict[str, Any]]:
        """The competencies."""
        try:
            return competencies_in(self.cleaned_data["competencies"])
        except ModelLinesError as error:
            raise forms.ValidationError(error.message, code="lines") from error

    def model(self, key: str = "") -> dict[str, Any]:
        """What was typed, in the shape of a model."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return {"key": key, **values, "scale": {"points": points_in(values["scale"])}}


class NextModelForm(ModelForm):
    """The next version of a model; its key stays."""

    key = None  # type: ignore[assignment]  # Django's way to take a field out
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def initial_of(model: CompetencyModel, number: int) -> dict[str, Any]:
    """What the form begins with, to write the next version of a model."""
    return {
        **{name: getattr(model, name) for name in ("name", "says", "source", "authored", "starts_on")},
        "scale": lines_of_points(model),
        "roles": lines_of_roles(model),
        "competencies": lines_of_competencies(model),
        "seen": number,
    }


class CrosswalkForm(Plain):
    """A line of a crosswalk."""

    one = forms.ChoiceField(label="Competency")
    how = forms.ChoiceField(
        label="How it stands to the other",
        choices=[("wholly", "It answers to it"), ("partly", "It covers a part of it")],
        widget=forms.RadioSelect,
    )
    other = forms.ChoiceField(label="Competency of another model")
    because = words("Why", most=2_000)

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("one", "other"):
            self.fields[name].choices = [("", "Choose one"), *choices]  # type: ignore[attr-defined]


class ReasonForm(Plain):
    """A reason."""

    because = words("Reason", most=2_000)


class TakeOverForm(Plain):
    """Nothing but a confirmation."""
