"""`results`: define, change, give to an owner and retire a measure; its query; ask other systems; a sample workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import entry as entry_of
from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meritbook.cli.output import Output
    from meritbook.records.models import Measure, QueryRun

results = typer.Typer()
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the measure.")]
Entry = Annotated[Path, typer.Argument(metavar="FILE", help="The entry as JSON, as the API takes it: `definition`.")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; of an entry that of a period.")]
Because = Annotated[str, typer.Option("--because", help="The reason, for whoever reads the measure.")]
Why = Annotated[str, typer.Option(help="The reason, for the ledger.")]


def _show(row: Measure, output: Output, said: str) -> None:
    from meritbook.cli.results_measures import measure_answer
    from meritbook.records import clock

    if output.as_json:
        output.json(measure_answer(row, clock.today()).plain())
    else:
        output.line(said)


def _begun(user: str, why: str) -> tuple[Any, dict[str, Any]]:
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    return actor_named(user), {"at": clock.now(), "why": why}


def _owner(name: str) -> Any:
    from meritbook.actions.measuring_policies import OwnerError
    from meritbook.records.models import User

    found = User.objects.filter(username__iexact=name).first()
    if found is None:
        raise OwnerError(f"Nobody is called {name}.", where="owner")
    return found


@results.command(name="define-measure")
def define(
    context: typer.Context,
    key: Key,
    entry: Entry,
    as_user: AsUser,
    starts_on: From,
    department: Annotated[str, typer.Option(metavar="CODE", help="Whose it is; else of the enterprise.")] = "",
    owner: Annotated[str, typer.Option(metavar="USER", help="Who answers for it.")] = "",
    why: Why = "Measure defined.",
    as_json: AsJson = False,
) -> None:
    """Put a measure into the dictionary."""
    from meritbook.cli.dates import day
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.home import open_records

    output, first, definition = output_of(context, as_json), day(starts_on, where="--from"), entry_of(entry)
    open_records()
    from meritbook.actions import define_measure
    from meritbook.records.models import Department

    actor, given = _begun(as_user, why)
    where = Department.objects.filter(code=department).first() if department else None
    if department and where is None:
        raise UnknownNameError(f"There is no department {department}.", where="--department")
    named = _owner(owner) if owner else None
    row = define_measure.perform(
        actor, **given, key=key, department=where, definition=definition, starts_on=first, owner=named
    )
    _show(row, output, f"{row.title} ({row.key}) is in the dictionary.")


@results.command(name="change-measure")
def change(
    context: typer.Context,
    key: Key,
    entry: Entry,
    as_user: AsUser,
    starts_on: From,
    because: Because,
    why: Why = "Measure changed.",
    as_json: AsJson = False,
) -> None:
    """Write a new version of the entry of a measure, from a day on."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output, first, definition = output_of(context, as_json), day(starts_on, where="--from"), entry_of(entry)
    open_records()
    from meritbook.actions import change_measure
    from meritbook.desk import measure_page as read

    actor, given = _begun(as_user, why)
    row = read.measure(key)
    done = change_measure.perform(actor, **given, measure=row, definition=definition, starts_on=first, because=because)
    said = " It begins a new series." if done.breaks_series else ""
    _show(row, output, f"Version {done.number} of {row.key} is on record.{said}")


@results.command(name="measure-owner")
def owner(
    context: typer.Context,
    key: Key,
    name: Annotated[str, typer.Argument(metavar="OWNER", help="Username of who answers for it.")],
    as_user: AsUser,
    starts_on: From = "",
    why: Why = "Owner named.",
    as_json: AsJson = False,
) -> None:
    """Name who answers for a measure, from a day on or from today."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output, first = output_of(context, as_json), day(starts_on, where="--from") if starts_on else None
    open_records()
    from meritbook.actions import name_measure_owner
    from meritbook.desk import measure_page as read
    from meritbook.records import clock

    actor, given = _begun(as_user, why)
    row = read.measure(key)
    done = name_measure_owner.perform(actor, **given, measure=row, owner=_owner(name), starts_on=first or clock.today())
    _show(row, output, f"{done.owner.full_name} answers for {row.key} from {done.starts_on.isoformat()}.")


@results.command(name="retire-measure")
def retire(
    context: typer.Context,
    key: Key,
    as_user: AsUser,
    ends_before: Annotated[str, typer.Option("--from", metavar="DATE", help="No value is owed from then on.")],
    because: Because,
    why: Why = "Measure retired.",
    as_json: AsJson = False,
) -> None:
    """Retire a measure; what is on record stays."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output, last = output_of(context, as_json), day(ends_before, where="--from")
    open_records()
    from meritbook.actions import retire_measure
    from meritbook.desk import measure_page as read

    actor, given = _begun(as_user, why)
    done = retire_measure.perform(actor, **given, measure=read.measure(key), ends_before=last, because=because)
    _show(done, output, f"{done.key} is retired from {last.isoformat()}.")


@results.command(name="measure-query")
def query(
    context: typer.Context,
    key: Key,
    as_user: AsUser,
    connection: Annotated[
        str, typer.Option(metavar="NAME", help="A connection of the setting MERITBOOK_QUERIES.")
    ] = "",
    statement: Annotated[Path | None, typer.Option(metavar="FILE", help="A file with one SELECT.")] = None,
    end: Annotated[bool, typer.Option("--end", help="End the query instead.")] = False,
    why: Why = "Query of a measure.",
    as_json: AsJson = False,
) -> None:
    """Let a measure ask another system for its values, or end that."""
    from meritbook.cli.files import bytes_of
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if end == bool(connection or statement) or bool(connection) != bool(statement):
        raise UsageError("Give --connection with --statement, or --end alone.")
    words = bytes_of(statement).decode("utf-8-sig", errors="replace") if statement else ""
    open_records()
    from meritbook.actions import end_value_query, set_value_query
    from meritbook.desk import measure_page as read

    actor, given = _begun(as_user, why)
    row = read.measure(key)
    if end:
        end_value_query.perform(actor, **given, measure=row)
        _show(row, output, f"{row.key} asks no other system any more.")
        return
    set_value_query.perform(actor, **given, measure=row, connection=connection, statement=words)
    _show(row, output, f"{row.key} asks {connection} when a value is due.")


@results.command()
def fetch(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="Only this measure, whether a value is due or not.")] = "",
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who asks; else the program itself, for what is due.")
    ] = "",
    why: Why = "A value of the measure is due.",
    as_json: AsJson = False,
) -> int:
    """Ask other systems for the values that are due. `tick` does the same each day."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if bool(key) != bool(as_user):
        raise UsageError("Name a measure and --as, or neither.")
    open_records()
    from meritbook.actions import fetch_values
    from meritbook.desk import measure_page as read
    from meritbook.records import clock

    if key:
        actor, given = _begun(as_user, why)
        runs = [fetch_values.perform(actor, **given, measure=read.measure(key))]
    else:
        runs = fetch_values.fetch_due(at=clock.now(), why=why)
    return tell_runs(runs, output)


def tell_runs(runs: Iterable[QueryRun], output: Output) -> int:
    """Say what each run brought; bad news where one failed."""
    from meritbook.cli.measures_answers import ResultsFetchAnswer, ResultsRun
    from meritbook.records import clock

    answer = ResultsFetchAnswer(
        on=clock.today(),
        runs=tuple(
            ResultsRun(
                measure=one.query.measure.key,
                outcome=one.outcome,
                rows=one.batch.rows if one.batch else 0,
                says=one.says,
            )
            for one in runs
        ),
    )
    if output.as_json:
        output.json(answer.plain())
    for one in () if output.as_json else answer.runs:
        output.line(f"{one.measure}: {one.outcome}, {one.rows} values{f'. {one.says}' if one.says else ''}")
    if not output.as_json:
        output.line(f"{len(answer.runs)} measure{'' if len(answer.runs) == 1 else 's'} asked for")
    return ExitCode.BAD_NEWS if any(one.outcome == "failed" for one in answer.runs) else ExitCode.OK


@results.command()
def sample(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the XLSX file.", show_default=False)],
    as_user: AsUser,
) -> None:
    """Write a workbook with made-up values and mistakes, for the measures whose values a person records."""
    from meritbook.cli.home import open_records

    output = output_of(context, False)
    if path.exists():
        raise UsageError(f"{path} is there already.")
    open_records()
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.desk import value_sample
    from meritbook.records import clock

    actor = actor_named(as_user)
    require(actor, Capability.RECORD_VALUE, on=clock.today())
    path.write_bytes(value_sample.sample(Standing(actor.user, clock.today())))
    output.line(f"Written to {path}. `meritbook results import {path} --as {as_user}` shows what it would record.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
