"""The form on which somebody assesses, its preview and its receipt, for those who sign in and for guests by a link.

What is typed is never put into the session or the kept forms of a person: a draft is sealed with its rater, and what
was sent is shown once, on the page that answers the sending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render

from meritbook.actions.permissions import ForbiddenError
from meritbook.core.competencies.answers import NOT_OBSERVED
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.errors import MeritbookError
from meritbook.desk import assessment_form as read
from meritbook.desk.assessments import Asked
from meritbook.records import clock
from meritbook.web.errors import as_problem
from meritbook.web.filling import padded, private, shorter_than_most, size
from meritbook.web.http import Request

GIVEN, COMMENT = "b-", "c-"
"""With what the fields of behaviours and comments begin, so that none is taken for a button of the page."""
CHANGED = "changed"
"""Names each field that was changed since the page was made."""
Send = Callable[[Mapping[str, str], Mapping[str, str]], Any]
Draft = Callable[[], tuple[Mapping[str, Any], Mapping[str, Any]]]
"""What was chosen by behaviour, and written by competency, and not sent."""


@dataclass(frozen=True)
class Answering:
    """Who answers what, and where the buttons of the page lead."""

    asked: Asked
    model: CompetencyModel
    policy: CompetencyPolicy
    counts_for_rating: bool
    draft: Draft
    """What was typed before and not sent."""
    send: Callable[[Mapping[str, str], Mapping[str, str], str], str]
    """Sends what was looked at, and gives the receipt."""
    keep: str
    """The address that keeps a draft."""
    take_back: str
    back: str
    decline: str
    delegate: str = ""
    """Empty where nobody else may answer instead."""
    trail: tuple[tuple[str, str], ...] = ()
    done: str = ""
    """What was just done, for who has no session in which it could be told."""

    @property
    def last_day(self) -> date | None:
        """The last day on which it is answered."""
        return self.asked.last_day


def typed(post: QueryDict) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen by behaviour, and written by competency."""
    given = {name.removeprefix(GIVEN): str(said) for name, said in post.items() if name.startswith(GIVEN)}
    comments = {name.removeprefix(COMMENT): str(said) for name, said in post.items() if name.startswith(COMMENT)}
    return given, comments


def answer_page(request: Request, one: Answering) -> HttpResponse:
    """The form; sent, its preview; sent from there, the receipt. Raises `ForbiddenError`."""
    role = one.asked.row.assessment.role
    problem, preview, status = None, None, 200
    given: Mapping[str, Any]
    comments: Mapping[str, Any]
    if request.method == "POST":
        given, comments = typed(request.POST)
        if "change" not in request.POST:
            try:
                if "seen" in request.POST:
                    return _receipt(request, one, one.send(given, comments, request.POST.get("seen", "")))
                preview = read.preview_of(
                    one.model, role, given, comments, subject=one.asked.subject, author=one.asked.author
                )
            except ForbiddenError:
                raise
            except MeritbookError as refused:
                problem, status = as_problem(refused), refused.http_status
    else:
        given, comments = one.draft()
    context = {
        "one": one,
        "asked": one.asked,
        "form": read.form_of(one.model, role, given, comments),
        "preview": preview,
        "given": {GIVEN + key: said for key, said in given.items()} if preview else {},
        "comments": {COMMENT + key: said for key, said in comments.items()} if preview else {},
        "problem": problem,
        "trail": list(one.trail),
    }
    page = private(render(request, "web/assessment_answer.html", context, status=status))
    return padded(page, spare=spare(one.model, preview, given) if preview else 0)


def _receipt(request: Request, one: Answering, receipt: str) -> HttpResponse:
    # It is kept nowhere, not even in a session: a session lies in the database beside the name of its person.
    context = {"one": one, "asked": one.asked, "receipt": receipt, "trail": list(one.trail)}
    return private(render(request, "web/assessment_receipt.html", context))


def draft_page(request: Request, keep: Send, before: Draft, later: Callable[[], HttpResponse]) -> HttpResponse:
    """Keep what is typed: from the script while somebody types, or from the button to go on later.

    The script names the fields that were changed on its page, and of the others stands what was kept `before`: a page
    that was made before the last words came in does not write over them.
    """
    given, comments = typed(request.POST)
    changed = frozenset(request.POST.getlist(CHANGED))
    try:
        if CHANGED in request.POST:
            chosen, written = before()
            given, comments = _over(chosen, given, changed, GIVEN), _over(written, comments, changed, COMMENT)
        keep(given, comments)
    except MeritbookError as problem:
        if "typed-later" in request.POST:
            raise
        return JsonResponse({"code": problem.code, "message": problem.message}, status=problem.http_status)
    if "typed-later" in request.POST:
        return later()
    return JsonResponse({"kept": f"{clock.now():%H:%M:%S}"})


def _over(before: Mapping[str, Any], now: Mapping[str, str], changed: frozenset[str], begins: str) -> dict[str, str]:
    kept = {key: str(said) for key, said in before.items() if begins + key not in changed}
    return {**kept, **{key: said for key, said in now.items() if begins + key in changed}}


def spare(model: CompetencyModel, preview: read.RatingPreview, given: Mapping[str, Any]) -> int:
    """How many bytes more a preview would have in which every behaviour got the answer that takes most.

    Pages that differ by less than a block would still fall on two sides of one now and then.
    """

    def fields(said: Iterable[tuple[str, str]]) -> int:
        empty = f'<input type="hidden" name="{GIVEN}" value="">'
        return sum(len(empty) + size(key) + size(value) for key, value in said)

    lines = [line for part in preview.parts for line in part.lines]
    answers = shorter_than_most((line.answer for line in lines), (*model.scale.points, *read.WORDS.values()))
    kept = fields((line.key, NOT_OBSERVED) for line in lines) - fields((key, str(said)) for key, said in given.items())
    counts = len(str(preview.rated)) + (len(f", {preview.not_observed} not observed") if preview.not_observed else 0)
    return max(0, answers + kept) + len(f"{len(lines)}, {len(lines)} not observed") - counts


def to(address: str) -> HttpResponse:
    """Lead on to an address of the site."""
    return HttpResponseRedirect(address)
