"""The Lean work of the results register: events, maps, savings, and design projects."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import (
    add_event_action,
    add_event_measure,
    answer_decay,
    ask_gate,
    change_charter,
    charter_event,
    claim_saving,
    close_event,
    decide_charter,
    decide_gate,
    draw_stream_map,
    drop_event,
    move_event_action,
    note_event,
    note_waste,
    record_event_value,
    start_design,
    stop_design,
    strike_event_measure,
    verify_saving,
    withdraw_saving,
)
from meritbook.actions.leaning import measure_of, of_department_or_all
from meritbook.actions.leaning_policies import LeanError, check_gate, check_sponsor
from meritbook.actions.permissions import Capability, require
from meritbook.api import lean_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Why, Words
from meritbook.desk import lean as read
from meritbook.desk import lean_pages, seats
from meritbook.readers.value_streams import read_value_stream
from meritbook.records import clock
from meritbook.records.models import DesignProject, KaizenEvent, KaizenMeasure

router = Router(tags=["lean"])
KEEP = Capability.KEEP_LEAN
E = "/results/lean/events/{key}"
P = "/results/lean/projects/{key}"
PAGE = with_errors(shapes.EventPageAnswer)
MADE = with_errors(shapes.EventPageAnswer, 201)


def _may_read(request: HttpRequest) -> None:
    require(actor(request), Capability.READ_RESULTS, on=clock.today())


def _event(request: HttpRequest, key: str) -> KaizenEvent:
    _may_read(request)
    return read.event(key)


def _kept(request: HttpRequest, key: str) -> KaizenEvent:
    row = _event(request, key)
    require(actor(request), KEEP, row, on=clock.today())
    return row


def _measure(row: KaizenEvent, pk: int) -> KaizenMeasure:
    found: KaizenMeasure = read.part(row.measures.select_related("event"), pk, "measure")
    return found


def _page(request: HttpRequest, key: str) -> dict[str, Any]:
    row = read.event(key)
    rows = read.with_savings(KaizenEvent.objects.select_related("department", "lead", "sponsor"))
    line = read.line(rows.get(pk=row.pk))
    return shapes.page_answer(line, lean_pages.event_page(standing(request), row))


def _people(body: shapes.CharterWords) -> dict[str, Any]:
    taken = body.model_dump(exclude={"key", "department"})
    return {
        **taken,
        "sponsor": person(body.sponsor, LeanError, "sponsor"),
        "lead": person(body.lead, LeanError, "lead"),
        "team": [person(one, LeanError, "team") for one in body.team],
    }


@router.get("/results/lean/events", response=with_errors(Paged[shapes.EventAnswer]))
def list_events(
    request: HttpRequest,
    q: Words = "",
    department: Words = "",
    state: Words = "",
    waiting: bool = False,
    page: Number = 1,
) -> Any:
    """The Kaizen events, the newest first; `department` is a code, or `enterprise`."""
    _may_read(request)
    if department and department != read.ENTERPRISE:
        department = str(seats.department(department).pk)
    by = read.EventFilter(words=q.replace("\0", ""), department=department, state=state, waiting=waiting)
    found = read.lines(by, page)
    rows = [shapes.event_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/lean/events", response=MADE)
def write_charter(request: HttpRequest, body: shapes.WriteCharter) -> Any:
    """Write the charter of an event, which its sponsor then decides on."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(KaizenEvent, department), on=clock.today())
    row = charter_event.perform(actor(request), at=clock.now(), key=body.key, department=department, **_people(body))
    return Status(201, _page(request, row.key))


@router.get(E, response=PAGE)
def get_event(request: HttpRequest, key: str) -> Any:
    """One event with all that is on record of it."""
    _event(request, key)
    return _page(request, key)


@router.put(f"{E}/charter", response=PAGE)
def write_anew(request: HttpRequest, key: str, body: shapes.ChangeCharter) -> Any:
    """Write a charter anew that is not approved yet."""
    row = _kept(request, key)
    change_charter.perform(actor(request), at=clock.now(), event=row, **_people(body))
    return _page(request, key)


@router.post(f"{E}/charter/decision", response=PAGE)
def decide(request: HttpRequest, key: str, body: shapes.DecideCharter) -> Any:
    """Approve the charter that was read, or send it back; its sponsor alone."""
    row = _event(request, key)
    check_sponsor(actor(request), row)
    confirm_password(request)
    decide_charter.perform(actor(request), at=clock.now(), event=row, **body.model_dump())
    return _page(request, key)


@router.post(f"{E}/measures", response=MADE)
def add_measure(request: HttpRequest, key: str, body: shapes.AddEventMeasure) -> Any:
    """Add a measure to a charter."""
    row = _kept(request, key)
    measure = measure_of(body.measure) if body.measure else None
    if body.measure and measure is None:
        raise LeanError(f"No measure carries the key {body.measure}.", where="measure")
    taken = body.model_dump(exclude={"measure"})
    add_event_measure.perform(actor(request), at=clock.now(), event=row, measure=measure, **taken)
    return Status(201, _page(request, key))


@router.delete(f"{E}/measures/{{measure_id}}", response=PAGE)
def strike_measure(request: HttpRequest, key: str, measure_id: Id, why: Why) -> Any:
    """Take a measure out of a charter that is not approved yet."""
    row = _kept(request, key)
    strike_event_measure.perform(actor(request), at=clock.now(), why=why, measure=_measure(row, measure_id))
    return _page(request, key)


@router.post(f"{E}/measures/{{measure_id}}/values", response=MADE)
def record_value(request: HttpRequest, key: str, measure_id: Id, body: shapes.RecordEventValue) -> Any:
    """Record the value of a measure before the event (0 days), or so many days after it."""
    row = _kept(request, key)
    held = _measure(row, measure_id)
    record_event_value.perform(actor(request), at=clock.now(), measure=held, **body.model_dump())
    return Status(201, _page(request, key))


@router.post(f"{E}/measures/{{measure_id}}/answers", response=MADE)
def answer(request: HttpRequest, key: str, measure_id: Id, body: shapes.AnswerDecay) -> Any:
    """Say what is done about an improvement that has fallen back."""
    row = _kept(request, key)
    held = _measure(row, measure_id)
    answer_decay.perform(actor(request), at=clock.now(), measure=held, **body.model_dump())
    return Status(201, _page(request, key))


@router.post(f"{E}/notes", response=MADE)
def write_note(request: HttpRequest, key: str, body: shapes.NoteEvent) -> Any:
    """Write a note of a day; the first one says that the event is held."""
    note_event.perform(actor(request), at=clock.now(), event=_kept(request, key), **body.model_dump())
    return Status(201, _page(request, key))


@router.post(f"{E}/actions", response=MADE)
def add_action(request: HttpRequest, key: str, body: shapes.AddEventAction) -> Any:
    """Decide what the event leaves to do."""
    row = _kept(request, key)
    taken = body.model_dump(exclude={"owner"})
    add_event_action.perform(
        actor(request), at=clock.now(), event=row, owner=person(body.owner, LeanError, "owner"), **taken
    )
    return Status(201, _page(request, key))


@router.post(f"{E}/actions/{{action_id}}/state", response=PAGE)
def move_action(request: HttpRequest, key: str, action_id: Id, body: shapes.MoveEventAction) -> Any:
    """Say how far an action is: whoever is to do it, or who keeps the event."""
    row = _event(request, key)
    held = read.part(row.actions.select_related("event"), action_id, "action")
    if not standing(request).may(KEEP, row):
        require(actor(request), Capability.REPORT_ACTION, held, on=clock.today())
    move_event_action.perform(actor(request), at=clock.now(), action=held, **body.model_dump())
    return _page(request, key)


def _map(row: KaizenEvent, kind: shapes.Kind) -> dict[str, Any]:
    found = next((one for one in lean_pages.maps_of(row) if one.row.kind == kind), None)
    if found is None:
        raise read.NoSuchLeanError("This map is not drawn.", where=kind)
    return shapes.map_answer(found)


@router.get(f"{E}/maps/{{kind}}", response=with_errors(shapes.MapAnswer))
def get_map(request: HttpRequest, key: str, kind: shapes.Kind) -> Any:
    """The newest map of a kind with its figures."""
    return _map(_event(request, key), kind)


@router.post(f"{E}/maps/{{kind}}", response=with_errors(shapes.MapAnswer, 201))
def draw_map(request: HttpRequest, key: str, kind: shapes.Kind, body: shapes.DrawMap) -> Any:
    """Draw the next version of a map."""
    row = _kept(request, key)
    draw_stream_map.perform(
        actor(request), at=clock.now(), why=body.why, event=row, kind=kind, stream=body.stream, because=body.because
    )
    return Status(201, _map(row, kind))


@router.post(f"{E}/maps/{{kind}}/file", response=with_errors(shapes.MapAnswer, 201))
def take_map(
    request: HttpRequest,
    key: str,
    kind: shapes.Kind,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
) -> Any:
    """Take a map in from CSV or XLSX; nothing of it where a cell is wrong."""
    row = _kept(request, key)
    stream = read_value_stream(file.read(), name=file.name or "map.csv")
    draw_stream_map.perform(actor(request), at=clock.now(), why=why, event=row, kind=kind, stream=stream)
    return Status(201, _map(row, kind))


@router.get(f"{E}/comparison", response=with_errors(shapes.ComparedAnswer))
def compare_maps(request: HttpRequest, key: str) -> Any:
    """The work as it is against the work as it shall be."""
    found = lean_pages.compared(lean_pages.maps_of(_event(request, key)))
    if found is None:
        raise read.NoSuchLeanError("Two maps are compared, and one of them is not drawn.", where=key)
    return {"compared": found}


@router.post(f"{E}/waste", response=MADE)
def add_waste(request: HttpRequest, key: str, body: shapes.NoteWaste) -> Any:
    """Put waste on record."""
    note_waste.perform(actor(request), at=clock.now(), event=_kept(request, key), **body.model_dump())
    return Status(201, _page(request, key))


def _amounts(rows: list[shapes.YearAmount]) -> list[tuple[int, Any]]:
    return [(one.year, one.amount) for one in rows]


@router.post(f"{E}/savings", response=MADE)
def claim(request: HttpRequest, key: str, body: shapes.ClaimSaving) -> Any:
    """Claim a saving, which somebody without a part in the event verifies."""
    row = _kept(request, key)
    taken = body.model_dump(exclude={"amounts"})
    claim_saving.perform(actor(request), at=clock.now(), event=row, amounts=_amounts(body.amounts), **taken)
    return Status(201, _page(request, key))


@router.post(f"{E}/savings/{{saving_id}}/decision", response=PAGE)
def verify(request: HttpRequest, key: str, saving_id: Id, body: shapes.VerifySaving) -> Any:
    """Verify a saving with the amounts that can be seen, or none."""
    row = _event(request, key)
    held = read.part(row.savings.select_related("event"), saving_id, "saving")
    require(actor(request), Capability.VERIFY_SAVINGS, held, on=clock.today())
    confirm_password(request)
    taken = body.model_dump(exclude={"amounts"})
    verify_saving.perform(actor(request), at=clock.now(), saving=held, amounts=_amounts(body.amounts), **taken)
    return _page(request, key)


@router.post(f"{E}/savings/{{saving_id}}/withdrawal", response=PAGE)
def withdraw(request: HttpRequest, key: str, saving_id: Id, body: shapes.EndLean) -> Any:
    """Take back a saving that is not verified."""
    row = _kept(request, key)
    held = read.part(row.savings.select_related("event"), saving_id, "saving")
    withdraw_saving.perform(actor(request), at=clock.now(), saving=held, **body.model_dump())
    return _page(request, key)


@router.post(f"{E}/close", response=PAGE)
def close(request: HttpRequest, key: str, body: shapes.EndEvent) -> Any:
    """Close an event with its results."""
    row = _kept(request, key)
    confirm_password(request)
    close_event.perform(actor(request), at=clock.now(), event=row, **body.model_dump())
    return _page(request, key)


@router.post(f"{E}/drop", response=PAGE)
def drop(request: HttpRequest, key: str, body: shapes.EndLean) -> Any:
    """Drop an event."""
    row = _kept(request, key)
    confirm_password(request)
    drop_event.perform(actor(request), at=clock.now(), event=row, **body.model_dump())
    return _page(request, key)


def _project(request: HttpRequest, key: str) -> DesignProject:
    _may_read(request)
    return read.project(key)


def _project_kept(request: HttpRequest, key: str) -> DesignProject:
    row = _project(request, key)
    require(actor(request), KEEP, row, on=clock.today())
    return row


def _project_page(request: HttpRequest, key: str) -> dict[str, Any]:
    return shapes.project_page(lean_pages.project_page(standing(request), read.project(key)))


@router.get("/results/lean/projects", response=with_errors(Paged[shapes.ProjectAnswer]))
def list_projects(request: HttpRequest, q: Words = "", page: Number = 1) -> Any:
    """The projects of Design for Lean Sigma, the newest first."""
    _may_read(request)
    found = read.project_lines(standing(request), words=q.replace("\0", ""), department="", number=page)
    rows = [shapes.project_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/lean/projects", response=with_errors(shapes.ProjectPageAnswer, 201))
def start(request: HttpRequest, body: shapes.StartDesign) -> Any:
    """Start a design project."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), KEEP, of_department_or_all(DesignProject, department), on=clock.today())
    taken = body.model_dump(exclude={"department", "sponsor", "lead"})
    row = start_design.perform(
        actor(request),
        at=clock.now(),
        department=department,
        sponsor=person(body.sponsor, LeanError, "sponsor"),
        lead=person(body.lead, LeanError, "lead"),
        **taken,
    )
    return Status(201, _project_page(request, row.key))


@router.get(P, response=with_errors(shapes.ProjectPageAnswer))
def get_project(request: HttpRequest, key: str) -> Any:
    """A design project with its gates."""
    _project(request, key)
    return _project_page(request, key)


@router.post(f"{P}/gates", response=with_errors(shapes.ProjectPageAnswer, 201))
def ask(request: HttpRequest, key: str, body: shapes.AskGate) -> Any:
    """Ask for the gate of the phase."""
    ask_gate.perform(actor(request), at=clock.now(), project=_project_kept(request, key), **body.model_dump())
    return Status(201, _project_page(request, key))


@router.post(f"{P}/gates/{{gate_id}}/decision", response=with_errors(shapes.ProjectPageAnswer))
def decide_on_gate(request: HttpRequest, key: str, gate_id: Id, body: shapes.DecideGate) -> Any:
    """Pass a gate or send it back; never its lead, nor whoever asked."""
    row = _project(request, key)
    decide_gate.permitted(actor(request), row, on=clock.today())
    held = read.part(row.gates.select_related("project"), gate_id, "gate")
    check_gate(actor(request), held)
    confirm_password(request)
    decide_gate.perform(actor(request), at=clock.now(), gate=held, **body.model_dump())
    return _project_page(request, key)


@router.post(f"{P}/stop", response=with_errors(shapes.ProjectPageAnswer))
def stop(request: HttpRequest, key: str, body: shapes.EndLean) -> Any:
    """Stop a project."""
    row = _project_kept(request, key)
    confirm_password(request)
    stop_design.perform(actor(request), at=clock.now(), project=row, **body.model_dump())
    return _project_page(request, key)
