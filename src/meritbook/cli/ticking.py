"""`tick`: work the law through on every day up to today; `consequences`: what it drafted."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode, UnknownNameError
from meritbook.cli.options import AsJson, output_of
from meritbook.cli.output import Output

if TYPE_CHECKING:
    from meritbook.actions.law_days import CaughtUp
    from meritbook.cli.ticking_answers import ConsequenceAnswer
    from meritbook.records.models import Consequence


def tick(
    context: typer.Context,
    on: Annotated[
        str, typer.Option(metavar="DATE", help="The last day to work through; today without it. No day to come.")
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="At the very first run: the first day; else that of the first seat on record."
        ),
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be drafted, and keep nothing.")] = False,
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who lets the law run; else the program itself.")
    ] = "",
    why: Annotated[str, typer.Option(help="The reason, for the ledger.")] = "The law is worked through each day.",
    as_json: AsJson = False,
) -> int:
    """Work the law through on every day since the last, and draft what follows from it.

    Each day is kept by itself: interrupted or killed at any moment, nothing is lost or done twice, and the next run
    goes on. Nothing drafted is done before a person confirms it. In a demonstration whose day lies before `--on`, the
    day moves there first.
    """
    from meritbook.cli.dates import day as read_day
    from meritbook.cli.home import open_records
    from meritbook.cli.working import told_by_signals

    output = output_of(context, as_json)
    last = read_day(on, where="--on") if on else None
    first = read_day(since, where="--since") if since else None
    open_records()
    from django.db import transaction

    from meritbook.actions import SYSTEM
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(as_user) if as_user else SYSTEM
    told = threading.Event()
    with told_by_signals(told):
        if dry_run:
            with transaction.atomic():
                _move_demonstration(last, why)
                found = _catch_up(actor, last or clock.today(), first, why, told, output)
                answers = _touched(found)
                transaction.set_rollback(True)
        else:
            _move_demonstration(last, why)
            try:
                found = _catch_up(actor, last or clock.today(), first, why, told, output)
            finally:
                # An office that has no seat on record yet assesses people all the same.
                _work_on_assessments(actor, told, output)
            answers = _touched(found)
            _ask_other_systems(told, output)
    _tell(found, answers, output, dry_run=dry_run)
    return ExitCode.INTERRUPTED if found.stopped else ExitCode.OK


def _move_demonstration(last: date | None, why: str) -> None:
    """In a demonstration: its day goes along with the law; elsewhere days to come are refused by the action."""
    from django.conf import settings

    from meritbook.actions import SYSTEM, move_day
    from meritbook.records import clock

    if last is not None and settings.MERITBOOK_DEMO and clock.fixed_day() is None and last > clock.today():
        move_day.perform(SYSTEM, at=clock.now(), why=why, on=last)


def _ask_other_systems(told: threading.Event, output: Output) -> None:
    """The values of measures that are due and come from other systems; what fails is told and kept with the measure."""
    from meritbook.actions import fetch_values
    from meritbook.records import clock

    for run in fetch_values.fetch_due(at=clock.now(), stopping=told.is_set):
        output.note(f"{run.query.measure.key}: {run.get_outcome_display().lower()}. {run.says}".strip())


def _work_on_assessments(actor: object, told: threading.Event, output: Output) -> None:
    """Assessments of people whose last day is over are closed; who is asked in the others is invited or reminded."""
    from meritbook.actions import Actor, assessment_days
    from meritbook.records import clock

    assert isinstance(actor, Actor)  # noqa: S101 - said to the type checker
    for one in assessment_days.work(actor, at=clock.now(), stopping=told.is_set):
        # How many messages went out would tell how many have not answered, and to whom a reader of logs is no party.
        what = one.problem.message if one.problem is not None else "closed." if one.closed else "messages sent."
        output.note(f"Assessment {one.assessment.pk}: {what}")


def _catch_up(
    actor: object, last: date, first: date | None, why: str, told: threading.Event, output: Output
) -> CaughtUp:
    from meritbook.actions import Actor, law_days
    from meritbook.actions.service_law import service_law

    assert isinstance(actor, Actor)  # noqa: S101 - said to the type checker
    begins = law_days.next_to_work(service_law(), on=last, since=first)
    with output.progress("Working the law through", max((last - begins).days + 1, 0)) as progress:
        return law_days.catch_up(actor, on=last, since=first, why=why, progress=progress.at, stopping=told.is_set)


def _touched(found: CaughtUp) -> tuple[ConsequenceAnswer, ...]:
    """What the run drafted, took up again or found overtaken."""
    from django.db.models import Q

    from meritbook.records.models import Consequence

    days = [row.on for row in found.rows]
    rows = Consequence.objects.filter(Q(drafted_on__on__in=days) | Q(status="overtaken", overtaken_on__in=days))
    return _answers(rows.select_related("seat__position__department", "appointment__executive").distinct())


def _answers(rows: Iterable[Consequence]) -> tuple[ConsequenceAnswer, ...]:
    from meritbook.cli.ticking_answers import ConsequenceAnswer
    from meritbook.core.law.answer import LawVerdict
    from meritbook.core.service.acts import ACTS

    return tuple(
        ConsequenceAnswer(
            id=row.pk,
            rule=row.rule,
            draft=row.draft,
            act=ACTS[row.draft].title,
            position=row.seat.position.number,
            department=row.seat.position.department.code,
            executive=row.appointment.executive.full_name if row.appointment else "",
            due_on=row.due_on,
            status=row.status,
            says=row.says,
            overtaken_because=row.overtaken_because,
            verdict=LawVerdict.model_validate_json(row.verdict_json),
        )
        for row in rows
    )


def _tell(found: CaughtUp, answers: tuple[ConsequenceAnswer, ...], output: Output, *, dry_run: bool) -> None:
    from meritbook.cli.ticking_answers import TickAnswer
    from meritbook.core.dates import day_in_words

    if output.as_json:
        answer = TickAnswer(
            newest=found.newest,
            days=found.days,
            drafted=found.drafted,
            overtaken=found.overtaken,
            stopped=found.stopped,
            dry_run=dry_run,
            consequences=answers,
        )
        output.json(answer.model_dump(mode="json"))
        return
    for one in answers:
        _explain(one, output)
    days = f"{found.days:,} day{'' if found.days == 1 else 's'}" if found.days else "No day"
    newest = f" The law is worked through up to {day_in_words(found.newest)}." if found.newest else ""
    kept = " Nothing was kept." if dry_run else ""
    output.line(f"{days} worked through: {found.drafted:,} drafted, {found.overtaken:,} overtaken.{newest}{kept}")


def _explain(one: ConsequenceAnswer, output: Output) -> None:
    from meritbook.cli.law_show import show_verdicts
    from meritbook.core.dates import day_in_words

    mark = "" if one.status == "drafted" else f" · {one.status}"
    output.line(f"{one.position} · {day_in_words(one.due_on)} · {one.act}{mark}  [{one.id}]", style="bold")
    output.line(f"  {one.says}")
    if one.overtaken_because:
        output.line(f"  Overtaken {one.overtaken_because}")
    show_verdicts([one.verdict], output, whole=True)
    output.line()


def consequences(
    context: typer.Context,
    status: Annotated[
        str, typer.Option(help="Those that stand so: drafted, confirmed, stayed or overtaken; all without it.")
    ] = "",
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Show what this person may read; else everything on record.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List what the law drafted, by the day on which it is due."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.cli.ticking_answers import ConsequencesAnswer
    from meritbook.core.dates import day_in_words
    from meritbook.records import clock
    from meritbook.records.models import Consequence, ConsequenceStatus

    if status and status not in ConsequenceStatus.values:
        raise UnknownNameError(
            f"Nothing stands as “{status}”. There are: {', '.join(ConsequenceStatus.values)}.", where=status
        )
    rows = Consequence.objects.all()
    if as_user:
        rows = Standing(actor_named(as_user).user, clock.today()).consequences()
    if status:
        rows = rows.filter(status=status)
    joined = rows.select_related("seat__position__department", "appointment__executive").order_by("due_on", "id")
    answers = _answers(joined)
    if output.as_json:
        output.json(ConsequencesAnswer(consequences=answers).model_dump(mode="json"))
        return
    if not answers:
        output.line("Nothing was drafted that stands so." if status else "Nothing was drafted.")
        return
    output.table(
        ("Number", "Due", "Position", "Department", "Executive", "Act", "State"),
        [
            (
                str(one.id),
                day_in_words(one.due_on),
                one.position,
                one.department,
                one.executive or "vacant",
                one.act,
                one.status,
            )
            for one in answers
        ],
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(tick)
    app.command()(consequences)
