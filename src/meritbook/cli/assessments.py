"""`competencies assessments` and the acts of who keeps an assessment, in a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import standing_of
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.assessments_answers import MultiraterAnswer, MultiraterLine
    from meritbook.cli.output import Output
    from meritbook.desk.assessments import AssessmentLine
    from meritbook.records.models import MultiraterAssessment

Number = Annotated[int, typer.Argument(metavar="N", help="The number of the assessment.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is done; it is written to the ledger.")]


def _kept(user: str, number: int) -> tuple[Standing, MultiraterAssessment]:
    from meritbook.desk import assessments as read

    standing = standing_of(user, "keep_assessment")
    return standing, read.by_pk(standing, number if 0 < number < 2**62 else 0)


def _user(username: str) -> Any:
    from meritbook.cli.people import actor_named

    return actor_named(username).user


def assessments(
    context: typer.Context,
    user: AsUser,
    number: Annotated[int | None, typer.Argument(metavar="[N]", help="The number of one assessment.")] = None,
    state: Annotated[
        str, typer.Option(metavar="STATE", help="Only those that are draft, open, closed or withdrawn.")
    ] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the assessments of people that a person keeps, or show one with whom it asks."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    if number is not None:
        standing, row = _kept(user, number)
        _show(_one(standing, row), output, as_json)
        return
    from meritbook.cli.assessments_answers import MultiraterAnswer
    from meritbook.desk import assessments as read

    standing = standing_of(user, "keep_assessment")
    found = read.lines(standing, state=state, number=page)
    answer = MultiraterAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        assessments=tuple(_line(one) for one in found.rows),
        assessment=None,
    )
    _show(answer, output, as_json)


def _line(one: AssessmentLine) -> MultiraterLine:
    from meritbook.cli.assessments_answers import MultiraterLine

    row = one.row
    return MultiraterLine(
        id=row.pk,
        subject=row.subject.full_name,
        department=row.department.code if row.department else None,
        model=row.version.model.key,
        version=row.version.number,
        role=row.role,
        state=one.state,
        starts_on=row.starts_on,
        last_day=one.last_day,
        asked=one.asked,
        told=one.told,
    )


def _one(standing: Standing, row: MultiraterAssessment) -> MultiraterAnswer:
    from meritbook.cli.assessments_answers import MultiraterAnswer, MultiraterDetail, MultiraterGroup
    from meritbook.desk import assessments as read

    shown = read.page(standing, row)
    return MultiraterAnswer(
        on=standing.on,
        page=1,
        pages=1,
        total=1,
        assessments=(_line(shown.line),),
        assessment=MultiraterDetail(
            line=_line(shown.line),
            policy=f"{shown.policy.key} {shown.policy.version}",
            counts_for_rating=row.counts_for_rating,
            minimum=shown.policy.minimum,
            answered=shown.answered,
            groups=tuple(
                MultiraterGroup(
                    group=one.key, named=one.named, asked=one.asked, raters=tuple(held.name for held in one.raters)
                )
                for one in shown.groups
            ),
            cannot_answer=tuple(
                f"{held.name}: {held.gone}" for one in shown.groups for held in one.raters if held.gone
            ),
            outlook=shown.outlook,
            short=shown.short,
            would_be_told=shown.would_be_told,
        ),
    )


def _show(answer: MultiraterAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    one = answer.assessment
    if one is None:
        output.table(
            ("Number", "Assessed", "Department", "Model", "State", "Last day", "Asked"),
            [
                (
                    str(line.id),
                    line.subject,
                    line.department or "all departments",
                    f"{line.model} {line.version}, {line.role}",
                    line.state,
                    str(line.last_day or "not set"),
                    str(line.asked),
                )
                for line in answer.assessments
            ],
        )
        output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")
        return
    line = one.line
    output.line(f"{line.subject} ({line.id}), by {line.model} {line.version} as {line.role}: {line.state}")
    output.line(f"Policy {one.policy}; no group of fewer than {one.minimum} is told by itself.")
    if one.answered:
        output.line(f"Answered in groups: {one.answered}")
    for group in one.groups:
        output.line(f"  {group.group}: {group.asked} asked. {', '.join(group.raters)}".rstrip())
    for said in (*one.cannot_answer, *([one.outlook] if one.outlook else []), *one.short):
        output.line(said)


def draw_one(
    context: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="USER", help="The username of who is assessed.")],
    model: Annotated[str, typer.Option(metavar="KEY", help="The key of the competency model.")],
    role: Annotated[str, typer.Option(metavar="KEY", help="The key of the role in the model.")],
    user: AsUser,
    why: Why,
    follows: Annotated[
        int | None, typer.Option(metavar="N", help="The number of the earlier assessment it is compared with.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draw up an assessment of somebody, by the version of a model that stands."""
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, competency_models, draw_assessment
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    standing = standing_of(user, "keep_assessment")
    held = read.usable_models().filter(key__iexact=model).first()
    if held is None:
        raise UnknownNameError(f"No model that is in use carries the key “{model}”.", where=model)
    row = draw_assessment.perform(
        Actor(standing.user),
        at=clock.now(),
        why=why,
        subject=_user(subject),
        version=competency_models.current(held),
        role=role,
        follows=None if follows is None else read.followed_by_pk(standing, follows),
    )
    _show(_one(standing, read.by_pk(standing, row.pk)), output, as_json)


def name_one(
    context: typer.Context,
    number: Number,
    group: Annotated[str, typer.Option(metavar="GROUP", help="supervisor, peer, report or other.")],
    user: AsUser,
    why: Why,
    rater: Annotated[str, typer.Option(metavar="USER", help="The username of who is asked.")] = "",
    guest: Annotated[str, typer.Option(metavar="NAME", help="Or the name of a guest, asked among the others.")] = "",
    address: Annotated[str, typer.Option(metavar="ADDRESS", help="Where the guest's link is sent.")] = "",
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why so, if the positions do not show it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Name somebody who is asked in an assessment."""
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, name_rater
    from meritbook.core.competencies.answers import RaterGroup
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    if group not in {one.value for one in RaterGroup}:
        raise UnknownNameError(f"There is no group “{group}”: supervisor, peer, report or other.", where=group)
    standing, row = _kept(user, number)
    name_rater.perform(
        Actor(standing.user),
        at=clock.now(),
        why=why,
        assessment=row,
        group=RaterGroup(group),
        user=_user(rater) if rater else None,
        guest=guest,
        address=address,
        because=because,
    )
    _show(_one(standing, read.by_pk(standing, row.pk)), output, as_json)


def remove_one(
    context: typer.Context,
    number: Number,
    rater: Annotated[str, typer.Argument(metavar="USER", help="The username of who is asked, or a guest's name.")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why they are not asked any more.")],
    user: AsUser,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Do not ask somebody any more: of an open assessment who declined, who left office, or a guest who never came."""
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from django.db.models import Q

    from meritbook.actions import Actor, assessing, remove_rater
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    standing, row = _kept(user, number)
    named = row.raters.filter(Q(user__username__iexact=rater) | Q(guest__iexact=rater)).values_list("pk", flat=True)
    found = [one for one in assessing.asked(row) if one.pk in set(named)]
    if len(found) != 1:
        raise UnknownNameError(f"The assessment asks nobody, or several, by the name “{rater}”.", where=rater)
    held = read.rater_of(row, found[0].pk)
    remove_rater.perform(Actor(standing.user), at=clock.now(), why=why, rater=held, because=because)
    _show(_one(standing, read.by_pk(standing, row.pk)), output, as_json)


def open_one(
    context: typer.Context,
    number: Number,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day on which it is answered.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day on which it is answered.")],
    user: AsUser,
    why: Why,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Open it although nothing of the groups would be told.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Open an assessment between two days; who is asked is invited on the first.

    Where nothing of the groups would be told, even if everybody answers, it is opened with --confirm alone.
    """
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    starts_on, last_day = day(first, where="--from"), day(until, where="--until")
    open_records()
    from meritbook.actions import Actor, open_assessment
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    standing, row = _kept(user, number)
    open_assessment.perform(
        Actor(standing.user), at=clock.now(), why=why, assessment=row, starts_on=starts_on, last_day=last_day,
        confirm=confirm,
    )  # fmt: skip
    _show(_one(standing, read.by_pk(standing, row.pk)), output, as_json)


def close_one(context: typer.Context, number: Number, user: AsUser, why: Why, as_json: AsJson = False) -> None:
    """Close an assessment after its last day: its answers become what may be told, and are destroyed.

    What is told is the person's own to read and to show.
    """
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, close_assessment
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    standing, row = _kept(user, number)
    close_assessment.perform(Actor(standing.user), at=clock.now(), why=why, assessment=row)
    _show(_one(standing, read.by_pk(standing, row.pk)), output, as_json)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `competencies`."""
    group.command()(assessments)
    group.command("draw-assessment")(draw_one)
    group.command("name-rater")(name_one)
    group.command("remove-rater")(remove_one)
    group.command("open-assessment")(open_one)
    group.command("close-assessment")(close_one)
