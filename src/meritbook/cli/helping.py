"""`results requests`, `ask`, `take`, `log-hours`, `hours`, `assignments`, `assign`: help in the initiatives."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from meritbook.cli.dates import day
from meritbook.cli.options import AsJson, AsUser, output_of

Why = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is written to the ledger.")]
Of = Annotated[str, typer.Option("--department", metavar="CODE", help="The department; else the enterprise.")]
Initiative = Annotated[
    str, typer.Option(metavar="KEY", help="lean, planning, risk-management, performance-auditing, and so on.")
]
Day = Annotated[str, typer.Option(metavar="DATE", help="As YYYY-MM-DD; else the day of the office.")]
PageOf = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]


def _who(user: str) -> tuple[Any, Any]:
    """The actor, and what they may read on the day of the office."""
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    return actor, Standing(actor.user, clock.today())


def _department(code: str) -> Any:
    from meritbook.cli.people import department_named

    return department_named(code) if code else None


def requests(
    context: typer.Context,
    user: AsUser,
    state: Annotated[str, typer.Option(metavar="STATE", help="Only those; `open` is all that is not ended.")] = "",
    initiative: Annotated[str, typer.Option(metavar="KEY", help="Only those of this initiative.")] = "",
    page: PageOf = 1,
    as_json: AsJson = False,
) -> None:
    """List the requests for help that a person may look into."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Capability, require
    from meritbook.cli.helping_answers import RequestLine, RequestsAnswer
    from meritbook.desk import help_desk as read

    actor, standing = _who(user)
    require(actor, Capability.ASK_HELP, on=standing.on)
    found = read.requests(standing, read.HelpFilter(state=state, initiative=initiative), page)
    lines = tuple(
        RequestLine(
            id=one.pk,
            initiative=one.initiative,
            kind=one.kind,
            subject=one.subject,
            department=one.department.code if one.department else None,
            status=one.status,
            asked_by=one.asked_by.username,
            taken_by=one.taken_by.username if one.taken_by else None,
            wanted_by=one.wanted_by,
            satisfaction=one.satisfaction,
        )
        for one in found.rows
    )
    if as_json:
        answer = RequestsAnswer(page=found.number, pages=found.of, total=found.total, requests=lines)
        output.json(answer.plain())
        return
    output.table(
        ("No.", "Initiative", "Asked for", "Subject", "State", "Asked by", "Taken by"),
        [
            (str(one.id), one.initiative, one.kind, one.subject, one.status, one.asked_by, one.taken_by or "–")
            for one in lines
        ],
    )
    output.line(f"{found.total} in all, page {found.number} of {found.of}.")


def ask(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="What is asked for, in a line.")],
    user: AsUser,
    initiative: Initiative,
    kind: Annotated[str, typer.Option(metavar="KIND", help="training, assistance, facilitation or advice.")],
    needs: Annotated[str, typer.Option(metavar="TEXT", help="What is needed, and for whom.")],
    why: Why = "Asked on the command line.",
    department: Of = "",
    wanted_by: Annotated[str, typer.Option("--by", metavar="DATE", help="Until when, as YYYY-MM-DD.")] = "",
) -> None:
    """Ask for help in one of the results initiatives."""
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions import ask_help
    from meritbook.records import clock

    actor, _ = _who(user)
    row = ask_help.perform(
        actor,
        at=clock.now(),
        why=why,
        department=_department(department),
        initiative=initiative,
        kind=kind,
        subject=subject,
        needs=needs,
        wanted_by=day(wanted_by, where="--by") if wanted_by else None,
    )
    output.line(f"Request {row.pk} is on record.")


def take(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The request, as the list has it.")],
    user: AsUser,
    why: Why = "Taken on the command line.",
) -> None:
    """Take a request for help, or take it over."""
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions import take_help
    from meritbook.desk import help_desk as read
    from meritbook.records import clock

    actor, standing = _who(user)
    row = take_help.perform(actor, at=clock.now(), why=why, request=read.request(standing, number))
    output.line(f"Request {row.pk} is yours: {row.subject}")


def log_hours(
    context: typer.Context,
    hours: Annotated[str, typer.Argument(metavar="HOURS", help="In quarters, such as 1.25.")],
    user: AsUser,
    initiative: Initiative,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="training, assistance, facilitation, advice or administration.")
    ],
    why: Why = "Entered on the command line.",
    on: Day = "",
    department: Of = "",
    people: Annotated[int | None, typer.Option(metavar="N", help="How many were trained.")] = None,
    request: Annotated[int | None, typer.Option(metavar="NUMBER", help="The request that they were spent on.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A note.")] = "",
) -> None:
    """Enter one's own hours in an initiative on a day."""
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions import record_work_hours
    from meritbook.actions.helping_policies import HoursError
    from meritbook.desk import help_desk as read
    from meritbook.records import clock

    actor, standing = _who(user)
    try:
        figure = Decimal(hours)
    except ArithmeticError as error:
        raise HoursError(f"“{hours[:40]}” is no number of hours.", where="hours") from error
    row = record_work_hours.perform(
        actor,
        at=clock.now(),
        why=why,
        department=_department(department),
        initiative=initiative,
        kind=kind,
        worked_on=day(on, where="--on") if on else standing.on,
        hours=figure,
        people=people,
        request=None if request is None else read.own_request(standing, request),
        says=note,
    )
    output.line(f"{row.hours} hours of {row.worked_on.isoformat()} are on record.")


def hours(context: typer.Context, user: AsUser, as_json: AsJson = False) -> None:
    """Show what the fiscal year of each initiative comes to: hours, people trained, requests, satisfaction."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Capability, require
    from meritbook.cli.helping_answers import HoursAnswer, YearLine
    from meritbook.desk import help_desk as read

    actor, standing = _who(user)
    require(actor, Capability.ASK_HELP, on=standing.on)
    lines = tuple(
        YearLine(
            initiative=one.key,
            hours={kind: f"{told:.2f}" for kind, told in one.hours.items()},
            total=f"{one.total:.2f}",
            trained=one.trained,
            asked=one.asked,
            waiting=one.waiting,
            rated=one.rated,
            satisfied=one.satisfied,
        )
        for one in read.year(standing.on)
    )
    if as_json:
        output.json(HoursAnswer(since=read.fiscal_year(standing.on)[0], initiatives=lines).plain())
        return
    output.table(
        ("Initiative", "Hours", "People trained", "Requests", "Open", "Satisfied"),
        [
            (
                one.initiative,
                one.total,
                str(one.trained),
                str(one.asked),
                str(one.waiting),
                f"{one.satisfied} of {one.rated}" if one.satisfied is not None else f"too few to show ({one.rated})",
            )
            for one in lines
        ],
    )


def assignments(
    context: typer.Context,
    user: AsUser,
    past: Annotated[bool, typer.Option("--past", help="With those that are over.")] = False,
    page: PageOf = 1,
    as_json: AsJson = False,
) -> None:
    """List who works in which initiative, for which department."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Capability, require
    from meritbook.cli.helping_answers import AssignmentLine, AssignmentsAnswer
    from meritbook.desk import help_desk as read

    actor, standing = _who(user)
    require(actor, Capability.READ_RESULTS, on=standing.on)
    found = read.assignments(standing, page, past=past)
    lines = tuple(
        AssignmentLine(
            id=one.pk,
            person=one.person.username,
            initiative=one.initiative,
            results_class=one.results_class,
            department=one.department.code if one.department else None,
            starts_on=one.starts_on,
            ends_before=one.ends_before,
        )
        for one in found.rows
    )
    if as_json:
        answer = AssignmentsAnswer(page=found.number, pages=found.of, total=found.total, assignments=lines)
        output.json(answer.plain())
        return
    output.table(
        ("No.", "Initiative", "Person", "Class", "Department", "From", "Until before"),
        [
            (
                str(one.id),
                one.initiative,
                one.person,
                one.results_class,
                one.department or "all",
                one.starts_on.isoformat(),
                one.ends_before.isoformat() if one.ends_before else "–",
            )
            for one in lines
        ],
    )
    output.line(f"{found.total} in all, page {found.number} of {found.of}.")


def assign(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="USER", help="The username of the person.")],
    user: AsUser,
    initiative: Initiative,
    results_class: Annotated[
        str, typer.Option("--class", metavar="ROLE", help="results_practitioner, _facilitator or _administrator.")
    ],
    why: Why = "Assigned on the command line.",
    department: Of = "",
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="As YYYY-MM-DD; else the day.")] = "",
) -> None:
    """Assign somebody of the series to an initiative."""
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions import assign_work
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor, standing = _who(user)
    whom = actor_named(person).user
    assert whom is not None  # noqa: S101  # a name always gives a person
    row = assign_work.perform(
        actor,
        at=clock.now(),
        why=why,
        person=whom,
        initiative=initiative,
        results_class=results_class,
        department=_department(department),
        starts_on=day(starts_on, where="--from") if starts_on else standing.on,
    )
    output.line(f"{whom.full_name} is assigned to {row.get_initiative_display()} (assignment {row.pk}).")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (requests, ask, take, hours, assignments, assign):
        app.command()(command)
    app.command("log-hours")(log_hours)
