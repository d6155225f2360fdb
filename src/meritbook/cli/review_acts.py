"""`results`: call, open and close a quarterly review, what its meeting decides, and its follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import (
    Because,
    Due,
    OfDepartment,
    Owner,
    Says,
    Why,
    begin,
    department_of,
    given,
    numbered,
    one_of,
    person,
    standing_of,
)
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.returns import follow_up_line, tell_review

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.desk.reviews import FollowUpLine
    from meritbook.records.models import ResultsReview

results = typer.Typer()
Number = Annotated[int, typer.Argument(metavar="N", help="The number of the review.")]
FollowUpNumber = Annotated[int, typer.Argument(metavar="N", help="The number of the follow-up.")]
About = Annotated[str, typer.Option(metavar="ITEM", help="The item of the pack, such as measure:refund-days.")]
WAYS = {"accept": "accept", "give-back": "give back", "drop": "drop"}


def _read(user: str, number: int) -> tuple[Standing, ResultsReview]:
    from meritbook.desk import reviews as read

    standing = standing_of(user, "read_risk")
    return standing, read.get(standing, numbered(number))


@results.command("call-review")
def call(
    context: typer.Context,
    user: AsUser,
    quarter: Annotated[str, typer.Option(metavar="DATE", help="A day of the fiscal quarter that it looks back on.")],
    held_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the meeting.")],
    why: Why,
    department: OfDepartment = "",
    as_json: AsJson = False,
) -> None:
    """Call the review of a fiscal quarter."""
    from meritbook.cli.dates import day

    of, held = day(quarter, where="--quarter"), day(held_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import call_results_review

    standing = standing_of(user, "hold_review")
    row = call_results_review.perform(
        **given(user, why), department=department_of(department), quarter=of, held_on=held
    )
    tell_review(standing, row, output)


@results.command("open-review")
def open_meeting(
    context: typer.Context,
    number: Number,
    user: AsUser,
    sha256: Annotated[str, typer.Option(metavar="HASH", help="The seal of the pack that `review` showed.")],
    why: Why = "The meeting begins.",
    as_json: AsJson = False,
) -> None:
    """Open the meeting of a review on the pack that was read; it is sealed, and another pack is refused."""
    output = begin(context, as_json)
    from meritbook.actions import open_results_review
    from meritbook.actions.permissions import Capability, require
    from meritbook.actions.reviewing_policies import ReviewError
    from meritbook.desk import review_pack

    standing, row = _read(user, number)
    who = given(user, why)
    require(who["actor"], Capability.HOLD_REVIEW, row, on=standing.on)
    pack = review_pack.draw(standing, row)
    if pack.seal() != sha256:
        raise ReviewError(
            "The record has changed since the pack was read.",
            where="--sha256",
            remedy="Read the review again, and open the meeting on what it says now.",
        )
    tell_review(standing, open_results_review.perform(**who, review=row, pack=pack), output)


@results.command("review-decision")
def decide(
    context: typer.Context,
    number: Number,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What the meeting decided.")],
    why: Because,
    about: About = "",
    as_json: AsJson = False,
) -> None:
    """Record what the meeting of a review decided, and why."""
    output = begin(context, as_json)
    from meritbook.actions import record_results_decision

    standing, row = _read(user, number)
    record_results_decision.perform(**given(user, why), review=row, says=says, because=why, about=about)
    tell_review(standing, row, output)


@results.command("give-follow-up")
def give(
    context: typer.Context,
    number: Number,
    user: AsUser,
    what: Annotated[str, typer.Option(metavar="TEXT", help="What is to be done.")],
    owner: Owner,
    due_on: Due,
    why: Why = "The meeting gave it.",
    about: About = "",
    as_json: AsJson = False,
) -> None:
    """Give somebody a follow-up of a review, with the day by which it is to be done."""
    from meritbook.cli.dates import day

    due = day(due_on, where="--due")
    output = begin(context, as_json)
    from meritbook.actions import give_follow_up
    from meritbook.actions.reviewing_policies import FollowUpOwnerError

    standing, row = _read(user, number)
    named = person(owner, FollowUpOwnerError, "owner")
    give_follow_up.perform(**given(user, why), review=row, what=what, owner=named, due_on=due, about=about)
    tell_review(standing, row, output)


@results.command("close-review")
def close(
    context: typer.Context,
    number: Number,
    user: AsUser,
    present: Annotated[str, typer.Option(metavar="TEXT", help="Who was there.")],
    says: Annotated[str, typer.Option(metavar="TEXT", help="What the minutes say beside its decisions.")] = "",
    why: Why = "The meeting is over.",
    as_json: AsJson = False,
) -> None:
    """Close the meeting of a review and seal its minutes; its follow-ups go on."""
    output = begin(context, as_json)
    from meritbook.actions import close_results_review

    standing, row = _read(user, number)
    done = close_results_review.perform(**given(user, why), review=row, present=present, says=says)
    tell_review(standing, done, output)


@results.command("call-off-review")
def call_off(context: typer.Context, number: Number, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Call a review off before it opens; another of the quarter can be called then."""
    output = begin(context, as_json)
    from meritbook.actions import call_off_results_review

    standing, row = _read(user, number)
    tell_review(standing, call_off_results_review.perform(**given(user, why), review=row, because=why), output)


def _follow_up(user: str, number: int) -> tuple[Standing, FollowUpLine]:
    from meritbook.desk import reviews as read

    standing = standing_of(user)
    return standing, read.follow_up(standing, numbered(number))


def _tell(standing: Standing, number: int, output: Output) -> None:
    from meritbook.desk import reviews as read

    shown = read.follow_up(standing, number)
    line = follow_up_line(shown)
    if output.as_json:
        output.json(line.plain())
        return
    output.line(
        f"Follow-up {line.id}: {line.what}, {line.owner}, by {line.due_on}: {line.state}. {shown.said}".rstrip()
    )


@results.command("report-follow-up")
def report(
    context: typer.Context,
    number: FollowUpNumber,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What was done.")],
    why: Why = "A follow-up is done.",
    as_json: AsJson = False,
) -> None:
    """Report a follow-up done; somebody else accepts it."""
    output = begin(context, as_json)
    from meritbook.actions import report_follow_up

    standing, line = _follow_up(user, number)
    report_follow_up.perform(**given(user, why), follow_up=line.row, says=says)
    _tell(standing, line.row.pk, output)


@results.command("settle-follow-up")
def settle(
    context: typer.Context,
    number: FollowUpNumber,
    how: Annotated[str, typer.Argument(metavar="HOW", help="accept, give-back or drop.")],
    user: AsUser,
    says: Says,
    why: Why = "A follow-up is settled.",
    as_json: AsJson = False,
) -> None:
    """Accept a follow-up, give it back, or drop it; never by its owner or whoever reported it."""
    way = WAYS[one_of(how, "HOW", tuple(WAYS))]
    output = begin(context, as_json)
    from meritbook.actions import settle_follow_up

    standing, line = _follow_up(user, number)
    settle_follow_up.perform(**given(user, why), follow_up=line.row, how=way, says=says)
    _tell(standing, line.row.pk, output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
