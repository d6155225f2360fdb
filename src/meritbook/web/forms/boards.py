"""Forms on local boards: members, designation, plan, programs, money, figures, help given, and the annual report."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from meritbook.core.results.board_policy import EmpowermentPolicy
from meritbook.desk import lookups
from meritbook.desk.board_pages import priorities_from_text
from meritbook.records.models import AreaKind, AssistanceKind, Department
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.person import PersonField
from meritbook.web.forms.register import Plain, words

YEAR_HELP = "By the calendar year in which it ends, such as 2005."


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=f"{DAY} {help_text}".strip())


def _year() -> forms.IntegerField:
    return forms.IntegerField(label="Fiscal year", help_text=YEAR_HELP, min_value=1900, max_value=2199)


def _dollars(label: str = "Dollars", help_text: str = "", *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(label=label, help_text=help_text, required=required, max_digits=16, decimal_places=2)


class AreaForm(Plain):
    """What a board serves from a day on."""

    area_kind = forms.ChoiceField(label="The area is made of", widget=forms.RadioSelect, choices=AreaKind.choices)
    area = words("Counties or localities", "One on each line.", rows=5)
    starts_on = _day("From")

    def clean_area(self) -> list[str]:
        """The names."""
        return [one.strip() for one in re.split(r"[\r\n]+", self.cleaned_data["area"]) if one.strip()]


class FoundForm(AreaForm):
    """A new board."""

    key = forms.CharField(
        label="Key", max_length=79, help_text="Small letters, digits and hyphens, such as river. It never changes."
    )
    title = forms.CharField(label="Name", max_length=200)
    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department that facilitates it", empty_label=None
    )
    field_order = ("key", "title", "department", "area_kind", "area", "starts_on")

    def __init__(self, *args: Any, departments: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class DissolveForm(Plain):
    """The end of a board."""

    ends_before = _day("Ends before", "The first day on which it stands no more.")
    because = words("Reason")


class _KindForm(Plain):
    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, *args: Any, policy: EmpowermentPolicy, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(one.key, one.title) for one in policy.composition.kinds]
        self.fields["kind"].choices = [("", "Not said yet"), *kinds]  # type: ignore[attr-defined]


class MemberForm(_KindForm):
    """A member for a term."""

    name = forms.CharField(label="Name", max_length=150)
    starts_on = _day("Term from")
    ends_before = _day("Term ends before", "The first day on which the person is no member any more.")
    field_order = ("name", "kind", "starts_on", "ends_before")


class MemberChangeForm(_KindForm):
    """The kind of a member, or an earlier end of the term."""

    ends_before = _day("Term ends before", "As it is, or earlier.")
    because = words("Why the term ends earlier", required=False)


class DesignateForm(Plain):
    """A designation."""

    starts_on = _day("From")
    ends_before = _day("Ends before")
    says = words("On what it rests")


class PlanForm(Plain):
    """A community plan."""

    title = forms.CharField(label="Title", max_length=200)
    needs = words("What the community needs", rows=5, most=20_000)
    priorities = words(
        "Priorities and indicators",
        "A priority on each line as “key: title”. Below it its indicators, each as “- key: title | unit”, or tied to a "
        "measure of the register as “- key: title | | key of the measure”.",
        rows=8,
        most=20_000,
    )
    adopted_on = _day("Adopted by the board on")
    starts_on = _day("In force from", "The plan before it ends on that day.")

    def clean_priorities(self) -> list[dict[str, object]]:
        """As the plan takes them."""
        return priorities_from_text(self.cleaned_data["priorities"])


class ProgramForm(Plain):
    """A program."""

    key = forms.CharField(label="Key", max_length=79, help_text="Small letters, digits and hyphens, such as visits.")
    title = forms.CharField(label="Name", max_length=200)
    provider = forms.CharField(label="Provider", max_length=200)
    kind = forms.ChoiceField(label="Kind of service")
    priority = forms.ChoiceField(label="Priority of the plan that it serves")
    starts_on = _day("From")

    def __init__(self, *args: Any, policy: EmpowermentPolicy, priorities: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(one.key, one.title) for one in policy.services.kinds]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        chosen = [(one.key, one.title) for one in priorities] or [("", "No community plan is in force")]
        self.fields["priority"].choices = chosen  # type: ignore[attr-defined]


class ProgramEndForm(Plain):
    """The end of a program."""

    ends_before = _day("Ends before", "The first day on which it does not run any more.")


class ChildrenForm(Plain):
    """A count of children."""

    fiscal_year = _year()
    children = forms.IntegerField(label="Children from birth to five in the area", min_value=0, max_value=10**9 - 1)
    source = forms.CharField(label="Source", max_length=400)


class AmendForm(Plain):
    """An amendment."""

    fiscal_year = _year()
    amount = _dollars(help_text="Below zero where money is taken away.")
    says = words("Reason")


class PaymentForm(Plain):
    """A payment."""

    fiscal_year = _year()
    amount = _dollars(help_text="Below zero where a payment was taken back.")
    paid_on = _day("Paid on")
    says = forms.CharField(label="Reference", max_length=400)


class CarryForm(Plain):
    """Money carried over."""

    fiscal_year = forms.IntegerField(
        label="Fiscal year that it was not spent in", help_text=YEAR_HELP, min_value=1900, max_value=2198
    )
    amount = _dollars()
    says = words("Reason")


class FiguresForm(Plain):
    """What a program did in a year."""

    fiscal_year = _year()
    children = forms.IntegerField(
        label="Children served", required=False, min_value=0, max_value=10**9 - 1, help_text="Empty if not known."
    )
    families = forms.IntegerField(
        label="Families served", required=False, min_value=0, max_value=10**9 - 1, help_text="Empty if not known."
    )
    spent = _dollars("Dollars spent", "Empty if not known.", required=False)
    source = forms.CharField(label="Source", max_length=400, required=False)


class FileForm(Plain):
    """A file of a year's figures."""

    fiscal_year = _year()
    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="XLSX with one sheet, or CSV, with the columns program, children, families, and perhaps spent and "
        "source. An empty cell is not known; it is not zero.",
    )


class IndicatorForm(Plain):
    """The board's own value of an indicator."""

    fiscal_year = _year()
    indicator = forms.ChoiceField(label="Indicator")
    value = forms.DecimalField(label="Value", max_digits=19, decimal_places=4)
    source = forms.CharField(label="Source", max_length=400)

    def __init__(self, *args: Any, indicators: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = [(one.key, f"{one.title}{f' ({one.unit})' if one.unit else ''}") for one in indicators]
        self.fields["indicator"].choices = chosen or [  # type: ignore[attr-defined]
            ("", "The plan has no indicator of which the board keeps its own values")
        ]


class AssistanceForm(Plain):
    """Training or technical assistance."""

    kind = forms.ChoiceField(label="What it was", widget=forms.RadioSelect, choices=AssistanceKind.choices)
    given_on = _day("Given on")
    given_by = PersonField(
        label="Given by",
        required=False,
        help_text="Empty: by yourself. Somebody who is gone already can be named.",
        among=lookups.GONE_TOO,
    )
    hours = forms.DecimalField(label="Hours", max_digits=6, decimal_places=2)
    topic = forms.CharField(label="Topic", max_length=200)
    people = forms.IntegerField(label="How many took part", min_value=1, max_value=10**9 - 1)
    says = words("Notes", required=False)


class ShareForm(Plain):
    """An appropriation to share out."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        queryset=Department.objects.none(), label="Department whose boards share it", empty_label=None
    )
    fiscal_year = _year()
    appropriation = _dollars("Appropriation in dollars")
    source = words("The act or order that appropriates it")

    def __init__(self, *args: Any, departments: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]


class ReportForm(Plain):
    """A report to draw up."""

    fiscal_year = _year()
    narrative = words("What the board says of the year", rows=8, most=20_000)


class ApprovalForm(Plain):
    """The board's approval."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    approved_on = _day("Approved on")
    votes_for = forms.IntegerField(label="Votes for", min_value=0, max_value=10_000)
    against = forms.IntegerField(label="Votes against", min_value=0, max_value=10_000)
    abstained = forms.IntegerField(label="Abstained", min_value=0, max_value=10_000, initial=0)
    says = words("Where the minutes are", required=False)


class DecideForm(Plain):
    """Accept or return, of the report that was read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    accept = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("yes", "Accept it"), ("no", "Return it")]
    )
    says = words("Reason")


class NothingForm(Plain):
    """An act that asks nothing further."""
