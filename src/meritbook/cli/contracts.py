"""`contracts`: which there are, the words of one, and the annual open."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.errors import ExitCode, UnknownNameError
from meritbook.cli.options import AsJson, AsUser, output_of

commands = typer.Typer(
    no_args_is_help=True, help="Performance contracts: list, show, and open a year.", rich_markup_mode=None
)
MOST = 10_000
"""Contracts that a list names."""


@commands.command("list")
def list_(
    context: typer.Context,
    as_user: AsUser,
    year: Annotated[int, typer.Option("--year", help="The year in which the fiscal year begins.")] = 0,
    department: Annotated[str, typer.Option(metavar="CODE", help="Only those of this department.")] = "",
    state: Annotated[
        str, typer.Option(help="draft, proposed, agreed, signed, altering or withdrawn; else every one.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the contracts that the person may read, the latest first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from dataclasses import asdict

    from meritbook.actions.permissions import Standing
    from meritbook.cli.contracts_answers import AgreementLine, AgreementsAnswer
    from meritbook.cli.people import actor_named, department_named
    from meritbook.desk import agreements as words
    from meritbook.desk.contracts import contracts
    from meritbook.records import clock

    if state and state not in words.STATES:
        raise UnknownNameError(
            f"There is no state “{state}”.", where="--state", remedy=f"Choose one of: {', '.join(words.STATES)}."
        )
    who = Standing(actor_named(as_user).user, clock.today())
    row = department_named(department) if department else None
    found = words.find(contracts(who), year=year or None, department=row.pk if row else None, state=state)
    lines = tuple(
        AgreementLine.model_validate(asdict(words.line_of(one, who))) for one in words.with_states(found)[:MOST]
    )
    if as_json:
        output.json(AgreementsAnswer(contracts=lines).plain())
        return
    heads = ("Contract", "Position", "Executive", "From", "To", "Where it stands")
    table = [
        (str(one.id), one.position, one.executive, one.starts_on.isoformat(), one.last_day.isoformat(), one.state)
        for one in lines
    ]
    output.table(heads, table)
    if not lines:
        output.line("No contract fits.")


@commands.command()
def show(
    context: typer.Context,
    contract: Annotated[int, typer.Argument(help="The number of the contract, as the list has it.")],
    as_user: AsUser,
    as_json: AsJson = False,
) -> None:
    """Show the newest words of a contract that the person may read, with the seal of each part."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from dataclasses import asdict

    from meritbook.actions.permissions import Standing
    from meritbook.cli.contracts_answers import AgreementAnswer, AgreementLine
    from meritbook.cli.people import actor_named
    from meritbook.core.contracts.redline import fields_of
    from meritbook.desk import agreements as words
    from meritbook.desk import contracts as read
    from meritbook.records import clock

    who = Standing(actor_named(as_user).user, clock.today())
    row = read.contract(who, contract)
    version = words.newest(words.versions_of(who, row))
    if version is None:
        raise read.NoSuchContractError("No version of it is open to this person yet.", where=str(contract))
    line = AgreementLine.model_validate(asdict(words.line_of(row, who)))
    if as_json:
        answer = AgreementAnswer(
            contract=line,
            version=version.number,
            status=version.status,
            sha256=version.sha256,
            sections=version.text.hashes(),
            text=version.text.plain(),
        )
        output.json(answer.plain())
        return
    output.line(f"{line.executive}, position {line.position}, {line.starts_on} to {line.last_day}", style="bold")
    output.line(f"{line.state}. Version {version.number}, {version.get_status_display().lower()}.")
    for section in version.text.sections():
        output.line(f"{section.title}  [{section.sha256[:12]}]", style="bold")
        for label, said in fields_of(section.content).values():
            output.line(f"  {label}: {said}")


@commands.command("open-year")
def open_year(
    context: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The first day of the fiscal year.")],
    as_user: AsUser,
    department: Annotated[str, typer.Option(metavar="CODE", help="Only this department; else all.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, for the ledger.")] = "The year is opened.",
    queue: Annotated[bool, typer.Option("--queue", help="Leave it to the worker instead of doing it here.")] = False,
    as_json: AsJson = False,
) -> int:
    """Draw up the contracts of a fiscal year for all executives who have none, 200 at a time.

    Each begins with last year's words, or with the form. Interrupted, a worker goes on where it ended.
    """
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    starts_on = day(on, where="--on")
    open_records()
    from meritbook.actions import open_contract_year
    from meritbook.cli.contracts_answers import YearAnswer
    from meritbook.cli.examining import see_to_its_end
    from meritbook.cli.examining_answers import LeftOutLine
    from meritbook.cli.people import actor_named, department_named
    from meritbook.desk.jobs import left_out
    from meritbook.records import clock
    from meritbook.records.models import JobStatus

    row = department_named(department) if department else None
    job = open_contract_year.perform(actor_named(as_user), at=clock.now(), why=why, starts_on=starts_on, department=row)
    if not queue:
        with output.progress(str(job.get_kind_display()), job.total) as progress:
            see_to_its_end(job, progress)
    job.refresh_from_db()
    left = left_out(job)
    answer = YearAnswer(
        starts_on=starts_on,
        department=row.code if row else "",
        status=job.status,
        done=job.done,
        total=job.total,
        left_out=tuple(LeftOutLine(where=one.where, says=one.says, code=one.code) for one in left),
        left_out_total=job.left_out,
        problem=job.problem_code,
        problem_says=job.problem_says,
    )
    if as_json:
        output.json(answer.plain())
    else:
        output.line(f"Contracts from {starts_on}: {answer.status}, {answer.done} of {answer.total} executives.")
        if answer.problem:
            output.line(f"It failed: {answer.problem_says} [{answer.problem}]", style="red")
        for one in answer.left_out[:50]:
            output.line(f"  {one.where}: {one.says} [{one.code}]")
        if answer.left_out_total > 50:
            output.line(f"  and {answer.left_out_total - 50:,} more; --json lists them.")
    bad = bool(answer.left_out_total) or job.status == JobStatus.FAILED
    return ExitCode.BAD_NEWS if bad else ExitCode.OK


def register(app: typer.Typer) -> None:
    """Add the commands on contracts, those on the year under one among them."""
    from meritbook.cli import contract_year

    contract_year.register(commands)
    app.add_typer(commands, name="contracts")
