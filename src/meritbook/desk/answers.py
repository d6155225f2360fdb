"""What the newest run on an official description answered, for the positions that no person has decided on yet."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from meritbook.core.allocation.model import AllocationAnswer
from meritbook.core.verdict import Missing
from meritbook.records.models import AllocationRun, Decision, Position, VersionStatus

DECIDED = ("class", "none")
ASKED = {
    "agency_hr": "agency HR officer",
    "applicant": "candidate",
    "central_hr": "central HR office",
    "personnel_director": "State Personnel Director",
}
"""Those whom a question goes to, where the word that is kept is not the word that people say."""
MOST_KEPT = 4096
"""Answers that a process keeps in memory; each is a few words."""


def person(who: str) -> str:
    """Whom a question goes to, as people say it."""
    return ASKED.get(who, who.replace("_", " "))


@dataclass(frozen=True)
class Answer:
    """The answer of one run, in the words of a desk."""

    status: str
    class_title: str
    class_code: str
    asks: tuple[tuple[str, int], ...]
    """Whom to ask, and how many questions; the one with most questions first."""

    @property
    def says(self) -> str:
        """The answer in a line."""
        if self.status == "allocated":
            return f"Answers {self.class_title}" + (f" ({self.class_code})" if self.class_code else "")
        if self.status == "none":
            return "Answers that it belongs to none of the classes"
        asked = ", ".join(f"{number} question{'s' * (number > 1)} to the {person(who)}" for who, number in self.asks)
        return f"Undetermined: {asked or 'a person judges'}"


def newest() -> QuerySet[AllocationRun]:
    """The newest run of each version that was run."""
    later = AllocationRun.objects.filter(position_version=OuterRef("position_version"), number__gt=OuterRef("number"))
    return AllocationRun.objects.filter(~Exists(later))


def undecided(within: QuerySet[Position]) -> QuerySet[AllocationRun]:
    """The newest run on the official description of each of the positions without a decision that stands."""
    decided = Decision.objects.filter(
        position=OuterRef("position_version__position"), status="standing", outcome__in=DECIDED
    )
    return newest().filter(
        ~Exists(decided),
        position_version__status=VersionStatus.OFFICIAL,
        position_version__position__in=within,
    )


def counts(within: QuerySet[Position]) -> dict[str, int]:
    """How many of the positions wait with each answer, in one statement."""
    rows = undecided(within).order_by().values_list("status").annotate(number=Count("pk"))
    return dict(rows)


_kept: OrderedDict[tuple[int, str], Answer] = OrderedDict()


def answers(runs: Iterable[AllocationRun]) -> dict[int, Answer]:
    """The answers of runs that are at hand, by their key: at most one statement, since a run never changes."""
    wanted = {(run.pk, run.result_sha256) for run in runs}
    unknown = [pk for pk, sha256 in wanted if (pk, sha256) not in _kept]
    if unknown:
        for pk, sha256, text in AllocationRun.objects.filter(pk__in=unknown).values_list(
            "pk", "result_sha256", "result_json"
        ):
            _kept[pk, sha256] = _read(text)
    found = {pk: _kept[pk, sha256] for pk, sha256 in wanted}
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _read(text: str) -> Answer:
    # Only the answer and its questions are looked at: a whole result is some hundred times as long.
    result = json.loads(text)
    answer = AllocationAnswer.model_validate(result["allocation"])
    asked = Counter(Missing.model_validate(one).ask for one in result.get("missing", ()))
    return Answer(
        status=answer.status,
        class_title=answer.class_title,
        class_code=answer.class_code,
        asks=tuple(sorted(asked.items(), key=lambda one: (-one[1], one[0]))),
    )


def waiting(within: QuerySet[Position], status: str, most: int) -> tuple[tuple[AllocationRun, Answer], ...]:
    """The runs that wait longest with an answer, each with the answer; their positions are at hand."""
    rows = list(
        undecided(within)
        .filter(status=status)
        .select_related("position_version__position__department")
        .defer("result_json", "position_version__description_json", "position_version__document_json")
        .order_by(F("run_at").asc(), "id")[:most]
    )
    known = answers(rows)
    return tuple((run, known[run.pk]) for run in rows)
