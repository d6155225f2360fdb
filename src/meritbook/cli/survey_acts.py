"""`results`: draw up a survey, change it while it is a draft, open it between two days, and withdraw it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import Because, Why, begin, department_of, entry, given, standing_of
from meritbook.cli.dates import day
from meritbook.cli.development import SurveyKey, tell_survey
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import Survey

results = typer.Typer()
Asked = Annotated[
    Path, typer.Argument(metavar="FILE", help="The questions as JSON, as `survey --json` has them: `items`.")
]


def _read(user: str, key: str) -> tuple[Standing, Survey]:
    from meritbook.desk import surveys as read

    standing = standing_of(user, "answer_survey")
    return standing, read.by_key(standing, key)


@results.command("draw-survey")
def draw(
    context: typer.Context,
    key: SurveyKey,
    file: Asked,
    user: AsUser,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    why: Why,
    department: Annotated[
        str, typer.Option("--department", metavar="CODE", help="Whose people it asks; else the enterprise.")
    ] = "",
    follows: Annotated[str, typer.Option(metavar="KEY", help="The closed survey with which it is compared.")] = "",
    as_json: AsJson = False,
) -> None:
    """Draw up a survey from a file of questions; only one of the whole enterprise asks for words."""
    questions = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import draw_survey
    from meritbook.desk import surveys as read

    standing = standing_of(user, "answer_survey")
    row = draw_survey.perform(
        **given(user, why),
        key=key,
        title=title,
        department=department_of(department),
        questions=questions,
        follows=read.by_key(standing, follows) if follows else None,
    )
    tell_survey(standing, row, output)


@results.command("change-survey")
def change(
    context: typer.Context, key: SurveyKey, file: Asked, user: AsUser, why: Why, as_json: AsJson = False
) -> None:
    """Change the questions of a survey that is not open yet, as its next version."""
    questions = entry(file)
    output = begin(context, as_json)
    from meritbook.actions import change_survey

    standing, row = _read(user, key)
    change_survey.perform(**given(user, why), survey=row, questions=questions)
    tell_survey(standing, row, output)


@results.command("open-survey")
def open_(
    context: typer.Context,
    key: SurveyKey,
    user: AsUser,
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day on which it is answered.")],
    last_day: Annotated[str, typer.Option("--last-day", metavar="DATE", help="The last day on which it is answered.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Open a survey between two days; its questions stand still from then on."""
    first, last = day(starts_on, where="--from"), day(last_day, where="--last-day")
    output = begin(context, as_json)
    from meritbook.actions import open_survey

    standing, row = _read(user, key)
    tell_survey(standing, open_survey.perform(**given(user, why), survey=row, starts_on=first, last_day=last), output)


@results.command("withdraw-survey")
def withdraw(context: typer.Context, key: SurveyKey, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Withdraw a survey with the reason; its answers are destroyed and nothing is counted."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_survey

    standing, row = _read(user, key)
    tell_survey(standing, withdraw_survey.perform(**given(user, why), survey=row, because=why), output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
