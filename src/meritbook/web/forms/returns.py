"""Forms on investments and the budget: a case with its lines by year, a verification, a unit and its spending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from meritbook.core.results.return_case import MOST_YEARS, CaseLine, CaseText
from meritbook.core.results.return_policy import Kind
from meritbook.web.forms.executives import DAY
from meritbook.web.forms.positions import AmountField
from meritbook.web.forms.register import DepartmentForm, Plain, words
from meritbook.web.forms.rows import RowForm, Rows

_UNKNOWN = "Leave it empty where nobody knows it yet; 0 is a figure."


class CaseForm(Plain):
    """The words of a case, and over which years it runs."""

    says = words("What is to change, and why it pays")
    others = words("What else was looked at, and why it was not chosen", required=False, rows=2)
    assumes = words("What must hold for the figures to come about", required=False, rows=2)
    serves = forms.CharField(
        label="Serves: parts of plans",
        required=False,
        max_length=2_000,
        help_text="By their keys, plan/part, with spaces between: state-2005/trust.",
    )
    measures = forms.CharField(
        label="Measures that will show it",
        required=False,
        max_length=2_000,
        help_text="By their keys, with spaces between.",
    )
    first_year = forms.IntegerField(
        label="First fiscal year",
        min_value=1901,
        max_value=2199,
        help_text="The calendar year in which it ends: 2005 for 2004-05.",
    )
    years = forms.IntegerField(label="Fiscal years in all", min_value=1, max_value=MOST_YEARS)


class ProposeForm(DepartmentForm, CaseForm):
    """A new case."""

    key = forms.CharField(
        label="Key",
        max_length=79,
        help_text="Small letters, digits and hyphens, such as mail-opening. It never changes.",
    )
    title = forms.CharField(label="Name", max_length=200)
    field_order = (
        "key",
        "title",
        "department",
        "says",
        "others",
        "assumes",
        "serves",
        "measures",
        "first_year",
        "years",
    )


class ChangeForm(CaseForm):
    """Other words and figures of a case."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    because = words("Why it is changed", rows=2)


class LineRow(RowForm):
    """A line of the case; the fields of its years are put in by `line_row`."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=79)
    says = forms.CharField(label="What", max_length=200)
    side = forms.ChoiceField(
        label="Cost or benefit", choices=[("", "Choose"), ("cost", "Cost"), ("benefit", "Benefit")]
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("", "Choose"), *((one.value, one.noun.capitalize()) for one in Kind)],
        help_text="Capacity is freed or taken, and shows in no budget.",
    )
    source = forms.CharField(
        label="Source of the figures",
        required=False,
        max_length=4_000,
        help_text="A bill, a count, or whose estimate it is. Figures of another source are another line.",
    )
    low = AmountField(label="May come out at least at, in percent", required=False, help_text="Such as 80.")
    high = AmountField(label="and at most at, in percent", required=False, help_text="Such as 130.")

    def filled(self) -> bool:
        """Whether any field was typed into; the key alone, which a page carries, is none."""
        names = [name for name in self.fields if name != "key"]
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)

    def figures(self) -> list[BoundField]:
        """The fields of the years."""
        return [self[name] for name in self.fields if name.startswith("y")]

    def rest(self) -> list[BoundField]:
        """The other fields that are shown."""
        return [self[name] for name in ("says", "side", "kind", "source", "low", "high")]


def line_row(first_year: int, years: int) -> type[LineRow]:
    """A row with a field for each fiscal year."""
    fields = {
        f"y{place}": AmountField(label=f"FY{first_year + place}, in dollars", required=False) for place in range(years)
    }
    return type("LineRowOfYears", (LineRow,), fields)


class CaseLines:
    """The lines of a case in a form: those on record or typed, and empty ones."""

    def __init__(
        self, first_year: int, years: int, *, data: Any = None, initial: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        self.first_year, self.years = first_year, years
        self.rows = Rows(line_row(first_year, years), "line", data=data, initial=list(initial), spare=1, least=2)

    def values(self) -> list[dict[str, Any]]:
        """The lines as plain data, in order; a new one is given a key out of its words."""
        taken: set[str] = {one["key"] for one in self.rows.values() if one.get("key")}
        found = []
        for one in self.rows.values():
            key = one["key"] or _key_of(one["says"], taken)
            taken.add(key)
            found.append(
                {
                    **{name: one[name] for name in ("side", "kind", "says", "source", "low", "high")},
                    "key": key,
                    "amounts": [one[f"y{place}"] for place in range(self.years)],
                }
            )
        return found


def _key_of(says: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", says.lower()).strip("-")[:60].strip("-") or "line"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def held_lines(lines: Iterable[CaseLine]) -> list[dict[str, Any]]:
    """The lines of a case as a form begins with them."""
    return [
        {
            **{name: getattr(one, name) for name in ("key", "side", "kind", "says", "source", "low", "high")},
            **{f"y{place}": amount for place, amount in enumerate(one.amounts)},
        }
        for one in lines
    ]


def held_case(text: CaseText) -> dict[str, Any]:
    """The words of a case as a form begins with them."""
    return {
        **{name: getattr(text, name) for name in ("says", "others", "assumes", "first_year", "years")},
        "serves": " ".join(text.serves),
        "measures": " ".join(text.measures),
    }


def typed_lines(data: Mapping[str, Any], years: int) -> list[dict[str, Any]]:
    """The lines as they were typed, whether they can be kept or not; for a page with other years or more lines."""
    count = str(data.get("line-rows", "0"))
    names = ("key", "says", "side", "kind", "source", "low", "high", *(f"y{place}" for place in range(years)))
    found = []
    for row in range(min(int(count), 60) if count.isascii() and count.isdigit() and len(count) < 6 else 0):
        one = {name: str(data.get(f"line-{row}-{name}", "")) for name in names}
        if any(text.strip() for name, text in one.items() if name != "key"):
            found.append(one)
    return found


def case_text(values: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The words and lines as the act takes them."""
    return {
        **{name: values[name] for name in ("says", "others", "assumes", "first_year", "years")},
        "serves": values["serves"].replace(",", " ").split(),
        "measures": values["measures"].replace(",", " ").split(),
        "lines": list(lines),
    }


class DecideForm(Plain):
    """A decision on a case, of the version that was read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    approve = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("yes", "Approve"), ("no", "Refuse")]
    )
    says = words("Reason")


class StartForm(Plain):
    """From when on a case is under way."""

    started_on = forms.DateField(label="Under way since", help_text=DAY)


class BecauseForm(Plain):
    """A reason alone."""

    because = words("Reason")


class VerifyForm(Plain):
    """What a case cost and brought, line by line and year by year, each with what shows it."""

    def __init__(self, *args: Any, text: CaseText, years: Sequence[int], **more: Any) -> None:
        super().__init__(*args, **more)
        self.text, self.ended = text, list(years)
        self.fields["through"] = forms.TypedChoiceField(
            label="Verified up to and with",
            coerce=int,
            choices=[(one, f"FY{one}") for one in self.ended],
            help_text="Figures of later years stay empty.",
        )
        for line in text.lines:
            for year in self.ended:
                said = f"{line.says}, FY{year}"
                self.fields[f"a-{line.key}-{year}"] = AmountField(
                    label=f"{said}: dollars", required=False, help_text="Empty where it could not be established."
                )
                self.fields[f"e-{line.key}-{year}"] = forms.CharField(
                    label=f"{said}: what shows it", required=False, max_length=4_000
                )
        self.fields["unproven"] = words("What remains unproven", required=False)
        self.fields["says"] = words("How it was verified")

    def lines(self) -> list[tuple[CaseLine, list[tuple[int, str, BoundField, BoundField]]]]:
        """Each line with its years: what was promised, and the two fields."""
        found = []
        for line in self.text.lines:
            rows = []
            for year in self.ended:
                promised = line.amounts[year - self.text.first_year]
                shown = "unknown" if promised is None else f"${promised:,.2f}"
                rows.append((year, shown, self[f"a-{line.key}-{year}"], self[f"e-{line.key}-{year}"]))
            found.append((line, rows))
        return found

    def rest(self) -> list[BoundField]:
        """The fields of the verification as a whole."""
        return [self["unproven"], self["says"]]

    def realised(self) -> dict[str, Any]:
        """What the act takes of it."""
        values = self.cleaned_data
        figures = []
        for line in self.text.lines:
            for year in self.ended:
                amount, evidence = values[f"a-{line.key}-{year}"], values[f"e-{line.key}-{year}"]
                if amount is not None or evidence:
                    figures.append({"line": line.key, "year": year, "amount": amount, "evidence": evidence})
        return {"through": values["through"], "figures": figures, "unproven": values["unproven"]}


class UnitForm(DepartmentForm):
    """A unit of the budget."""

    code = forms.CharField(label="Code", max_length=40, help_text="As the budget has it, such as REV-210.")
    title = forms.CharField(label="Name", max_length=200)
    field_order = ("code", "title", "department")


class SpendingForm(Plain):
    """What a unit was given and has spent."""

    year = forms.IntegerField(
        label="Fiscal year",
        help_text="The calendar year in which it ends: 2005 for 2004-05.",
        min_value=1,
        max_value=9999,
    )
    appropriated = AmountField(label="Appropriated, in dollars", required=False, help_text=_UNKNOWN)
    spent = AmountField(label="Spent to date, in dollars", required=False, help_text=_UNKNOWN)
    spent_through = forms.DateField(
        label="Last day that the spending covers",
        required=False,
        help_text=f"{DAY} The end of a month, where it can be.",
    )
    source = words("Source", "Where the figures were read, with its day.", rows=2)
