"""`choices`, `desk`, `digest`: the year of the executive service on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode
from meritbook.cli.options import AsJson, AsUser, output_of
from meritbook.cli.output import MARKS, STYLES, Output

if TYPE_CHECKING:
    from datetime import date

    from meritbook.cli.desk_answers import DeskAnswer
    from meritbook.core.service.choice_model import Choice, Choices, Cost, Trial

OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help="As of this day; else the day of the office.")]


def _day(on: str) -> date:
    from meritbook.cli.dates import day
    from meritbook.records import clock

    return day(on, where="--on") if on else clock.today()


def choices(
    context: typer.Context,
    seat: Annotated[str, typer.Argument(metavar="SEAT_OR_POSITION", help="The number of a seat or of its position.")],
    on: OnDay = "",
    salary: Annotated[str, typer.Option(metavar="AMOUNT", help="A salary for a month to try, in dollars.")] = "",
    notice_on: Annotated[str, typer.Option(metavar="DATE", help="A day of notice to try; else the day itself.")] = "",
    served: Annotated[str, typer.Option(metavar="WAY", help="How: hand, mail, e-mail or fax.")] = "hand",
    arrived_on: Annotated[str, typer.Option(metavar="DATE", help="When what was sent reached the executive.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what each choice for an executive does: renew, another salary, notice, nothing.

    Each is judged by the rules of the law on the days that matter. Nothing is recorded.
    """
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    trial = _trial(salary, notice_on, served, arrived_on)
    open_records()
    from meritbook.desk.service_choices import choices_of

    found = choices_of(seat, on=_day(on), trial=trial)
    if as_json:
        output.json(found.plain())
        return
    _show(found, output)


def _trial(salary: str, notice_on: str, served: str, arrived_on: str) -> Trial:
    from decimal import Decimal, InvalidOperation

    from meritbook.cli.dates import day
    from meritbook.cli.errors import UsageError
    from meritbook.core.service.choice_model import WAYS, Trial

    way = WAYS.get(served)
    if way is None:
        raise UsageError(f"“{served}” is no way to serve a notice: {', '.join(WAYS)}.")
    try:
        amount = Decimal(salary) if salary else None
    except InvalidOperation as problem:
        raise UsageError(f"“{salary}” is not an amount, such as 9250.50.") from problem
    if amount is not None and not amount.is_finite():
        raise UsageError(f"“{salary}” is not an amount, such as 9250.50.")
    return Trial(
        salary=amount,
        notice_on=day(notice_on, where="--notice-on") if notice_on else None,
        served=way,
        arrived_on=day(arrived_on, where="--arrived-on") if arrived_on else None,
    )


def _show(found: Choices, output: Output) -> None:
    output.line(f"{found.executive}, {found.position} ({found.department}), as of {found.on.isoformat()}", style="bold")
    decided = {
        "nothing": "Nothing is decided yet.",
        "contract": "The next contract is agreed.",
        "notice": "A notice of dismissal stands.",
    }
    output.line(decided[found.decided])
    for label, day in (("Contract agreed by", found.contract_by), ("Notice served by", found.notice_by)):
        output.line(f"{label}: {day.isoformat() if day else 'not known'}")
    for verdict in found.overdue:
        output.line(f"Overdue: {verdict.sentence}", style="red")
    for one in found.choices:
        _show_choice(one, output)
    for caution in found.cautions:
        output.note(f"Caution: {caution}")


def _show_choice(one: Choice, output: Output) -> None:
    output.line()
    output.line(one.says, style="bold")
    if one.key != "nothing":
        mark = {"met": "possible", "not_met": "not possible"}.get(one.possible, "undetermined")
        output.line(f"  {mark}: {one.possible_says}", style=STYLES[one.possible])
    for said in one.follows:
        output.line(f"  {said}")
    for day in one.dates:
        output.line(f"  {day.on.isoformat()}  {day.says} ({day.rule})")
    if one.appeal is not None:
        last = f" Last day: {one.appeal.last_day.isoformat()}." if one.appeal.last_day else ""
        output.line(f"  Appeal: {one.appeal.says}{last} {one.appeal.note}".rstrip())
    for right in one.rights:
        word = {"met": "has", "not_met": "has not"}.get(right.has, MARKS[right.has])
        output.line(f"  Right, {word}: {right.says} {right.instead}".rstrip())
    _show_cost(one.cost, output)
    for supposed in one.judged:
        verdict = supposed.verdict
        output.line(f"  {verdict.rule}: {MARKS[verdict.verdict]}. {verdict.sentence}", style=STYLES[verdict.verdict])


def _show_cost(cost: Cost, output: Output) -> None:
    from meritbook.core.contracts.limits import dollars

    output.line(
        f"  Salary a month: {dollars(cost.month_now)} now, {dollars(cost.month_then)} then; "
        f"change in a fiscal year: {dollars(cost.year_change)}"
    )
    if cost.cap is not None:
        output.line(f"  {cost.cap.sentence}", style=STYLES[cost.cap.verdict])
    for missing in cost.missing:
        output.line(f"  Missing: {missing.question}")


def desk(context: typer.Context, as_user: AsUser, on: OnDay = "", as_json: AsJson = False) -> None:
    """Show the desk of a person: what there is to do, by when, and what follows if it is left."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.desk_answers import DeskAct, DeskAnswer, DeskSection
    from meritbook.cli.people import actor_named
    from meritbook.desk.desks import PAST
    from meritbook.desk.desks import desk as read
    from meritbook.records import clock

    day, user = _day(on), actor_named(as_user).user
    assert user is not None  # noqa: S101 - somebody of that name was found
    answer = DeskAnswer(
        username=user.username,
        on=day,
        note=PAST if day < clock.today() else "",
        sections=tuple(
            DeskSection(
                heading=section.heading,
                acts=tuple(
                    DeskAct(
                        title=act.title,
                        detail=act.detail,
                        without=act.without,
                        last_day=act.last_day,
                        since=clock.day_of(act.since) if act.since else None,
                        rule=act.rule,
                        page=act.view,
                        id=act.id,
                        key=act.key,
                        more=act.more,
                    )
                    for act in section.acts
                ),
                total=section.total,
                note=section.note,
            )
            for section in read(Standing(user, day))
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    _show_desk(answer, output)


def _show_desk(answer: DeskAnswer, output: Output) -> None:
    from meritbook.core.dates import day_in_words

    if answer.note:
        output.line(answer.note)
    for section in answer.sections:
        output.line(f"{section.heading} ({section.total})", style="bold")
        for number, act in enumerate(section.acts, 1):
            last = f"last day {day_in_words(act.last_day)}" if act.last_day else "no last day is set"
            since = f", since {day_in_words(act.since)}" if act.since else ""
            output.line(f"  {number}. {act.title} · {last}{since}")
            output.line(f"     {act.detail}")
            output.line(f"     Without it: {act.without}{f' [{act.rule}]' if act.rule else ''}")
        if not section.acts:
            output.line("  Nothing waits.")
        output.line()
    if not answer.sections:
        output.line("No role is held on this day, so that nothing waits.")


def digest(context: typer.Context, on: OnDay = "", as_json: AsJson = False) -> int:
    """Send the digests that are due by e-mail, each once; for a timer that runs every day.

    Killed and started again, it sends none twice. Exit code 1 when the mail server refused one: the next run tries it
    again.
    """
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import SYSTEM, send_digest
    from meritbook.cli.desk_answers import DigestAnswer, DigestLine
    from meritbook.desk.service_feed import digests
    from meritbook.records import clock

    day = _day(on)
    lines = []
    for due in digests(on=day):
        problem = ""
        try:
            sent = send_digest.perform(
                SYSTEM,
                at=clock.now(),
                why="The digest of the week.",
                subscription=due.subscription,
                on=due.on,
                message=due.message,
            )
        except send_digest.MailError as refused:
            sent, problem = None, refused.message
        if sent is None and not problem:
            continue  # another run was quicker
        name = due.subscription.user.username
        lines.append(
            DigestLine(username=name, on=due.on, entries=due.message.entries, sent=not problem, problem=problem)
        )
    answer = DigestAnswer(on=day, digests=tuple(lines))
    if as_json:
        output.json(answer.plain())
    else:
        for line in lines:
            said = f"sent, {line.entries} to do" if line.sent else f"not sent: {line.problem}"
            output.line(f"{line.username}: {said}")
        output.note(f"{sum(line.sent for line in lines)} of {len(lines)} digests sent.")
    return ExitCode.BAD_NEWS if any(line.problem for line in lines) else ExitCode.OK


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(choices)
    app.command()(desk)
    app.command()(digest)
