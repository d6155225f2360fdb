"""A precedent keeps no names of the candidate it was set on, and nobody overrules one that decides on themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from meritbook.actions import Actor, link_candidate, overrule_precedent, settle_question
from meritbook.actions.permissions import OwnCaseError, Standing
from meritbook.core.verdict import Verdict
from meritbook.desk import ledger as read
from meritbook.records.models import LedgerEntry, Precedent, PrecedentStatus
from qualifying_world import OPEN_KEY, handed_in, job

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_officer(examined: Any, people: Any, at: datetime) -> Any:
    """Another analyst, who is the candidate that the precedent decides on."""
    link_candidate.perform(
        Actor(people.analyst), at=at, why="Told.", application=examined.by_precedent, user=people.second_analyst
    )
    return people.second_analyst


def test_nobody_overrules_a_precedent_that_decides_on_themselves(
    examined: Any, people: Any, other_officer: Any, at: datetime
) -> None:
    later = at + timedelta(hours=3)
    with pytest.raises(OwnCaseError):
        overrule_precedent.perform(Actor(other_officer), at=later, why="Misread.", precedent=examined.precedent)
    done = overrule_precedent.perform(Actor(people.analyst), at=later, why="Misread.", precedent=examined.precedent)
    assert done.status == PrecedentStatus.OVERRULED


def test_nobody_overrules_it_by_answering_otherwise_in_another_examination(
    examined: Any, people: Any, receive: Any, other_officer: Any, at: datetime
) -> None:
    same = handed_in("", job("j1", "2014-02", words=("Controller", "Examines the books of county offices.")))
    (row,) = receive(same, examination=examined.statewide, by=people.analyst).values()

    def answer(by: Any, number: int) -> Any:
        return settle_question.perform(
            Actor(by),
            at=at + timedelta(hours=number),
            why="Not so.",
            application=row,
            key=OPEN_KEY,
            verdict=Verdict.NOT_MET,
            overrules=examined.precedent,
        )

    with pytest.raises(OwnCaseError):
        answer(other_officer, 3)
    assert Precedent.objects.get(pk=examined.precedent.pk).status == PrecedentStatus.STANDING
    answer(people.analyst, 4)
    assert Precedent.objects.get(pk=examined.precedent.pk).status == PrecedentStatus.OVERRULED


def test_a_candidate_reads_nothing_of_the_examination_in_the_ledger(
    examined: Any, people: Any, other_officer: Any, at: datetime
) -> None:
    def shown(user: Any) -> set[tuple[str, str]]:
        standing, found, number = Standing(user, at.date()), set(), 1
        while True:
            page = read.entries(standing, read.Filter(), number)
            found |= {(one.action, one.subject) for one in page.rows}
            if number >= page.of:
                return found
            number += 1

    own, all_ = shown(other_officer), shown(people.analyst)
    hidden = {action for action, _ in all_ - own}
    assert {"open_examination", "receive_applications", "settle_question", "determine_qualification"} <= hidden
    assert ("close_examination", f"examination:{examined.closed.pk}") in own
    assert "create_user" not in hidden
    seq = LedgerEntry.objects.filter(action="settle_question").latest("seq").seq
    assert read.entry(Standing(people.analyst, at.date()), seq).seq == seq
    with pytest.raises(read.NoSuchEntryError):
        read.entry(Standing(other_officer, at.date()), seq)


def test_a_precedent_and_its_entry_keep_no_name_of_the_candidate(people: Any, receive: Any, at: datetime) -> None:
    words = ("Controller for Quillfeather Audit Bureau", "Marguerite Oakhollow examines the books of county offices.")
    (row,) = receive(handed_in("", job("j1", "2012-01", words=words), name="Marguerite Oakhollow")).values()
    settled = settle_question.perform(
        Actor(people.analyst),
        at=at,
        why="Marguerite Oakhollow did audit at Quillfeather Audit Bureau.",
        application=row,
        key=OPEN_KEY,
        verdict=Verdict.MET,
    )
    kept, entry = settled.precedent, LedgerEntry.objects.latest("seq")
    assert kept is not None
    for text in (kept.question, kept.evidence_json, kept.why, entry.payload, entry.why):
        assert "Oakhollow" not in text
        assert "Quillfeather" not in text
    assert "[employer]" in kept.evidence_json
    assert kept.why == "[name] did audit at [employer]."
    # The answer itself stays as it was written; it is blinded where it is shown.
    assert "Oakhollow" in settled.why
