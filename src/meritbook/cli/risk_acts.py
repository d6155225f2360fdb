"""`results`: register, assess, review and move a risk, its owner, its acceptance, and the appetite for risks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import (
    Because,
    OfDepartment,
    Owner,
    Says,
    Why,
    begin,
    department_of,
    entry,
    figure,
    given,
    one_of,
    person,
    standing_of,
)
from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.risks import RiskKey, tell_risk

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import Risk, User

results = typer.Typer()
Title = Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")]
Cause = Annotated[str, typer.Option(metavar="TEXT", help="What it comes from.")]
Event = Annotated[str, typer.Option(metavar="TEXT", help="What would happen.")]
Consequence = Annotated[str, typer.Option(metavar="TEXT", help="What would follow.")]
Goal = Annotated[str, typer.Option(metavar="TEXT", help="The goal that it threatens: PLAN/GOAL by keys, or words.")]
InWords = Annotated[
    str, typer.Option(metavar="LIKELIHOOD/IMPACT", help="In words of the policy, such as likely/moderate.")
]


def read_risk(user: str, key: str) -> tuple[Standing, Risk]:
    """What the person may, and the risk, which they may look into; raises `ForbiddenError`, `NoSuchRiskError`."""
    from meritbook.desk import risks as read

    standing = standing_of(user, "read_risk")
    return standing, read.by_key(standing, key)


def owner_named(name: str) -> User:
    """Who is to answer for something; raises `RiskOwnerError`."""
    from meritbook.actions.risking_policies import RiskOwnerError

    return person(name, RiskOwnerError, "owner")


@results.command("register-risk")
def register_risk(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    title: Title,
    cause: Cause,
    event: Event,
    consequence: Consequence,
    category: Annotated[str, typer.Option(metavar="KEY", help="A category of the policy, such as financial.")],
    owner: Owner,
    why: Why,
    goal: Goal = "",
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Put a risk into the register."""
    output = begin(context, as_json)
    from meritbook.actions import register_risk

    standing = standing_of(as_user, "read_risk")
    row = register_risk.perform(
        **given(as_user, why),
        key=key,
        title=title,
        cause=cause,
        event=event,
        consequence=consequence,
        department=department_of(department),
        category=category,
        owner=owner_named(owner),
        goal=goal,
    )
    tell_risk(standing, row, output)


@results.command("describe-risk")
def describe(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    why: Why,
    title: Title = "",
    cause: Cause = "",
    event: Event = "",
    consequence: Consequence = "",
    category: Annotated[str, typer.Option(metavar="KEY", help="A category of the policy, such as financial.")] = "",
    goal: Goal = "",
    as_json: AsJson = False,
) -> None:
    """Describe a risk anew; what is not given stays as it is."""
    output = begin(context, as_json)
    from meritbook.actions import describe_risk

    standing, row = read_risk(as_user, key)
    done = describe_risk.perform(
        **given(as_user, why),
        risk=row,
        title=title or row.title,
        cause=cause or row.cause,
        event=event or row.event,
        consequence=consequence or row.consequence,
        category=category or row.category,
        goal=goal or row.goal,
    )
    tell_risk(standing, done, output)


@results.command("assess-risk")
def assess(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    why: Why,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="JSON as the API takes it: inherent, residual, says.")
    ] = None,
    inherent: InWords = "",
    residual: InWords = "",
    says: Annotated[str, typer.Option(metavar="TEXT", help="What the assessment rests on.")] = "",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it changed, for its history.")] = "",
    as_json: AsJson = False,
) -> None:
    """Assess a risk before and with its controls, by words or from a file; a material change ends its acceptance."""
    if (file is None) == (not (inherent or residual)) or bool(inherent) != bool(residual) or (file and says):
        raise UsageError("Give a file, or --inherent with --residual, and --says with these alone.")
    taken: dict[str, Any] = (
        entry(file)
        if file is not None
        else {
            "inherent": _words(inherent, "--inherent"),
            "residual": _words(residual, "--residual"),
            "says": says,
        }
    )
    output = begin(context, as_json)
    from meritbook.actions import assess_risk

    standing, row = read_risk(as_user, key)
    assess_risk.perform(**given(as_user, why), risk=row, assessment=taken, because=because)
    tell_risk(standing, row, output)


def _words(text: str, option: str) -> dict[str, str]:
    likelihood, slash, impact = text.partition("/")
    if not (likelihood and slash and impact):
        raise UsageError(f"“{text}” is no rating for {option}. Write it as likely/moderate.", where=option)
    return {"kind": "words", "likelihood": likelihood.strip(), "impact": impact.strip()}


@results.command("review-risk")
def review(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    reviewed_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which it was looked at.")],
    says: Says,
    why: Why = "A risk was looked at.",
    as_json: AsJson = False,
) -> None:
    """Record that a risk was looked at, and what was found."""
    from meritbook.cli.dates import day

    seen = day(reviewed_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import review_risk

    standing, row = read_risk(as_user, key)
    review_risk.perform(**given(as_user, why), risk=row, reviewed_on=seen, says=says)
    tell_risk(standing, row, output)


@results.command("risk-owner")
def name_owner(
    context: typer.Context,
    key: RiskKey,
    name: Annotated[str, typer.Argument(metavar="OWNER", help="Username of who answers for it.")],
    as_user: AsUser,
    why: Why,
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; else today.")] = "",
    as_json: AsJson = False,
) -> None:
    """Name who answers for a risk, from a day on or from today."""
    from meritbook.cli.dates import day

    first = day(starts_on, where="--from") if starts_on else None
    output = begin(context, as_json)
    from meritbook.actions import name_risk_owner

    standing, row = read_risk(as_user, key)
    name_risk_owner.perform(**given(as_user, why), risk=row, owner=owner_named(name), starts_on=first or standing.on)
    tell_risk(standing, row, output)


@results.command("move-risk")
def move(
    context: typer.Context,
    key: RiskKey,
    status: Annotated[str, typer.Argument(metavar="STATE", help="open, treated or closed.")],
    as_user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Say that a risk is open, treated or closed; to bear it, an acceptance is asked for."""
    output = begin(context, as_json)
    from meritbook.actions import move_risk

    standing, row = read_risk(as_user, key)
    tell_risk(standing, move_risk.perform(**given(as_user, why), risk=row, status=status, because=why), output)


@results.command("ask-acceptance")
def ask(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    last_day: Annotated[str, typer.Option("--last-day", metavar="DATE", help="The last day on which it would hold.")],
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Ask that a risk be borne as it stands; somebody else decides."""
    from meritbook.cli.dates import day

    last = day(last_day, where="--last-day")
    output = begin(context, as_json)
    from meritbook.actions import request_risk_acceptance

    standing, row = read_risk(as_user, key)
    request_risk_acceptance.perform(**given(as_user, why), risk=row, because=why, last_day=last)
    tell_risk(standing, row, output)


@results.command("decide-acceptance")
def decide(
    context: typer.Context,
    key: RiskKey,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="accept or refuse.")],
    as_user: AsUser,
    sha256: Annotated[str, typer.Option(metavar="HASH", help="The seal that `risk` showed; another state is refused.")],
    says: Says,
    why: Why = "An acceptance is decided.",
    as_json: AsJson = False,
) -> None:
    """Decide on the request that waits; never by whoever made it, nor of another state than the one that was read."""
    one_of(decision, "DECISION", ("accept", "refuse"))
    output = begin(context, as_json)
    from meritbook.actions import decide_risk_acceptance
    from meritbook.actions.risking_policies import AcceptanceError
    from meritbook.records.models import AcceptanceStatus

    standing, row = read_risk(as_user, key)
    held = row.acceptances.select_related("risk").filter(status=AcceptanceStatus.ASKED).first()
    if held is None:
        raise AcceptanceError("No request that it be accepted waits.", where=key)
    decide_risk_acceptance.perform(
        **given(as_user, why), acceptance=held, accept=decision == "accept", says=says, sha256=sha256
    )
    tell_risk(standing, row, output)


@results.command("withdraw-acceptance")
def withdraw(context: typer.Context, key: RiskKey, as_user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Withdraw the request for an acceptance that waits, else the acceptance that holds."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_risk_acceptance
    from meritbook.actions.risking_policies import AcceptanceError
    from meritbook.records.models import AcceptanceStatus

    standing, row = read_risk(as_user, key)
    rows = row.acceptances.select_related("risk")
    waits = rows.filter(status=AcceptanceStatus.ASKED).first()
    held = waits or rows.filter(status=AcceptanceStatus.ACCEPTED).first()
    if held is None:
        raise AcceptanceError("Nothing is asked for, and nothing is accepted.", where=key)
    withdraw_risk_acceptance.perform(**given(as_user, why), acceptance=held, because=why)
    tell_risk(standing, row, output)


@results.command("risk-appetite")
def appetite(
    context: typer.Context,
    as_user: AsUser,
    amount: Annotated[str, typer.Option(metavar="DOLLARS", help="What one risk may cost a year on average.")],
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day on which it holds.")],
    says: Annotated[str, typer.Option(metavar="TEXT", help="Where it was decided.")],
    department: OfDepartment = "",
    category: Annotated[str, typer.Option(metavar="KEY", help="Of this category; else of all.")] = "",
    why: Why = "An appetite is set.",
    as_json: AsJson = False,
) -> None:
    """Set how much one risk of a department and category may cost a year and still be borne."""
    from meritbook.cli.dates import day

    first, most = day(starts_on, where="--from"), figure(amount, "--amount")
    output = begin(context, as_json)
    from meritbook.actions import set_risk_appetite
    from meritbook.cli.acts_answers import AppetiteAnswer

    row = set_risk_appetite.perform(
        **given(as_user, why),
        department=department_of(department),
        amount=most,
        starts_on=first,
        says=says,
        category=category,
    )
    answer = AppetiteAnswer(
        department=row.department.code if row.department else None,
        category=row.category or None,
        amount=f"{row.amount:.2f}",
        starts_on=row.starts_on,
        says=row.says,
    )
    if as_json:
        output.json(answer.plain())
        return
    of = f"{answer.department or 'the enterprise'}, {answer.category or 'every category'}"
    output.line(f"{of}: ${row.amount:,.2f} a year from {answer.starts_on.isoformat()}.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
