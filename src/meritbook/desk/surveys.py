"""Surveys as read: the list, one with its questions, the preview of an answer, and what came of a closed one.

Everything that is shown of a closed survey is taken from the counts that were found safe at its closing; a filter only
chooses among them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from meritbook.actions import developing, surveying
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.survey import Answers, Question, Questions, answers_of
from meritbook.core.results.survey_results import Alpha, PointCounts, SurveyResult, Tally
from meritbook.core.results.survey_statistics import Change, Interval, change, summary
from meritbook.core.screening import name_words, screened
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Department, Survey, SurveyCount, SurveyParticipant, SurveyState, User

CENTRAL = "Offices over all departments"
NOT_ANSWERED = "Not answered"


class NoSuchSurveyError(MeritbookError):
    """No survey of that key, or none that the person may look into."""

    code = "results.no_such_survey"
    remedy = "Open the list of surveys; it holds all that ask you and all that you may read."
    http_status = 404


@dataclass(frozen=True)
class SurveyLine:
    """A survey in a list, as on the day."""

    row: Survey
    state: str
    """In words: a draft, when it opens, until when it is open, that it waits to be closed, that it is closed."""
    asks_me: bool
    """It is answered today, and asks the person, who has not answered."""
    answered_by_me: bool
    last_day: date | None
    over: bool
    """Its last day is over and it is not closed."""


@dataclass(frozen=True)
class Shown:
    """A figure with its interval, and in words."""

    at: float
    low: float | None
    high: float | None

    @property
    def percent(self) -> str:
        """A share in words: `62%, between 55% and 68%`."""
        between = f", between {self.low:.0%} and {self.high:.0%}" if self.low is not None and self.high else ""
        return f"{self.at:.0%}{between}"

    @property
    def points(self) -> str:
        """A mean in words: `3.62, between 3.41 and 3.83`."""
        if self.low is None or self.high is None:
            return f"{self.at:.2f}"
        return f"{self.at:.2f}, between {self.low:.2f} and {self.high:.2f}"


@dataclass(frozen=True)
class RowShown:
    """What a count comes to."""

    n: int
    counts: tuple[int, ...]
    favourable: Shown
    mean: Shown


@dataclass(frozen=True)
class QuestionShown:
    """A question with what is shown of it; no row where showing one would tell an answer."""

    number: str
    question: Question
    row: RowShown | None
    change: Change | None
    """Since the survey that it follows; none where there is none, or either of the two is not shown."""
    before: float | None

    @property
    def changed(self) -> str:
        """The change in words."""
        if self.change is None:
            return ""
        share = self.change.favourable
        low, high = (share.low or 0.0), (share.high or 0.0)
        told = f"{share.at * 100:+.0f} points, between {low * 100:+.0f} and {high * 100:+.0f}"
        return f"{told}. {'That may be chance alone.' if self.change.noise else 'More than chance would explain.'}"


@dataclass(frozen=True)
class GroupShown:
    """A cell of the survey."""

    key: str
    """By which a filter names it."""
    name: str
    answered: int


@dataclass(frozen=True)
class ResultShown:
    """What came of a survey."""

    result: SurveyResult
    groups: tuple[GroupShown, ...]
    chosen: GroupShown | None
    """The cell that is shown; none for all together."""
    questions: tuple[QuestionShown, ...]
    texts: tuple[tuple[Question, tuple[str, ...]], ...]
    alpha: Alpha | None
    """Only for the survey's owner."""
    follows: Survey | None
    confidence: str


@dataclass(frozen=True)
class SurveyShown:
    """One survey."""

    line: SurveyLine
    questions: Questions
    version: int
    answered: str
    """How many answered, in words, once it is closed; empty while nobody can answer."""
    may_keep: bool
    result: ResultShown | None


@dataclass(frozen=True)
class Preview:
    """What would be sent, and what in it may give the person away."""

    answers: Answers
    lines: tuple[tuple[Question, str, tuple[str, ...]], ...]
    """Question, answer in words, warnings."""
    sha256: str


def visible(standing: Standing) -> QuerySet[Survey]:
    """The surveys that the person may look into: those that ask where they are in office, and those of their reach."""
    own = [held.department for held in standing.held if held.department is not None]
    asks = Q(department__isnull=True) | Q(department__in=own)
    public = Q(state__in=[SurveyState.OPEN, SurveyState.CLOSED])
    reads = standing.results(Capability.READ_DEVELOPMENT)
    keeps = standing.results(Capability.KEEP_DEVELOPMENT)
    if not standing.held:
        return Survey.objects.none()
    # An empty reach is everywhere, and joined by "or" to another it would say nothing.
    if keeps == Q():
        return Survey.objects.all()
    if reads == Q():
        return Survey.objects.filter(public | keeps)
    return Survey.objects.filter(public & (asks | reads) | keeps)


def lines(standing: Standing, *, state: str = "", words: str = "", number: int = 1) -> Page[SurveyLine]:
    """One page of the surveys, the newest first; four statements whatever their number."""
    rows = visible(standing).select_related("department", "owner").order_by("-drawn_at", "-pk")
    if state in SurveyState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(key__icontains=words))
    page: Page[Survey] = paged(rows, number)
    return Page(rows=lines_of(standing, page.rows), number=page.number, of=page.of, total=page.total)


def lines_of(standing: Standing, rows: Sequence[Survey]) -> tuple[SurveyLine, ...]:
    """Surveys as lines, as they stand to the person on the day; one statement."""
    answered = set(
        SurveyParticipant.objects.filter(user=standing.user, survey__in=[one.pk for one in rows]).values_list(
            "survey", flat=True
        )
    )
    roles = [held for held in standing.held if held.role in surveying.ASKED_ROLES]
    own = {held.department for held in roles}
    found = []
    for row in rows:
        asked = bool(roles) and (row.department_id is None or row.department_id in own)
        today = (
            row.state == SurveyState.OPEN
            and row.starts_on is not None
            and row.ends_before is not None
            and row.starts_on <= standing.on < row.ends_before
        )
        over = row.state == SurveyState.OPEN and row.ends_before is not None and standing.on >= row.ends_before
        found.append(
            SurveyLine(
                row=row,
                state=_state(row, standing.on, over=over),
                asks_me=asked and today and row.pk not in answered,
                answered_by_me=row.pk in answered,
                last_day=row.ends_before - timedelta(days=1) if row.ends_before else None,
                over=over,
            )
        )
    return tuple(found)


def _state(row: Survey, on: date, *, over: bool) -> str:
    if over:
        return "Waits to be closed"
    if row.state == SurveyState.OPEN and row.starts_on is not None and on < row.starts_on:
        return "Opens later"
    return str(row.get_state_display())


def by_key(standing: Standing, key: str) -> Survey:
    """One survey; raises `NoSuchSurveyError`."""
    rows = visible(standing).select_related("department", "owner", "follows")
    found = rows.filter(key__iexact=key.replace("\0", "")).first()
    if found is None:
        raise NoSuchSurveyError("There is no such survey, or it is not open to you.", where=key)
    return found


def page(standing: Standing, row: Survey, *, group: str | None = None) -> SurveyShown:
    """The page of a survey: nine statements or so; `group` chooses one of the cells that are shown."""
    version = surveying.current(row)
    questions = surveying.questions_of(version)
    counted = SurveyCount.objects.filter(survey=row).first()
    return SurveyShown(
        line=lines_of(standing, [row])[0],
        questions=questions,
        version=version.number,
        answered=_answered(row, counted),
        may_keep=standing.may(Capability.KEEP_DEVELOPMENT, row),
        result=None if counted is None else _result(standing, row, questions, counted, group),
    )


LATER = "Told once it is closed"
"""In place of how many answered: whoever watched the number would learn when a colleague answers."""


def _answered(row: Survey, counted: SurveyCount | None) -> str:
    if row.state == SurveyState.OPEN:
        return LATER
    if counted is None:
        return ""
    number = surveying.result_of(counted).answered
    return str(number) if number is not None else "Not told, to keep answers apart from people"


def names_of(cells: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Each cell in words; one statement."""
    codes = {code for cell in cells for code in cell if code}
    names = {"": CENTRAL, **dict(Department.objects.filter(code__in=codes).values_list("code", "name"))}
    return {cell: ", ".join(names.get(code, code) for code in cell) for cell in cells}


def _result(
    standing: Standing, row: Survey, questions: Questions, counted: SurveyCount, group: str | None
) -> ResultShown:
    result = surveying.result_of(counted)
    confidence = float(developing.development_policy(standing.on).survey.confidence)
    names = names_of([one.groups for one in result.cells])
    groups = tuple(
        GroupShown("+".join(one.groups) or "central", names[one.groups], one.answered) for one in result.cells
    )
    chosen = next((one for one in groups if one.key == group), None)
    cell = next((one.groups for one, shown in zip(result.cells, groups, strict=True) if shown is chosen), None)
    before = None
    if row.follows_id is not None:
        before = SurveyCount.objects.filter(survey=row.follows_id).first()
    earlier = {one.sha256: one for one in surveying.result_of(before).tallies} if before else {}
    tallies = {one.key: one for one in result.tallies}
    return ResultShown(
        result=result,
        groups=groups,
        chosen=chosen,
        questions=tuple(
            _question(str(place), one, tallies.get(one.key), earlier.get(one.sha256), cell, confidence)
            for place, one in enumerate(questions.scales, start=1)
        ),
        texts=tuple(
            (one, result.texts[one.key]) for one in questions.texts if chosen is None and one.key in result.texts
        ),
        alpha=result.alpha if standing.user is not None and row.owner_id == standing.user.pk else None,
        follows=row.follows if before else None,
        confidence=f"{confidence:.0%}",
    )


def _counts(tally: Tally | None, cell: tuple[str, ...] | None) -> PointCounts | None:
    if tally is None:
        return None
    if cell is None:
        return tally.total
    return next((one for one in tally.cells if one.groups == cell), None)


def _question(
    number: str,
    question: Question,
    tally: Tally | None,
    earlier: Tally | None,
    cell: tuple[str, ...] | None,
    confidence: float,
) -> QuestionShown:
    now, before = _counts(tally, cell), _counts(earlier, cell)
    changed = change(question, now.counts, before.counts, confidence) if now and before else None
    then = summary(question, before.counts, confidence).favourable.at if now and before else None
    return QuestionShown(number, question, row_of(question, now, confidence), changed, then)


def row_of(question: Question, counts: PointCounts | None, confidence: float) -> RowShown | None:
    """What a count comes to; none of none."""
    if counts is None:
        return None
    found = summary(question, counts.counts, confidence)

    def shown(one: Interval) -> Shown:
        return Shown(one.at, one.low, one.high)

    return RowShown(found.n, counts.counts, shown(found.favourable), shown(found.mean))


def preview(survey: Survey, given: Mapping[str, Any]) -> Preview:
    """What would be sent, kept nowhere; raises `SurveyAnswerError`."""
    questions = surveying.questions_of(surveying.current(survey))
    answers = answers_of(questions, given)
    people = User.objects.filter(is_active=True).values_list("full_name", flat=True) if answers.texts else ()
    names = name_words(people)
    found: list[tuple[Question, str, tuple[str, ...]]] = []
    for one in questions.items:
        if one.key in answers.scales:
            found.append((one, one.points[answers.scales[one.key] - 1], ()))
        elif one.key in answers.texts:
            found.append((one, answers.texts[one.key], screened(answers.texts[one.key], names).warnings))
        else:
            found.append((one, NOT_ANSWERED, ()))
    return Preview(answers=answers, lines=tuple(found), sha256=answers.sha256)


def table(standing: Standing, row: Survey) -> str:
    """What may be shown of a closed survey as CSV: a line for each question and cell; raises `NoSuchSurveyError`."""
    counted = SurveyCount.objects.filter(survey=row).first()
    if counted is None:
        raise NoSuchSurveyError(f"{row.title} is not closed: there is nothing to hand out.", where=row.key)
    questions = {one.key: one for one in surveying.questions_of(surveying.current(row)).items}
    confidence = float(developing.development_policy(standing.on).survey.confidence)
    result = surveying.result_of(counted)
    names = names_of([one.groups for tally in result.tallies for one in tally.cells])
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(
        ("question", "says", "groups", "answers", "favourable", "favourable_low", "favourable_high", "mean", "counts")
    )
    for tally in result.tallies:
        question = questions[tally.key]
        for counts in (tally.total, *tally.cells):
            shown = row_of(question, counts, confidence)
            if counts is None or shown is None:
                continue
            of = "all" if counts is tally.total else names[counts.groups]
            share = shown.favourable
            figures = (share.at, share.low or 0.0, share.high or 0.0, shown.mean.at)
            write.writerow(
                (
                    tally.key,
                    _plain(question.says),
                    _plain(of),
                    shown.n,
                    *(f"{one:.4f}" for one in figures),
                    " ".join(map(str, counts.counts)),
                )
            )
    return out.getvalue()


def _plain(said: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{said}" if said[:1] in "=+-@\t\r" else said
