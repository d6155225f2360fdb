"""Acts on a measure: define, change, name who answers, retire, record values, correct one, decide on limits."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    change_measure,
    correct_value,
    decide_baseline,
    define_measure,
    name_measure_owner,
    record_values,
    retire_measure,
)
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.core.results.periods import Frequency, first_from
from meritbook.desk import measure_page as read
from meritbook.desk.measures import departments_to_keep, stand
from meritbook.records import clock
from meritbook.records.models import Measure
from meritbook.web.forms.measures import (
    BaselineForm,
    ChangeMeasureForm,
    CorrectValueForm,
    NewMeasureForm,
    OwnerForm,
    RetireForm,
    ValuesForm,
)
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import Act, act_page, sent

KEEP, RECORD = Capability.KEEP_MEASURE, Capability.RECORD_VALUE


def address(row: Measure) -> str:
    """The page of a measure."""
    return reverse("web:measure", args=[row.key])


def of(request: Request, key: str, capability: Capability) -> Measure:
    """The measure, for whoever has the capability; raises `NoSuchMeasureError` and `ForbiddenError`."""
    row = read.measure(key)
    require(actor(request), capability, row, on=request.standing.on)
    return row


def act_on(request: Request, form: Any, act: Act, row: Measure, heading: str, button: str, **more: Any) -> HttpResponse:
    """The page of an act on a measure, with the way back to it."""
    return act_page(
        request,
        form,
        act,
        password=False,
        heading=heading,
        lead=row.title,
        button=button,
        back=address(row),
        trail=[("Results", reverse("web:measures")), (row.title, address(row)), (heading, "")],
        **more,
    )


def _owed_from(values: dict[str, Any]) -> str:
    """From which period on values are owed; the day that was typed may lie within one, which then owes none."""
    frequency, day = Frequency(values["frequency"]), values["starts_on"]
    first = first_from(day, frequency, values["year_starts_in"])
    because = "" if first.starts_on == day else f", the first {frequency.noun} that begins after {day_in_words(day)}"
    return f"Values are owed from {first.words} on{because}."


@page("GET", "POST", needs=KEEP)
def measure_new(request: Request) -> HttpResponse:
    """Put a measure into the dictionary."""
    departments, everywhere = departments_to_keep(request.standing)
    own = list(departments[:2]) if not everywhere else []
    initial: dict[str, Any] = {"department": own[0].pk} if len(own) == 1 else {}
    form = NewMeasureForm(sent(request), initial=initial, departments=departments, everywhere=everywhere)

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        done = define_measure.perform(
            actor(request),
            at=clock.now(),
            why="Measure defined.",
            key=values["key"],
            department=values["department"],
            definition=form.definition(),
            starts_on=values["starts_on"],
            owner=values["owner"],
        )
        return f"The measure is in the dictionary. {_owed_from(values)}", address(done)

    back = reverse("web:measures")
    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Define a measure",
        button="Put it into the dictionary",
        back=back,
        trail=[("Results", back), ("Define a measure", "")],
        keeps="measure:new",
    )


@page("GET", "POST", needs=KEEP)
def measure_change(request: Request, key: str) -> HttpResponse:
    """Write a new version of the entry."""
    row = of(request, key, KEEP)
    (line,) = stand([row], on=request.standing.on)
    held = line.definition
    form = ChangeMeasureForm(
        sent(request),
        initial=ChangeMeasureForm.of(held),
        targets=len(held.targets),
        benchmarks=len(held.benchmarks),
    )

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        done = change_measure.perform(
            actor(request),
            at=clock.now(),
            why="Measure changed.",
            measure=row,
            definition=form.definition(),
            starts_on=values["starts_on"],
            because=values["because"],
        )
        said = " It begins a new series." if done.breaks_series else ""
        return f"Version {done.number} is on record.{said}", f"{address(row)}#versions"

    return act_on(request, form, act, row, "Change the measure", "Record the change", keeps=f"measure:{row.pk}")


@page("GET", "POST", needs=KEEP)
def measure_owner(request: Request, key: str) -> HttpResponse:
    """Name who answers for the measure."""
    row = of(request, key, KEEP)
    form = OwnerForm(sent(request), initial={"starts_on": clock.today()})

    def act() -> tuple[str, str]:
        done = name_measure_owner.perform(
            actor(request), at=clock.now(), why="Owner named.", measure=row, **form.cleaned_data
        )
        return f"{done.owner.full_name} answers for it.", f"{address(row)}#owners"

    return act_on(request, form, act, row, "Name who answers for it", "Name them")


@page("GET", "POST", needs=KEEP)
def measure_retire(request: Request, key: str) -> HttpResponse:
    """Retire the measure."""
    row = of(request, key, KEEP)
    form = RetireForm(sent(request))

    def act() -> tuple[str, str]:
        retire_measure.perform(actor(request), at=clock.now(), why="Measure retired.", measure=row, **form.cleaned_data)
        return "It is retired. What is on record stays.", address(row)

    return act_on(request, form, act, row, "Retire the measure", "Retire it")


@page("GET", "POST", needs=RECORD)
def measure_values(request: Request, key: str) -> HttpResponse:
    """Record values, several periods at once."""
    row = of(request, key, RECORD)
    (line,) = stand([row], on=request.standing.on)
    periods = read.missing_periods(row, on=request.standing.on)
    form = ValuesForm(sent(request), periods=periods, unit=line.definition.unit)

    def act() -> tuple[str, str]:
        done = record_values.perform(
            actor(request),
            at=clock.now(),
            why="Values recorded.",
            measure=row,
            values=form.values(),
            source=form.cleaned_data["source"],
        )
        return f"{done.rows} value{'' if done.rows == 1 else 's'} on record.", f"{address(row)}#values"

    intro = "" if periods else "Every ended period has its value. Correct one from the page of the measure."
    return act_on(request, form, act, row, "Record values", "Record", intro=intro, keeps=f"values:{row.pk}")


@page("GET", "POST", needs=RECORD)
def measure_correct(request: Request, key: str, value: int) -> HttpResponse:
    """Correct a value."""
    row = of(request, key, RECORD)
    found = read.value(row, value)
    initial = {"figure": read.plain(found), "says": found.says, "source": found.batch.source}
    form = CorrectValueForm(sent(request), initial=initial)

    def act() -> tuple[str, str]:
        correct_value.perform(actor(request), at=clock.now(), why="Value corrected.", value=found, **form.cleaned_data)
        return "Corrected. The value that stood stays on record.", f"{address(row)}#values"

    intro = f"The period from {found.starts_on:%Y-%m-%d}: {read.plain(found):f} is on record."
    return act_on(request, form, act, row, "Correct a value", "Correct it", intro=intro)


@page("GET", "POST", needs=KEEP)
def measure_baseline(request: Request, key: str) -> HttpResponse:
    """Decide on the limits of the control chart."""
    row = of(request, key, KEEP)
    form = BaselineForm(sent(request))

    def act() -> tuple[str, str]:
        decide_baseline.perform(actor(request), at=clock.now(), why="Limits decided.", measure=row, **form.cleaned_data)
        return "The limits are reckoned as decided.", f"{address(row)}#chart"

    intro = (
        "Limits are reckoned anew where the work itself changed, and kept so that later values are held against how it "
        "was. A wish for better values is a target, and never a limit."
    )
    return act_on(request, form, act, row, "Decide on the limits", "Record the decision", intro=intro)
