"""What the commands that act on the results register share: who acts and why, entries in files, figures, people."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.core.errors import MeritbookError
    from meritbook.core.values import Value
    from meritbook.records.models import Department, User

Shape = TypeVar("Shape", bound="Value")
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is done; it is written to the ledger.")]
Because = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it is written to the ledger and shown.")]
Says = Annotated[str, typer.Option(metavar="TEXT", help="What is said of it on its page.")]
Owner = Annotated[str, typer.Option(metavar="USER", help="The username of who answers for it.")]
OfDepartment = Annotated[str, typer.Option("--department", metavar="CODE", help="Whose it is; else of the enterprise.")]
Due = Annotated[str, typer.Option("--due", metavar="DATE", help="The day by which it is to be done.")]


def begin(context: typer.Context, as_json: bool = False) -> Output:
    """The output of the run, once the records are open."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    return output


def standing_of(user: str, capability: str = "read_results") -> Standing:
    """What the person may on the day of the office; raises `ForbiddenError` without the capability."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability(capability), on=clock.today())
    return Standing(actor.user, clock.today())


def given(user: str, why: str) -> dict[str, Any]:
    """Who acts, when and why: what each action takes."""
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    return {"actor": actor_named(user), "at": clock.now(), "why": why}


def department_of(code: str) -> Department | None:
    """The department of the code, none for the enterprise as a whole; raises `UnknownNameError`."""
    from meritbook.cli.people import department_named

    return department_named(code) if code else None


def person(username: str, error: type[MeritbookError], where: str) -> User:
    """The person of that username, whatever its case; raises `error` at `where` when there is none."""
    from meritbook.records.models import User

    found: User | None = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise error(f"Nobody is called {username} on record.", where=where)
    return found


def entry(path: Path) -> dict[str, Any]:
    """The JSON object in a file, or on standard input for `-`; raises `UsageError`, `UnreadableFileError`."""
    from meritbook.cli.files import bytes_of

    try:
        found = json.loads(bytes_of(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{path.name} is no JSON: {problem}", where=path.name) from problem
    if not isinstance(found, dict):
        raise UsageError(f"{path.name} is to hold one entry, as a JSON object.", where=path.name)
    return found


def shaped(path: Path, shape: type[Shape]) -> Shape:
    """The entry in a file in its shape; raises `UsageError` that names each field in the way, and what `entry` does."""
    from pydantic import ValidationError

    from meritbook.core.faults import fault_in_words

    try:
        return shape.model_validate(entry(path))
    except ValidationError as problem:
        faults = [
            f"{'.'.join(str(part) for part in one['loc'])}: {fault_in_words(one)}"
            for one in problem.errors(include_url=False)
        ]
        raise UsageError(f"{path.name}: {'; '.join(faults)}.", where=path.name, details={"faults": faults}) from problem


def amounts(texts: list[str], option: str) -> list[tuple[int, Decimal]]:
    """Fiscal years with amounts out of `2026=12000`; raises `UsageError`."""
    found = []
    for text in texts:
        year, sign, amount = text.partition("=")
        if not (sign and year.strip().isascii() and year.strip().isdigit() and len(year.strip()) == 4):
            raise UsageError(f"“{text}” is no amount of a year for {option}. Write it as 2026=12000.", where=option)
        found.append((int(year), figure(amount, option)))
    return found


def figure(text: str, option: str) -> Decimal:
    """The figure that was typed, a sign of percent or dollars left out; raises `UsageError`."""
    try:
        found = Decimal(text.strip().removesuffix("%").removeprefix("$"))
    except InvalidOperation as problem:
        raise UsageError(f"“{text}” is no figure for {option}. Write it as 1250.50.", where=option) from problem
    if not found.is_finite():
        raise UsageError(f"“{text}” is no figure for {option}. Write it as 1250.50.", where=option)
    return found


def one_of(text: str, option: str, choices: tuple[str, ...]) -> str:
    """The choice that was typed; raises `UsageError` that names them all."""
    if text not in choices:
        raise UsageError(
            f"“{text}” is no choice of {option}: {', '.join(choices[:-1])} or {choices[-1]}.", where=option
        )
    return text


def numbered(number: int) -> int:
    """The number of a record as the database can hold it; 0, which is none, for any other."""
    return number if 0 < number < 2**62 else 0
