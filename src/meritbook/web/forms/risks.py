"""Forms on risks: register, assess, control, treat, accept, quantify, and set an appetite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField

from meritbook.core.results.assessment import Assessment, InWords
from meritbook.core.results.risk import LEAST_TRIALS, MOST_TRIALS
from meritbook.core.results.risk_policy import RiskPolicy
from meritbook.desk import lookups
from meritbook.records.models import Measure, Risk, TreatmentState
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import DepartmentForm, Plain, words

ENTERPRISE = ""


class _OwnerForm(Plain):
    """Names somebody who answers for something."""

    owner = PersonField(
        label="Who answers for it",
        help_text="Somebody who can sign in and look into the risks of the department.",
        among=lookups.WHO_SIGNS_IN,
    )


class OwnerForm(_OwnerForm):
    """Who answers for a risk from a day on."""

    starts_on = forms.DateField(label="From", help_text=DAY)


class WordsForm(Plain):
    """The words of a risk."""

    title = forms.CharField(label="Title", max_length=200)
    cause = words("Cause", "Why it may come about.")
    event = words("Event", "What would happen.")
    consequence = words("Consequence", "What it would cost, and whom.")
    category = forms.ChoiceField(label="Category")
    goal = forms.CharField(
        label="Goal that it threatens",
        required=False,
        max_length=200,
        help_text="By the keys of a plan in force, such as on-the-move/g-roads: then the page of the goal shows the "
        "risk. Or in words.",
    )

    def __init__(self, *args: Any, policy: RiskPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (one.key, one.title) for one in policy.categories
        ]


class RegisterForm(WordsForm, _OwnerForm, DepartmentForm):
    """A new risk."""

    key = forms.CharField(
        label="Key",
        max_length=79,
        help_text="Small letters, digits and hyphens, such as refund-fraud. It never changes.",
    )
    field_order = ("key", "title", "cause", "event", "consequence", "department", "category", "goal", "owner")


class ReviewForm(Plain):
    """A review of a risk."""

    reviewed_on = forms.DateField(label="Reviewed on", help_text=DAY)
    says = words("What was found")


class MoveForm(Plain):
    """Another state of a risk."""

    status = forms.ChoiceField(
        label="State",
        widget=forms.RadioSelect,
        choices=[("open", "Open"), ("treated", "Treated"), ("closed", "Closed")],
    )
    because = words("Reason")


_RATED = (
    ("kind", "How it is assessed"),
    ("likelihood", "Likelihood"),
    ("impact", "Impact"),
    ("per", "How often: what the two figures are"),
    ("often_low", "How often: at least"),
    ("often_high", "How often: at most"),
    ("shape", "How much: what the figures are"),
    ("loss_low", "How much: low end, in dollars"),
    ("loss_mode", "How much: most likely, in dollars"),
    ("loss_high", "How much: high end, in dollars"),
)
SIDES = (("inherent", "Before controls"), ("residual", "What remains with the controls"))


class AssessForm(Plain):
    """An assessment: each side in words, or as ranges."""

    def __init__(self, *args: Any, policy: RiskPolicy, held: Assessment | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {**_held(held), **self.initial}
        choices: dict[str, list[tuple[str, str]]] = {
            "kind": [("words", "In words, below"), ("ranges", "As ranges, further below")],
            "likelihood": [
                ("", "Choose a word"),
                *((one.key, f"{one.word}: {one.low} to {one.high} a year") for one in policy.likelihood),
            ],
            "impact": [
                ("", "Choose a word"),
                *((one.key, f"{one.word}: ${one.low:,} to ${one.high:,}") for one in policy.impact),
            ],
            "per": [
                ("probability", "A probability of one year, from 0 to 1"),
                ("frequency", "A number of times in a year"),
            ],
            "shape": [
                ("lognormal", "Two figures between which nine losses in ten lie"),
                ("pert", "The least, the most likely and the most"),
                ("uniform", "Two figures, any amount between them alike"),
            ],
        }
        for side, _ in SIDES:
            for name, label in _RATED:
                if name in choices:
                    self.fields[f"{side}_{name}"] = forms.ChoiceField(
                        label=label,
                        required=name == "kind",
                        choices=choices[name],
                        widget=forms.RadioSelect if name == "kind" else forms.Select,
                    )
                else:
                    self.fields[f"{side}_{name}"] = forms.DecimalField(label=label, required=False)
        self.places = {f"{side}_{name}": heading for side, heading in SIDES for name, _ in _RATED}
        self.fields["says"] = words("What it rests on", "Cases, reports, estimates and whose they are.", required=False)
        self.fields["because"] = words("Why it is assessed anew", required=False)

    def sides(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of each side under its heading."""
        return [(heading, [self[f"{side}_{name}"] for name, _ in _RATED]) for side, heading in SIDES]

    def rest(self) -> list[BoundField]:
        """The fields that belong to both sides."""
        return [self["says"], self["because"]]

    def clean(self) -> dict[str, Any]:
        """What the chosen kind needs is given."""
        cleaned = super().clean() or {}
        for side, _ in SIDES:
            needs = {"words": ("likelihood", "impact")}.get(
                cleaned.get(f"{side}_kind", ""), ("per", "often_low", "often_high", "shape", "loss_low", "loss_high")
            )
            for name in needs:
                field = f"{side}_{name}"
                if cleaned.get(field) in (None, "") and field not in self.errors:
                    self.add_error(field, "This is needed for the way of assessing that is chosen.")
        return cleaned

    def assessment(self) -> dict[str, Any]:
        """What the act takes of it."""
        return {**{side: self._rating(side) for side, _ in SIDES}, "says": self.cleaned_data["says"]}

    def _rating(self, side: str) -> dict[str, Any]:
        of = {name: self.cleaned_data[f"{side}_{name}"] for name, _ in _RATED}
        if of["kind"] == "words":
            return {"kind": "words", "likelihood": of["likelihood"], "impact": of["impact"]}
        return {
            "kind": "ranges",
            "chance": {"per": of["per"], "low": of["often_low"], "high": of["often_high"]},
            "loss": {
                "shape": of["shape"],
                "low": of["loss_low"],
                "mode": of["loss_mode"] if of["shape"] == "pert" else None,
                "high": of["loss_high"],
            },
        }


def _held(held: Assessment | None) -> dict[str, Any]:
    found: dict[str, Any] = {f"{side}_kind": "words" for side, _ in SIDES}
    if held is None:
        return found
    found["says"] = held.says
    for side, _ in SIDES:
        rating = getattr(held, side)
        if isinstance(rating, InWords):
            parts = {"kind": "words", "likelihood": rating.likelihood, "impact": rating.impact}
        else:
            parts = {
                "kind": "ranges",
                "per": rating.chance.per,
                "often_low": rating.chance.low,
                "often_high": rating.chance.high,
                "shape": rating.loss.shape,
                "loss_low": rating.loss.low,
                "loss_mode": rating.loss.mode,
                "loss_high": rating.loss.high,
            }
        found.update({f"{side}_{name}": value for name, value in parts.items()})
    return found


class ControlForm(_OwnerForm):
    """A control."""

    what = forms.CharField(label="Control", max_length=400, help_text="What is in place.")
    less_often = forms.DecimalField(
        label="Percent by which it lowers how often", initial=0, help_text="From 0 to 100, as you estimate it."
    )
    less_costly = forms.DecimalField(label="Percent by which it lowers how much", initial=0, help_text="From 0 to 100.")
    field_order = ("what", "owner", "less_often", "less_costly")


class TestForm(Plain):
    """A test of a control."""

    __test__ = False

    tested_on = forms.DateField(label="Tested on", help_text=DAY)
    works = forms.ChoiceField(
        label="Finding", widget=forms.RadioSelect, choices=[("yes", "It works"), ("no", "It does not work")]
    )
    says = words("How it was tested, and what was found")


class TreatmentForm(_OwnerForm):
    """A treatment."""

    what = forms.CharField(label="What is done", max_length=400)
    due_on = forms.DateField(label="Due on", help_text=DAY)
    field_order = ("what", "owner", "due_on")


class TreatmentMoveForm(Plain):
    """How far a treatment is."""

    state = forms.ChoiceField(label="State", widget=forms.RadioSelect, choices=TreatmentState.choices)
    says = words("What was done")


class AskForm(Plain):
    """A request for an acceptance."""

    because = words("Why the risk should be borne")
    last_day = forms.DateField(label="Until", help_text=f"{DAY} The last day on which it is borne.")


class DecideForm(Plain):
    """A decision on an acceptance, of the state that was read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    accept = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("yes", "The risk is borne"), ("no", "It is not borne")]
    )
    says = words("Reason")


class BecauseForm(Plain):
    """A reason alone."""

    because = words("Reason")


class IndicatorForm(Plain):
    """A measure as indicator of a risk."""

    measure = forms.CharField(label="Measure: key", max_length=79, help_text="As the list of measures shows it.")
    bad_when = forms.ChoiceField(
        label="What is bad", widget=forms.RadioSelect, choices=[("high", "High values"), ("low", "Low values")]
    )
    watch = forms.DecimalField(label="Watch from", help_text="In the unit of the measure.")
    trip = forms.DecimalField(label="Trips at", help_text="On the bad side of the value to watch.")

    def clean_measure(self) -> Measure:
        """The measure."""
        found: Measure | None = Measure.objects.filter(key__iexact=self.cleaned_data["measure"].strip()).first()
        if found is None:
            raise forms.ValidationError("No measure carries this key.", code="unknown")
        return found


class AppetiteForm(DepartmentForm):
    """An appetite."""

    category = forms.ChoiceField(label="Category", required=False)
    amount = forms.DecimalField(
        label="Dollars a year", help_text="How much one risk may cost in a year on average and still be borne."
    )
    starts_on = forms.DateField(label="From", help_text=f"{DAY} The appetite before it ends on that day.")
    says = words("Where it was decided")

    def __init__(self, *args: Any, policy: RiskPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", "All categories"),
            *((one.key, one.title) for one in policy.categories),
        ]


class QuantifyForm(Plain):
    """A run: which risks, how many trials, which seed."""

    risks = forms.MultipleChoiceField(
        label="Risks", widget=forms.CheckboxSelectMultiple, help_text="Those with an assessment that are not closed."
    )
    trials = forms.IntegerField(
        label="Trials", initial=50_000, help_text=f"Years that are played through: {LEAST_TRIALS:,} to {MOST_TRIALS:,}."
    )
    seed = forms.IntegerField(
        label="Seed", required=False, help_text="A whole number. Empty: it follows from the inputs. It is kept."
    )

    def __init__(self, *args: Any, risks: Iterable[Risk], **more: Any) -> None:
        super().__init__(*args, **more)
        self.known = {str(one.pk): one for one in risks}
        self.fields["risks"].choices = [  # type: ignore[attr-defined]
            (key, one.title) for key, one in self.known.items()
        ]

    def chosen(self) -> list[Risk]:
        """The risks."""
        return [self.known[key] for key in self.cleaned_data["risks"]]
