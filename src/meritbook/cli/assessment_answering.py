"""`competencies asked`, `answer-assessment` and `take-rating-back`: what somebody is asked, in a shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.assessments import Number
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing


def _own(user: str) -> Standing:
    """What the person may answer; raises `ForbiddenError`, `ConfidentialError`: whether they did is theirs alone."""
    from meritbook.cli.confidential import own_standing

    return own_standing(user, "answer_assessment", "what is asked and answered")


def asked(context: typer.Context, user: AsUser, as_json: AsJson = False) -> None:
    """List what a person is asked on assessments that are open."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.assessments_answers import AskedAnswer, AskedLine
    from meritbook.desk import assessments as read

    standing = _own(user)
    answer = AskedAnswer(
        on=standing.on,
        asked=tuple(
            AskedLine(
                id=one.row.pk,
                subject=one.subject,
                group=one.row.group,
                named=one.named,
                state=one.state,
                starts_on=one.starts_on,
                last_day=one.last_day,
                answerable=one.now,
            )
            for one in read.asked(standing)
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "Assessed", "As", "Name", "State", "Last day"),
        [
            (
                str(one.id),
                one.subject,
                one.group,
                "told" if one.named else "not told",
                one.state,
                str(one.last_day or "not set"),
            )
            for one in answer.asked
        ],
    )


def answer_one(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number that `competencies asked` shows.")],
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A JSON object with `given` (a place from 1, or not-observed, by the key of each behaviour) and "
            "`comments` (words by the key of a competency).",
        ),
    ],
    user: AsUser,
    seen: Annotated[
        str, typer.Option(metavar="HASH", help="What the preview printed; without it nothing is sent, only shown.")
    ] = "",
) -> None:
    """Answer an assessment: first without --seen, to look at the answers; then with it, to send them.

    The receipt is printed once and kept nowhere. Delete the file afterwards.
    """
    from meritbook.cli.home import open_records

    output = output_of(context, False)
    open_records()
    from meritbook.actions import Actor, answer_assessment, assessing
    from meritbook.desk import assessment_form, assessment_requests
    from meritbook.desk import assessments as read
    from meritbook.records import clock

    standing = _own(user)
    row = read.request_of(standing, number if 0 < number < 2**62 else 0)
    given, comments = _answers_in(answers)
    if seen:
        receipt = answer_assessment.perform(
            Actor(standing.user), at=clock.now(), why=answer_assessment.WHY, rater=row, given=given,
            comments=comments, seen=seen,
        )  # fmt: skip
        output.line(f"Your answers are in. Receipt: {receipt}")
        output.line("By it alone you can take them back while the assessment is open; it is kept nowhere.")
        return
    assessment_requests.check_now(row, standing)
    model, asked = assessing.model_of(row.assessment), read.asked_of(standing, row)
    found = assessment_form.preview_of(
        model, row.assessment.role, given, comments, subject=asked.subject, author=asked.author
    )
    for part in found.parts:
        output.line(part.name, style="bold")
        for one in part.lines:
            output.line(f"  {one.says}: {one.answer}")
        if part.comment:
            output.line(f"  {part.comment}")
        for warning in part.warnings:
            output.line(f"  ! {warning}")
    output.line(f"Nothing is sent yet. To send it: --seen {found.sha256}")


def _answers_in(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    from meritbook.core.competencies.answers import RatingAnswerError

    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise RatingAnswerError(f"{file.name} is no JSON file that can be read.", where=file.name) from error
    parts = [held.get(name, {}) for name in ("given", "comments")] if isinstance(held, dict) else []
    if not parts or not all(isinstance(one, dict) for one in parts) or set(held) - {"given", "comments"}:
        raise RatingAnswerError(f"{file.name} holds no object with “given” and “comments”.", where=file.name)
    return parts[0], parts[1]


def take_back(
    context: typer.Context,
    number: Number,
    user: AsUser,
    receipt: Annotated[
        str, typer.Option(prompt=True, hide_input=True, help="The receipt; asked for where it is not given.")
    ],
) -> None:
    """Take one's own answers back by their receipt, while the assessment is open."""
    from meritbook.cli.home import open_records

    output = output_of(context, False)
    open_records()
    from meritbook.actions import Actor, take_back_rating
    from meritbook.desk import assessment_requests
    from meritbook.records import clock

    standing = _own(user)
    row = assessment_requests.answered_of(standing, number if 0 < number < 2**62 else 0)
    take_back_rating.perform(
        Actor(standing.user), at=clock.now(), why=take_back_rating.WHY, assessment=row, receipt=receipt
    )
    output.line("Your answers are taken back and gone. You can answer anew.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `competencies`."""
    group.command()(asked)
    group.command("answer-assessment")(answer_one)
    group.command("take-rating-back")(take_back)
