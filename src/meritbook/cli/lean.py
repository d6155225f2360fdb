"""`results lean …`: events, one event, maps in and out, two maps compared, the A3, and design projects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.lean_answers import LeanEventLine, LeanMapAnswer, LeanProjectLine
    from meritbook.cli.output import Output
    from meritbook.desk.lean import EventLine, ProjectLine
    from meritbook.desk.lean_pages import MapShown
    from meritbook.records.models import KaizenEvent

lean = typer.Typer(no_args_is_help=True, help="Lean work: Kaizen events, value stream maps and design projects.")
EventKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the event, such as refund-forms.")]
OfKind = Annotated[str, typer.Option("--kind", metavar="KIND", help="As it is (current) or as it shall be (future).")]
OfPage = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]
WORDS = {
    "problem": "Problem",
    "scope_in": "In scope",
    "scope_out": "Not in scope",
    "goal": "Goal",
    "others": "Others in the team",
    "says": "The sponsor says",
    "results": "Results",
}
"""What a charter says, with what became of it."""


def _standing(user: str) -> Any:
    """What the person may on the day of the office; raises `ForbiddenError` for who is in no office."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability.READ_RESULTS, on=clock.today())
    return Standing(actor.user, clock.today())


@lean.command()
def events(
    context: typer.Context,
    user: AsUser,
    state: Annotated[str, typer.Option(metavar="STATE", help="Only those in this state, such as held.")] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="Only those with a saving to verify.")] = False,
    page: OfPage = 1,
    as_json: AsJson = False,
) -> None:
    """List the Kaizen events with their verified savings, the newest first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.lean_answers import LeanEventsAnswer
    from meritbook.desk import lean as read

    _standing(user)
    found = read.lines(read.EventFilter(state=state, waiting=waiting), page)
    rows = tuple(_line(one) for one in found.rows)
    answer = LeanEventsAnswer(page=found.number, pages=found.of, total=found.total, events=rows)
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Event", "Department", "State", "Days", "Verified", "To verify"),
        [
            (one.key, one.department or "the enterprise", one.status, f"{one.starts_on} to {one.last_day}", _saved(one),
             str(one.savings_waiting))
            for one in rows
        ],
    )  # fmt: skip
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


@lean.command()
def event(context: typer.Context, key: EventKey, user: AsUser, as_json: AsJson = False) -> None:
    """Show one event: measures before and after, actions, savings, and what keeps it from being closed."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import lean as read

    row, standing = read.event(key), _standing(user)
    tell_event(standing, row, output)


def tell_event(standing: Standing, row: KaizenEvent, output: Output) -> None:
    """Show an event: its charter, measures before and after, actions, savings, and what is open."""
    from meritbook.cli.lean_answers import LeanEventAnswer, LeanMeasureLine
    from meritbook.desk import lean as read
    from meritbook.desk import lean_pages
    from meritbook.records.models import KaizenEvent

    row = read.event(row.key)
    shown = lean_pages.event_page(standing, row)
    line = read.line(read.with_savings(KaizenEvent.objects.select_related("department", "lead")).get(pk=row.pk))
    answer = LeanEventAnswer(
        event=_line(line),
        charter={
            **{name: getattr(row, name) for name in WORDS},
            "sponsor": row.sponsor.username,
            "lead": row.lead.username,
            "team": [one.username for one in shown.team],
        },
        sha256=row.sha256,
        measures=tuple(
            LeanMeasureLine(
                id=one.row.pk,
                title=one.row.title,
                unit=one.row.unit,
                measure=one.row.measure.key if one.row.measure else None,
                values={
                    str(cell.days): None if cell.reading.value is None else f"{cell.reading.value.normalize():f}"
                    for cell in one.cells
                    if cell.reading is not None
                },
                holds=str(one.finding.held.hold),
                because=one.finding.held.because,
                rests_on=one.finding.rests_on if one.finding.asks else "",
            )
            for one in shown.measures
        ),
        actions=tuple(
            {"id": one.row.pk, "what": one.row.what, "state": one.row.state, "due_on": one.row.due_on.isoformat()}
            for one in shown.actions
        ),
        savings=tuple(
            {
                "id": one.row.pk,
                "kind": one.row.kind,
                "unit": one.row.unit,
                "status": one.row.status,
                "claimed": f"{one.row.claimed:.2f}",
                "verified": None if one.row.verified is None else f"{one.row.verified:.2f}",
            }
            for one in shown.savings
        ),
        open=shown.open,
    )
    if output.as_json:
        output.json(answer.plain())
        return
    output.line(f"{row.title} ({row.key}): {shown.status_words}, {row.starts_on} to {row.last_day}")
    for name, said in WORDS.items():
        if getattr(row, name):
            output.line(f"{said}: {getattr(row, name)}")
    people = ", ".join([row.lead.full_name, *(one.full_name for one in shown.team)])
    output.line(f"Sponsor: {row.sponsor.full_name}. Lead and team: {people}.")
    output.line(f"Seal of the charter: {row.sha256}")
    for one in answer.measures:
        values = ", ".join(
            f"{'before' if days == '0' else f'after {days} days'} {value or 'could not be had'}"
            for days, value in one.values.items()
        )
        holds = one.holds.replace("_", " ")
        output.line(f"Measure {one.id}: {one.title} in {one.unit}: {values or 'not measured'}; {holds}")
        if one.rests_on:
            output.line(f"  It has fallen back. To answer: --rests-on {one.rests_on}")
    for action in answer.actions:
        state = action["state"].replace("_", " ")
        output.line(f"Action {action['id']}: {action['what']}: {state}, due on {action['due_on']}")
    for saving in answer.savings:
        verified = saving["verified"] or "nothing"
        claimed = f"{saving['claimed']} {saving['unit']} claimed"
        output.line(f"Saving {saving['id']}: {claimed}, {verified} verified, {saving['status']}")
    for said in answer.open:
        output.line(f"Open: {said}")


@lean.command("map")
def map_(
    context: typer.Context,
    key: EventKey,
    user: AsUser,
    kind: OfKind = "current",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the map to this CSV or XLSX file as well.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a value stream map with its figures, and write it to a file."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.leaning_policies import check_kind
    from meritbook.desk import lean as read
    from meritbook.desk import lean_pages
    from meritbook.writers.value_stream import stream_csv, stream_xlsx

    _standing(user)
    shows = check_kind(kind)
    row = read.event(key)
    found = next((one for one in lean_pages.maps_of(row) if one.row.kind == shows), None)
    if found is None:
        raise read.NoSuchLeanError("This map is not drawn.", where=kind)
    if out is not None:
        _write(out, stream_xlsx(found.stream) if out.suffix.casefold() == ".xlsx" else stream_csv(found.stream))
    _show(key, found, output, as_json)


@lean.command("take-map")
def take_map(
    context: typer.Context,
    key: EventKey,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The map as CSV or XLSX.")],
    user: AsUser,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it is drawn; it is written to the ledger.")],
    kind: OfKind = "current",
    as_json: AsJson = False,
) -> None:
    """Take a map in from a file; nothing of it where a cell is wrong."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, draw_stream_map
    from meritbook.cli.files import bytes_of
    from meritbook.desk import lean as read
    from meritbook.desk import lean_pages
    from meritbook.readers.value_streams import read_value_stream
    from meritbook.records import clock

    standing = _standing(user)
    row = read.event(key)
    stream = read_value_stream(bytes_of(file), name=file.name)
    made = draw_stream_map.perform(Actor(standing.user), at=clock.now(), why=why, event=row, kind=kind, stream=stream)
    _show(key, lean_pages.shown_map(made), output, as_json)


@lean.command()
def compare(context: typer.Context, key: EventKey, user: AsUser, as_json: AsJson = False) -> None:
    """Compare the work as it is with the work as it shall be, step by step."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.lean_answers import LeanCompareAnswer
    from meritbook.desk import lean as read
    from meritbook.desk import lean_pages
    from meritbook.desk.lean_pictures import change_said, said

    _standing(user)
    found = lean_pages.compared(lean_pages.maps_of(read.event(key)))
    if found is None:
        raise read.NoSuchLeanError("Two maps are compared, and one of them is not drawn.", where=key)
    if as_json:
        output.json(LeanCompareAnswer(event=key, compared=found).plain())
        return
    output.table(
        ("Figure", "As it is", "As it shall be", "Difference"),
        [
            (one.title, said(one.before, one.kind), said(one.after, one.kind), change_said(one.change, one.kind))
            for one in found.wholes
        ],
    )
    for one in found.steps:
        told = "stays" if one.before and one.after else "falls away" if one.before else "is new"
        output.line(f"{one.name}: {told}")


@lean.command()
def a3(
    context: typer.Context,
    key: EventKey,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The PDF to write.")],
    user: AsUser,
) -> None:
    """Write the A3 of an event as an accessible PDF on one page."""
    from meritbook.cli.home import open_records

    output = output_of(context, False)
    open_records()
    from meritbook.desk import lean as read
    from meritbook.desk import lean_a3, lean_pages
    from meritbook.writers.a3 import a3_pdf

    standing = _standing(user)
    shown = lean_pages.event_page(standing, read.event(key))
    _write(out, a3_pdf(lean_a3.a3(shown, on=standing.on)))
    output.line(f"Written: {out}")


@lean.command()
def projects(context: typer.Context, user: AsUser, page: OfPage = 1, as_json: AsJson = False) -> None:
    """List the projects of Design for Lean Sigma with their phases and gates."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.lean_answers import LeanProjectsAnswer
    from meritbook.desk import lean as read

    found = read.project_lines(_standing(user), words="", department="", number=page)
    rows = tuple(project_line(one) for one in found.rows)
    if as_json:
        answer = LeanProjectsAnswer(page=found.number, pages=found.of, total=found.total, projects=rows)
        output.json(answer.plain())
        return
    output.table(
        ("Project", "Department", "State", "Phase", "Gates", "Waits"),
        [
            (one.key, one.department or "the enterprise", one.status, one.phase, f"{one.passed} of {one.phases}",
             "yes" if one.gate_waits else "no")
            for one in rows
        ],
    )  # fmt: skip


def project_line(one: ProjectLine) -> LeanProjectLine:
    """A design project as a line of a list."""
    from meritbook.cli.lean_answers import LeanProjectLine

    return LeanProjectLine(
        key=one.project.key,
        title=one.project.title,
        department=one.project.department.code if one.project.department else None,
        status=one.project.status,
        phase=one.project.phase,
        passed=one.passed,
        phases=one.phases,
        gate_waits=one.waits,
    )


def _show(key: str, shown: MapShown, output: Output, as_json: bool) -> None:
    answer = _map(key, shown)
    if as_json:
        output.json(answer.plain())
        return
    from meritbook.desk.lean_pictures import said, stream_map

    output.line(f"{answer.stream.title}: {answer.kind}, version {answer.version}")
    picture = stream_map(shown.stream, shown.figures)
    output.table(
        ("Step", "Waiting", "Work", "People", "Right", "Gone through", "Load", "Pace"),
        [
            (f"{one.number}. {one.step.name}", one.waiting, one.process, one.people, one.share, one.visits, one.load,
             one.pace)
            for one in picture.rows
        ],
    )  # fmt: skip
    found = answer.figures
    for name, figure, kind in (
        ("Process time", found.process, "minutes"),
        ("Lead time", found.lead, "minutes"),
        ("Activity ratio", found.activity, "percent"),
        ("Rolled percent complete and accurate", found.rolled, "percent"),
        ("Takt time", found.takt, "minutes"),
        ("Expected work with rework", found.effort, "minutes"),
    ):
        output.line(f"{name}: {said(figure, kind)}{'. ' if figure.lacks else ''}{' '.join(figure.lacks)}")
    output.line(found.sentence)


def _write(path: Path, data: bytes) -> None:
    from meritbook.cli.errors import UnreadableFileError

    try:
        path.write_bytes(data)
    except (OSError, ValueError) as problem:
        says = problem.strerror if isinstance(problem, OSError) and problem.strerror else "The path cannot be used"
        raise UnreadableFileError(f"{says}.", where=str(path)) from problem


def _map(key: str, shown: MapShown) -> LeanMapAnswer:
    from meritbook.cli.lean_answers import LeanMapAnswer

    return LeanMapAnswer(
        event=key, kind=shown.row.kind, version=shown.row.number, stream=shown.stream, figures=shown.figures
    )


def _line(one: EventLine) -> LeanEventLine:
    from meritbook.cli.lean_answers import LeanEventLine

    row = one.event
    return LeanEventLine(
        key=row.key,
        title=row.title,
        department=row.department.code if row.department else None,
        status=row.status,
        starts_on=row.starts_on,
        last_day=row.last_day,
        lead=row.lead.full_name,
        verified_dollars=f"{one.dollars:.2f}",
        verified_hours=f"{one.hours:.2f}",
        savings_waiting=one.waiting,
    )


def _saved(one: LeanEventLine) -> str:
    return f"${Decimal(one.verified_dollars):,.0f}, {Decimal(one.verified_hours):,.2f} hours"


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.add_typer(lean, name="lean")
