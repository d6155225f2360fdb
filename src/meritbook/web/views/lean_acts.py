"""Acts on a Kaizen event: its charter, measures, values, notes, actions, waste, savings and end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    add_event_action,
    add_event_measure,
    answer_decay,
    change_charter,
    charter_event,
    claim_saving,
    close_event,
    decide_charter,
    drop_event,
    move_event_action,
    note_event,
    note_waste,
    record_event_value,
    strike_event_measure,
    verify_saving,
    withdraw_saving,
)
from meritbook.actions.lean_readings import due, series_of
from meritbook.actions.leaning import amounts_of, current_map, lean_policy, stream_of
from meritbook.actions.leaning_policies import check_sponsor, unfinished
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.desk import lean as read
from meritbook.desk import lean_pages
from meritbook.desk.results_reach import departments
from meritbook.records.models import KaizenEvent, KaizenMeasure, MapKind, Saving
from meritbook.web.forms import lean as fields
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.lean import event_trail, trail

KEEP = Capability.KEEP_LEAN


def kept(request: Request, key: str) -> KaizenEvent:
    """An event that the person keeps; raises `NoSuchLeanError`, `ForbiddenError`."""
    row = read.event(key)
    require(actor(request), KEEP, row, on=request.standing.on)
    return row


def event_act(
    request: Request,
    row: KaizenEvent,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str,
    heading: str,
    **more: Any,
) -> HttpResponse:
    """The page of an act on an event that leads back to it; `perform` takes what the form holds."""
    back = reverse("web:lean_event", args=[row.key])

    return act_and_back(request, form, perform, says, heading, way=event_trail(row), lead=row.title, back=back, **more)


@page("GET", "POST", needs=KEEP)
def lean_event_new(request: Request) -> HttpResponse:
    """Write a charter."""
    form = fields.NewEventForm(
        sent(request),
        departments=departments(request.standing, Capability.KEEP_LEAN),
        everywhere=request.standing.may(KEEP, KaizenEvent(department=None)),
    )

    def act() -> tuple[str, str]:
        row = charter_event.perform(**by(request, "Written on the site."), **form.cleaned_data)
        return "The charter is on record. Add its measures next.", reverse("web:lean_event", args=[row.key])

    return act_page(
        request, form, act, password=False, heading="Write a charter", button="Write the charter",
        back=reverse("web:lean"), trail=trail(("Charter", "")),
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_charter(request: Request, key: str) -> HttpResponse:
    """Write a charter anew that is not approved yet."""
    row = kept(request, key)
    names = ("title", "problem", "scope_in", "scope_out", "goal", "others", "starts_on", "last_day", "sponsor", "lead")
    team = row.members.filter(current=True).order_by("pk").select_related("person")
    initial = {**{name: getattr(row, name) for name in names}, "team": [one.person for one in team]}
    form = fields.CharterForm(sent(request), initial=initial)
    return event_act(
        request, row, form,
        lambda: change_charter.perform(**by(request, "Changed on the site."), event=row, **form.cleaned_data),
        "The charter is changed. It waits for its sponsor.", "Change the charter",
    )  # fmt: skip


@page("GET", "POST", needs=Capability.READ_RESULTS)
def lean_decide(request: Request, key: str) -> HttpResponse:
    """Approve a charter or send it back, as its sponsor."""
    row = read.event(key)
    check_sponsor(actor(request), row)
    form = fields.DecideForm(sent(request), initial={"sha256": row.sha256})

    def perform() -> Any:
        values = form.cleaned_data
        return decide_charter.perform(
            **by(request, "Decided on the site."), event=row, approve=values["approve"] == "yes", says=values["says"],
            sha256=values["sha256"],
        )  # fmt: skip

    return event_act(
        request, row, form, perform, "Decided.", "Decide on the charter", password=True,
        template="web/lean_decide.html", shown=lean_pages.event_page(request.standing, row), event=row,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_measure_new(request: Request, key: str) -> HttpResponse:
    """Add a measure to a charter."""
    row = kept(request, key)
    form = fields.MeasureForm(sent(request))
    return event_act(
        request, row, form,
        lambda: add_event_measure.perform(**by(request, "A measure."), event=row, **form.cleaned_data),
        "The measure is in the charter.", "Add a measure",
    )  # fmt: skip


def _measure(row: KaizenEvent, pk: int) -> KaizenMeasure:
    found: KaizenMeasure = read.part(row.measures.select_related("event", "measure"), pk, "measure")
    return found


@page("GET", "POST", needs=KEEP)
def lean_measure_strike(request: Request, key: str, measure: int) -> HttpResponse:
    """Take a measure out of a charter."""
    row = kept(request, key)
    held = _measure(row, measure)
    form = fields.SaysForm(sent(request))
    return event_act(
        request, row, form,
        lambda: strike_event_measure.perform(**by(request, form.cleaned_data["because"]), measure=held),
        "The measure is taken out.", "Take the measure out", intro=held.title,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_value(request: Request, key: str, measure: int, days: int) -> HttpResponse:
    """Record the value of a measure before the event, or so many days after it."""
    row = kept(request, key)
    held = _measure(row, measure)
    of_register = held.measure_id is not None
    form = fields.ReadingForm(
        sent(request), unit=held.unit, of_register=of_register, initial={"read_on": request.standing.on}
    )
    when = f"after {days} days" if days else "before the event"
    told = f"{held.title}, {when}."
    if of_register and held.measure is not None:
        told += f" It comes from the measure {held.measure.key} of the register"
        policy = lean_policy(request.standing.on)
        wanted = due(held, row, days, policy, series_of([held]))
        told += (
            f": the value of {wanted.period.words}, which can be there from {day_in_words(wanted.opens_on)} on."
            if wanted.period
            else "."
        )
    return event_act(
        request, row, form,
        lambda: record_event_value.perform(
            **by(request, "Measured."), measure=held, days=days, **form.cleaned_data
        ),
        "The value is on record.", "Record the value", intro=told,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_answer(request: Request, key: str, measure: int) -> HttpResponse:
    """Say what is done about an improvement that has fallen back."""
    row = kept(request, key)
    held = _measure(row, measure)
    one = read.measured([row]).filter(pk=held.pk).first()
    if one is None:
        raise read.NoSuchLeanError("This measure is not in the charter any more.", where=str(measure))
    found = read.findings([one], on=request.standing.on)[one.pk]
    form = fields.AnswerForm(sent(request), initial={"rests_on": found.rests_on})
    return event_act(
        request, row, form,
        lambda: answer_decay.perform(**by(request, "Answered."), measure=held, **form.cleaned_data),
        "The answer is on record. A newer value asks again.", "Answer", intro=f"{held.title}. {found.held.because}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_note(request: Request, key: str) -> HttpResponse:
    """Write a note of a day."""
    row = kept(request, key)
    form = fields.NoteForm(sent(request), initial={"noted_on": request.standing.on})
    return event_act(
        request, row, form,
        lambda: note_event.perform(**by(request, "A note."), event=row, **form.cleaned_data),
        "The note is on record.", "Write a note",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_action_new(request: Request, key: str) -> HttpResponse:
    """Decide what is left to do."""
    row = kept(request, key)
    form = fields.ActionForm(sent(request))
    days = lean_policy(request.standing.on).action_days
    return event_act(
        request, row, form,
        lambda: add_event_action.perform(**by(request, "An action."), event=row, **form.cleaned_data),
        "The action is on record.", "Add an action", intro=f"Due at most {days} days after the last day of the event.",
    )  # fmt: skip


@page("GET", "POST", one_of=(KEEP, Capability.REPORT_ACTION))
def lean_action_move(request: Request, key: str, action: int) -> HttpResponse:
    """Say how far an action is."""
    row = read.event(key)
    held = read.part(row.actions.select_related("event"), action, "action")
    if not request.standing.may(KEEP, row):
        require(actor(request), Capability.REPORT_ACTION, held, on=request.standing.on)
    form = fields.ActionMoveForm(sent(request), initial={"state": held.state})
    return event_act(
        request, row, form,
        lambda: move_event_action.perform(**by(request, "Progress."), action=held, **form.cleaned_data),
        "The state of the action is changed.", "Say how far it is", intro=held.what,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_waste(request: Request, key: str) -> HttpResponse:
    """Put waste on record."""
    row = kept(request, key)
    drawn = current_map(row, MapKind.CURRENT)
    steps = [one.name for one in stream_of(drawn).steps] if drawn else []
    form = fields.WasteForm(sent(request), policy=lean_policy(request.standing.on), steps=steps)
    return event_act(
        request, row, form,
        lambda: note_waste.perform(**by(request, "Seen."), event=row, **form.cleaned_data),
        "The waste is on record.", "Put waste on record",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_saving_new(request: Request, key: str) -> HttpResponse:
    """Claim a saving."""
    row = kept(request, key)
    form = fields.ClaimForm(
        sent(request), policy=lean_policy(request.standing.on), first=row.starts_on.year + (row.starts_on.month >= 7)
    )

    def perform() -> Any:
        values = form.cleaned_data
        return claim_saving.perform(
            **by(request, "Claimed."), event=row, kind=values["kind"], amounts=form.amounts(), basis=values["basis"],
            evidence=values["evidence"],
        )  # fmt: skip

    return event_act(
        request, row, form, perform, "Claimed. Somebody without a part in the event verifies it.", "Claim a saving"
    )


def _saving(row: KaizenEvent, pk: int) -> Saving:
    found: Saving = read.part(row.savings.select_related("event", "claimed_by"), pk, "saving")
    return found


@page("GET", "POST", needs=Capability.VERIFY_SAVINGS)
def lean_saving_verify(request: Request, key: str, saving: int) -> HttpResponse:
    """Verify a saving, or say that it cannot be."""
    row = read.event(key)
    held = _saving(row, saving)
    require(actor(request), Capability.VERIFY_SAVINGS, held, on=request.standing.on)
    form = fields.VerifyForm(sent(request), years=amounts_of(held.amounts_json), unit=held.unit)

    def perform() -> Any:
        amounts = form.amounts() if form.cleaned_data["verdict"] == "yes" else []
        return verify_saving.perform(
            **by(request, "Decided on the site."), saving=held, amounts=amounts, says=form.cleaned_data["says"]
        )

    return event_act(
        request, row, form, perform, "Decided.", "Verify the saving", password=True,
        intro=f"{held.claimed_by.full_name} claims {held.claimed:,.2f} {held.unit}. Basis: {held.basis} "
        f"Evidence: {held.evidence}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_saving_withdraw(request: Request, key: str, saving: int) -> HttpResponse:
    """Take back a saving that is not verified."""
    row = kept(request, key)
    held = _saving(row, saving)
    form = fields.SaysForm(sent(request))
    return event_act(
        request, row, form,
        lambda: withdraw_saving.perform(**by(request, "Withdrawn."), saving=held, **form.cleaned_data),
        "Withdrawn. It stays on record.", "Withdraw the saving", intro=held.basis,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_close(request: Request, key: str) -> HttpResponse:
    """Close an event with its results."""
    row = kept(request, key)
    form = fields.CloseForm(sent(request))
    left = unfinished(row, lean_policy(request.standing.on))
    return event_act(
        request, row, form,
        lambda: close_event.perform(**by(request, "Closed on the site."), event=row, **form.cleaned_data),
        "The event is closed.", "Close the event", password=True,
        caution=f"It cannot be closed yet. {' '.join(left[:8])}" if left else "",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_drop(request: Request, key: str) -> HttpResponse:
    """Drop an event."""
    row = kept(request, key)
    form = fields.SaysForm(sent(request))
    return event_act(
        request, row, form,
        lambda: drop_event.perform(**by(request, "Dropped on the site."), event=row, **form.cleaned_data),
        "The event is dropped. All of it stays on record.", "Drop the event", password=True,
    )  # fmt: skip
