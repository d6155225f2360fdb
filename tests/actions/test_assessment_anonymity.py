"""Every way that leads from what a rater answered to the rater, tried on the record and found closed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

import rater_world as world
from meritbook.actions import assessing, rating_box, rating_drafts
from meritbook.actions.actor import Actor
from meritbook.actions.rating_box import RatingBoxError
from meritbook.records.models import (
    AssessmentBox,
    AssessmentRater,
    AssessmentTold,
    CompetencyBenchmark,
    CompetencyReliability,
    LedgerEntry,
    RaterDraft,
)
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from rater_world import rows_of_database
from year_stage import do

pytestmark = pytest.mark.django_db
SECRET = "The cellar smells of almonds."


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in after if after[name] != before[name]}


def answer_all(row: Any, raters: Iterable[Any], at: datetime) -> None:
    for n, who in enumerate(raters):
        world.answer(row, who, at, 1 + n % 5, 3, 2)


# --- the database while it is open, and copies of it ---------------------------------------------------------


def test_no_table_holds_what_somebody_answered_or_typed(people: Any, raters: Any, row: Any, at: datetime) -> None:
    before = rows_of_database()
    mine = world.rater(row, raters[0])
    rating_drafts.save(
        Actor(raters[0]), at=at, rater=mine, given=world.places(row, 5), comments={"candour": SECRET}
    )  # fmt: skip
    typed = rows_of_database()
    assert changed(before, typed) == {"RaterDraft"}
    world.answer(row, raters[0], at, 5, candour=SECRET)
    after = rows_of_database()
    assert changed(before, after) == {"AssessmentBox", "AssessmentRater", "LedgerEntry"}
    for copy in (typed, after):
        assert not [name for name, text in copy.items() if "almonds" in text]
        assert "candour-executive" not in copy["AssessmentBox"] + copy["RaterDraft"]


def test_two_copies_of_the_record_around_an_answer_are_the_same_whatever_was_answered(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    def copy_after(*chosen: Any, **comments: str) -> dict[str, str]:
        with transaction.atomic():
            world.answer(row, raters[0], at, *chosen, **comments)
            found = rows_of_database()
            transaction.set_rollback(True)
        return found

    one, other = copy_after(1), copy_after(5, 4, candour=SECRET * 60)
    # The one table that differs is the box, and that is one text of the same length with no part in common.
    assert changed(one, other) == {"AssessmentBox"}
    assert len(one["AssessmentBox"]) == len(other["AssessmentBox"])


def test_the_box_is_one_row_of_one_length_without_a_part_in_common(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    copies = [AssessmentBox.objects.get(assessment=row)]
    for n, who in enumerate(raters[:7]):
        world.answer(row, who, at, 1 + n % 5, candour="x" * (1 + 280 * n))
        copies.append(AssessmentBox.objects.get(assessment=row))
    assert len({one.pk for one in copies}) == 1
    assert len({len(one.sealed) for one in copies}) == 1
    blocks = [base64.b64decode(one.sealed) for one in copies]
    for first, second in pairwise(blocks):
        same = sum(a == b for a, b in zip(first, second, strict=True))
        assert same < len(first) / 100


def test_drafts_of_few_and_of_many_words_are_of_one_length(people: Any, raters: Any, row: Any, at: datetime) -> None:
    lengths = set()
    for n, who in enumerate(raters[:3]):
        mine = world.rater(row, who)
        rating_drafts.save(Actor(who), at=at, rater=mine, given={}, comments={"candour": "x" * 900 * n})
        lengths.add(len(RaterDraft.objects.get(rater=mine).sealed))
    assert len(lengths) == 1


def test_the_box_of_several_is_the_same_whoever_came_first(people: Any, raters: Any, row: Any, at: datetime) -> None:
    def held(*order: int) -> Any:
        with transaction.atomic():
            for n in order:
                world.answer(row, raters[n], at, 1 + n, 5 - n, candour=f"Thought {n}.")
            box = rating_box.look(AssessmentBox.objects.get(assessment=row))
            transaction.set_rollback(True)
        # The receipts are drawn anew each time, and say nothing.
        return sorted((one.group, one.rater, one.ratings.sha256) for one in box.answers)

    assert held(0, 1, 2) == held(2, 0, 1)


def test_in_the_box_an_answer_of_a_group_names_nobody_and_its_receipt_leads_to_nobody(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    receipt = world.answer(row, raters[0], at, 5)
    world.answer(row, people.executive, at, 4)
    box = rating_box.look(AssessmentBox.objects.get(assessment=row))
    by_group = {one.group.value: one for one in box.answers}
    assert by_group["self"].rater == world.rater(row, people.executive).pk
    assert by_group["peer"].rater is None
    # Whoever holds the box and all rows of raters finds no match without the receipt itself.
    for one in AssessmentRater.objects.filter(assessment=row):
        for said in ("", str(one.pk), str(one.user_id), one.fingerprint()):
            tried = hashlib.sha256(f"{row.pk}:{one.pk}:{said}".encode()).hexdigest()
            assert tried != by_group["peer"].receipt
    assert receipt.replace("-", "") not in repr(rows_of_database())


def test_without_the_key_of_the_site_the_box_and_drafts_are_shut(
    people: Any, raters: Any, row: Any, at: datetime, settings: Any
) -> None:
    world.answer(row, raters[0], at, 4)
    mine = world.rater(row, raters[1])
    rating_drafts.save(Actor(raters[1]), at=at, rater=mine, given=world.places(row, 4), comments={})
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another key than that of the site"
    with pytest.raises(RatingBoxError, match="cannot be read"):
        world.answer(row, raters[1], at, 4)
    assert AssessmentRater.objects.get(pk=mine.pk).standing == "asked"
    assert rating_drafts.held(mine) is None
    settings.SECRET_KEY_FALLBACKS = [key]
    assert rating_drafts.held(mine) is not None
    world.answer(row, raters[1], at, 4)


def test_a_box_or_a_draft_that_was_put_elsewhere_is_not_read(people: Any, raters: Any, row: Any, at: datetime) -> None:
    old = AssessmentBox.objects.get(assessment=row)
    world.answer(row, raters[0], at, 4)
    AssessmentBox.objects.filter(pk=old.pk).update(sealed=old.sealed)
    with pytest.raises(RatingBoxError, match="1 people answered, and 0 answers"):
        do("close_assessment", people.agency_hr, at + timedelta(days=14), assessment=row)
    mine, theirs = world.rater(row, raters[1]), world.rater(row, raters[2])
    rating_drafts.save(Actor(raters[1]), at=at, rater=mine, given=world.places(row, 4), comments={})
    # Somebody who writes to the database puts my draft under another's name, to read it on their own page.
    RaterDraft.objects.filter(rater=mine).update(rater=theirs)
    assert rating_drafts.held(theirs) is None


# --- the ledger ----------------------------------------------------------------------------------------------


def test_the_ledger_says_who_answered_and_vouches_for_no_answer(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    receipt = world.answer(row, raters[0], at, 4, candour=SECRET)
    do("take_back_rating", raters[0], at, assessment=row, receipt=receipt)
    answered, back = LedgerEntry.objects.order_by("-seq")[:2][::-1]
    for entry in (answered, back):
        payload = json.loads(entry.payload)
        assert payload["facts"] == {"assessment": row.pk}
        ((model, pk, _),) = payload["records"]
        assert (model, pk) == ("assessmentrater", world.rater(row, raters[0]).pk)
        assert "almonds" not in entry.payload + entry.why
        assert receipt not in entry.payload


def test_the_row_that_the_ledger_vouches_for_is_the_same_whatever_was_answered(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    def fingerprint(*chosen: Any, **comments: str) -> str:
        with transaction.atomic():
            world.answer(row, raters[0], at, *chosen, **comments)
            found = AssessmentRater.objects.get(pk=world.rater(row, raters[0]).pk).fingerprint()
            transaction.set_rollback(True)
        return found

    assert fingerprint(1) == fingerprint(5, candour=SECRET)
    unvouched = {"RaterDraft", "AssessmentBox", "CompetencyReliability"}
    for model in apps.get_app_config("records").get_models():
        if model.__name__ in unvouched:
            assert not hasattr(model, "fingerprint")


def test_keeping_a_draft_writes_nothing_to_the_ledger(people: Any, raters: Any, row: Any, at: datetime) -> None:
    before = LedgerEntry.objects.count()
    rating_drafts.save(Actor(raters[0]), at=at, rater=world.rater(row, raters[0]), given={}, comments={})
    assert LedgerEntry.objects.count() == before


# --- what is kept after the closing --------------------------------------------------------------------------


def test_a_closed_assessment_keeps_no_answer_of_anybody_in_a_group(
    people: Any, raters: Any, row: Any, at: datetime
) -> None:
    answer_all(row, raters[:7], at)
    rating_drafts.save(Actor(people.executive), at=at, rater=world.rater(row, people.executive), given={}, comments={})
    told = world.closed(people.agency_hr, at, row)
    assert not AssessmentBox.objects.exists()
    assert not RaterDraft.objects.exists()
    assert told.named == ()
    # No figure of one competency stands beside a figure of another of the same person.
    for one in told.competencies:
        for cell in (*one.cells, one.others):
            assert cell is None or cell.n >= 3
    for held in told.behaviours:
        assert held.others is None or held.others.n >= 3


def test_one_who_answers_alone_in_their_group_is_told_with_others_only(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    row = world.opened(
        people.agency_hr, at, subject=people.executive, version=version,
        groups={"peer": raters[:3], "report": raters[3:6], "other": raters[6:7]},
    )  # fmt: skip
    answer_all(row, raters[:7], at)
    told = world.closed(people.agency_hr, at, row)
    assert all("other" not in one.groups or one.answered >= 4 for one in told.cells)
    assert told.cell_of("other") != ("other",)
    # Seven in all less the cells that are told would be the one.
    shown = sum(one.answered for one in told.cells)
    assert shown == told.answered == 7


def test_comments_of_two_are_not_kept_at_all(people: Any, raters: Any, row: Any, at: datetime) -> None:
    for n, who in enumerate(raters[:7]):
        more = {"candour": f"Word {n}."} if n < 2 else {}
        world.answer(row, who, at, 1 + n % 5, 3, 2, **more)
    world.closed(people.agency_hr, at, row)
    held = AssessmentTold.objects.get(assessment=row).result_json
    assert "Word" not in held
    assert "Word" not in repr(rows_of_database())


# --- rounds compared -----------------------------------------------------------------------------------------


def rounds(people: Any, at: datetime, version: Any, *who: Any, others: Any = (), **more: Any) -> Any:
    """A round of one day, answered by these peers and reports, and closed."""
    row = world.opened(
        people.agency_hr, at, days=1, subject=people.executive, version=version, confirm=True,
        groups={"peer": who, "report": others}, **more,
    )  # fmt: skip
    answer_all(row, [*who, *others], at)
    return world.closed(people.agency_hr, at, row)


def test_one_peer_more_or_less_than_the_round_before_tells_nothing(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    assert rounds(people, at, version, *raters[:3]).answered == 3
    assert rounds(people, at + timedelta(days=2), version, *raters[:3]).answered == 3
    assert rounds(people, at + timedelta(days=4), version, *raters[:4]).answered is None
    # Nothing was told of the third, so nothing can be taken from it.
    assert rounds(people, at + timedelta(days=6), version, *raters[:6]).answered == 6


def test_neither_another_version_nor_other_words_get_round_it(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    assert rounds(people, at, version, *raters[:3]).answered == 3
    reworded = world.model_of()
    plain = json.loads(reworded.model_dump_json())
    for competency in plain["competencies"]:
        for behaviours in competency["behaviours"].values():
            for one in behaviours:
                one["says"] = f"In other words: {one['key']}"
    newer = world.version_of(type(reworded).model_validate(plain), at, row=version.model, number=2)
    assert rounds(people, at + timedelta(days=2), newer, *raters[:4]).answered is None
    # Another model with one question in common.
    copy = world.version_of(world.model_of("copy", ("candour", "wisdom")), at)
    assert rounds(people, at + timedelta(days=4), copy, *raters[:4]).answered is None
    # Nor by another model altogether: nobody can say how near its questions are, and one changed word hid it once.
    free = world.version_of(world.model_of("free", ("wisdom", "silence")), at)
    assert rounds(people, at + timedelta(days=6), free, *raters[:4]).answered is None
    assert rounds(people, at + timedelta(days=8), free, *raters[:3]).answered == 3


def of_four_peers(people: Any, at: datetime, version: Any, raters: Any) -> Any:
    """An assessment that is open for a day, in which four peers are asked."""
    return world.opened(
        people.agency_hr, at, days=1, subject=people.executive, version=version, groups={"peer": raters[:4]}
    )


def test_a_competency_that_one_peer_leaves_out_is_not_told_beside_a_round_in_which_they_rated_it(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    assert rounds(people, at, version, *raters[:4]).answered == 4
    row = of_four_peers(people, at + timedelta(days=2), version, raters)
    world.answer(row, raters[0], at + timedelta(days=2), None, None, 3, 3)
    answer_all(row, raters[1:4], at + timedelta(days=2))
    told = world.closed(people.agency_hr, at + timedelta(days=2), row)
    numbers = {one.key: one.others.n if one.others else None for one in told.competencies}
    assert (told.answered, numbers) == (4, {"candour": None, "thrift": 4})


def test_who_answers_instead_is_another_person_for_the_comparison(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    assert rounds(people, at, version, *raters[:4]).answered == 4
    row = of_four_peers(people, at + timedelta(days=2), version, raters)
    do("delegate_rating", raters[0], at + timedelta(days=2), rater=world.rater(row, raters[0]), delegate=raters[7])
    answer_all(row, [raters[7], *raters[1:4]], at + timedelta(days=2))
    assert world.closed(people.agency_hr, at + timedelta(days=2), row).answered is None


def test_one_who_changed_groups_between_rounds_joins_the_groups(
    people: Any, raters: Any, version: Any, at: datetime
) -> None:
    first = rounds(people, at, version, *raters[:4], others=raters[4:8])
    assert [one.groups for one in first.cells] == [("peer",), ("report",)]
    second = rounds(people, at + timedelta(days=2), version, *raters[:3], others=raters[3:8])
    assert [one.groups for one in second.cells] == [("peer", "report")]


# --- figures over many assessments ---------------------------------------------------------------------------


def test_the_average_of_a_role_is_drawn_after_enough_people_and_not_for_one_more(
    people: Any, departments: Any, raters: Any, version: Any, at: datetime
) -> None:
    subjects = world.staff(at, departments.revenue, 11, stem="subject")

    def assessed(subject: Any, day: int) -> None:
        moment = at + timedelta(days=day)
        row = world.opened(
            people.agency_hr, moment, days=1, subject=subject, version=version, groups={"peer": raters[:3]}
        )
        answer_all(row, raters[:3], moment)
        world.closed(people.agency_hr, moment, row)

    for subject in subjects[:9]:
        assessed(subject, 0)
    assert not CompetencyBenchmark.objects.exists()
    # The same person again is nobody new.
    assessed(subjects[0], 2)
    assert not CompetencyBenchmark.objects.exists()
    assessed(subjects[9], 4)
    drawn = CompetencyBenchmark.objects.get()
    assert (drawn.people, json.loads(drawn.told_json)["competencies"]["candour"]["people"]) == (10, 10)
    assessed(subjects[10], 6)
    assert CompetencyBenchmark.objects.get() == drawn


def test_what_alpha_is_drawn_from_is_sealed_and_no_assessment_of_few_adds_to_it(
    people: Any, departments: Any, raters: Any, version: Any, at: datetime, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(
        '[[policy]]\nkey = "ours"\nversion = "1"\nsays = "Ours."\nsource = "Decided."\nstarts_on = 1970-01-01\n'
        "reliability_people = 12\n",
        encoding="utf-8",
    )
    settings.MERITBOOK_COMPETENCY_POLICY = str(path)
    subjects = world.staff(at, departments.revenue, 4, stem="subject")

    def assessed(subject: Any, who: Any, complete: int) -> None:
        row = world.opened(people.agency_hr, at, days=1, subject=subject, version=version, groups={"peer": who})
        for n, one in enumerate(who):
            world.answer(row, one, at, *((1 + n % 5, 2 + n % 4) if n < complete else (1 + n % 5, None)))
        world.closed(people.agency_hr, at, row)

    # Six answered, of whom five rated everything: fewer than twice the minimum.
    assessed(subjects[0], raters[:6], complete=5)
    assert not CompetencyReliability.objects.exists()
    assessed(subjects[1], raters[:6], complete=6)
    sums = CompetencyReliability.objects.get()
    assert sums.told_json == ""
    first = sums.sealed
    assessed(subjects[2], raters[:6], complete=6)
    sums.refresh_from_db()
    assert json.loads(sums.told_json)["n"] == 12
    assert len(sums.sealed) == len(first)
    told = sums.told_json
    assessed(subjects[3], raters[:6], complete=6)
    sums.refresh_from_db()
    assert sums.told_json == told


def test_a_new_round_is_not_begun_from_the_answers_of_one_that_was_withdrawn(
    people: Any, raters: Any, version: Any, row: Any, at: datetime
) -> None:
    answer_all(row, raters[:7], at)
    do("withdraw_assessment", people.agency_hr, at, assessment=row, because="A wrong name among them.")
    assert list(assessing.earlier(row)) == []
    again = rounds(people, at, version, *raters[:4])
    assert again.answered == 4
    assert not AssessmentTold.objects.filter(assessment=row).exists()
