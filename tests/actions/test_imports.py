"""Documents and class plans come onto the record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from meritbook.actions import SYSTEM, Actor, import_document, install_shipped_plans
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import ClassCodeTwiceError, NoClassesError, PlanTermError, check_plan
from meritbook.core.allocation.engine import PlanText
from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import ClassPlan, SourceNote
from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.plans import load_shipped
from meritbook.records.models import ClassEntry, LedgerEntry, PlanRevision, StoredDocument
from meritbook.records.search import find_classes

pytestmark = pytest.mark.django_db
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"

SPECIFICATION = """\
HARBOR MASTER I
Class Code: 9001
Pay Grade: 30

DEFINITION
Under general direction, manages the operation of a small harbor of the state.

EXAMPLES OF DUTIES
Assigns berths to vessels and keeps the register of arrivals.
Supervises the pilots and the office staff of the harbor.

MINIMUM QUALIFICATIONS
Two years of experience in the operation of a harbor.
"""


@pytest.fixture
def bring(people: Any, at: Any) -> Any:
    """Imports a text as a class plan, as the analyst."""

    def perform(text: str = SPECIFICATION, **more: Any) -> import_document.Imported:
        arguments = {"at": at, "why": "Published.", "name": "harbor.txt"} | more
        return import_document.perform(Actor(people.analyst), data=text.encode(), **arguments)

    return perform


def test_an_imported_specification_becomes_the_first_revision_of_its_plan(bring: Any, on: date) -> None:
    done = bring()
    revision = done.plan_revision
    assert revision is not None
    assert (revision.revision, revision.starts_on, revision.ends_before) == (1, on, None)
    assert revision.plan.accounting is not None
    assert revision.plan.accounting.holds
    assert revision.document == done.document.document
    assert [entry.code for entry in revision.entries.all()] == ["9001"]
    assert done.document.original() == SPECIFICATION.encode()


def test_the_same_document_twice_makes_no_second_revision_and_says_so(bring: Any) -> None:
    first, second = bring(), bring(name="another-name.txt")
    assert second.plan_revision == first.plan_revision
    assert (second.new_document, second.new_revision) == (False, False)
    assert any("no second revision" in note for note in second.notes)
    assert PlanRevision.objects.count() == StoredDocument.objects.count() == 1


def test_a_changed_document_makes_the_next_revision_and_ends_the_one_before(bring: Any, at: Any, on: date) -> None:
    first = bring()
    later = bring(SPECIFICATION.replace("30", "31"), at=at + timedelta(days=30))
    revisions = {r.revision: (r.starts_on, r.ends_before) for r in PlanRevision.objects.all()}
    day = on + timedelta(days=30)
    assert revisions == {1: (on, day), 2: (day, None)}
    assert later.plan_revision.key == first.plan_revision.key
    assert [r.revision for r in PlanRevision.objects.effective(day - timedelta(days=1))] == [1]
    assert [r.revision for r in PlanRevision.objects.effective(day)] == [2]


def test_a_document_mended_on_the_same_day_takes_the_place_of_the_first(bring: Any, on: date, people: Any) -> None:
    first = bring().plan_revision
    second = bring(SPECIFICATION.replace("30", "31")).plan_revision
    first.refresh_from_db()
    assert first.withdrawn_by == people.analyst
    assert [str(revision) for revision in PlanRevision.objects.effective(on)] == [str(second)]


def test_the_program_corrects_its_own_import_on_the_same_day_but_not_a_persons(bring: Any, at: Any, on: date) -> None:
    def by_program(text: str) -> import_document.Imported:
        return import_document.perform(SYSTEM, at=at, why="Set-up.", data=text.encode(), name="harbor.txt")

    by_program(SPECIFICATION)
    done = by_program(SPECIFICATION.replace("30", "31"))
    assert [str(revision) for revision in PlanRevision.objects.effective(on)] == [str(done.plan_revision)]
    assert done.notes[-1] == f"Revision 2 is in effect from {on}; revision 1, of the same day, is withdrawn."
    bring(SPECIFICATION.replace("30", "32"))
    with pytest.raises(PlanTermError) as caught:
        by_program(SPECIFICATION.replace("30", "33"))
    assert "--as USER --why REASON" in caught.value.to_do
    assert "--starts-on" in caught.value.to_do


def test_a_later_revision_says_until_when_the_one_before_is_in_effect(bring: Any, at: Any, on: date) -> None:
    bring()
    done = bring(SPECIFICATION.replace("30", "31"), at=at + timedelta(days=30))
    first = on + timedelta(days=30)
    assert done.notes[-1] == f"Revision 2 is in effect from {first}; revision 1 until then."


def test_other_classes_under_a_title_on_record_become_a_plan_of_their_own(bring: Any) -> None:
    first = bring().plan_revision
    other = SPECIFICATION.replace("9001", "4410").replace("harbor of the state", "marina of a city")
    done = bring(other)
    assert (first.key, done.plan_revision.key, done.plan_revision.revision) == (
        *("harbor-master-i", "harbor-master-i-4410"),
        1,
    )
    assert done.notes == (
        "The plan harbor-master-i on record has other classes; this one is kept as harbor-master-i-4410.",
    )
    again = bring(other.replace("30", "31"))
    assert (again.plan_revision.key, again.plan_revision.revision) == ("harbor-master-i-4410", 2)


def test_the_same_class_with_a_new_code_stays_a_revision_only_within_one_known_government(bring: Any) -> None:
    named = SPECIFICATION.replace("DEFINITION", "State of Kansas\n\nDEFINITION")
    bring(named)
    assert bring(named.replace("9001", "9002")).plan_revision.revision == 2
    elsewhere = bring(named.replace("Kansas", "Iowa")).plan_revision
    assert (elsewhere.key, elsewhere.revision) == ("harbor-master-i-9001", 1)


def test_a_date_that_is_none_is_told_with_its_line(bring: Any) -> None:
    done = bring(SPECIFICATION.replace("DEFINITION", "Revised: 02/30/2022\n\nDEFINITION"))
    assert done.notes == ("“02/30/2022” is not a date of the calendar. It is kept as text: harbor.txt, line 5.",)
    assert done.plan_revision is not None


def test_a_board_change_whose_date_is_none_is_told_with_its_line(bring: Any) -> None:
    head = (
        "Job Code\tJob Title\tLast Executive Board Change\tExecutive Board Change History\n"
        "04410\tHarbor Master I\t787-08\t02/30/2022\n\n"
    )
    done = bring(head + SPECIFICATION.split("\n\n", 1)[1])
    assert done.notes == (
        "“02/30/2022” (board change 787-08) is not a date of the calendar. It is kept as text: harbor.txt, line 2.",
    )


def test_a_revision_does_not_start_before_the_one_that_stands(bring: Any, on: date) -> None:
    bring()
    with pytest.raises(PlanTermError):
        bring(SPECIFICATION.replace("30", "31"), starts_on=on - timedelta(days=1))
    assert StoredDocument.objects.count() == 1


def test_a_document_that_is_no_plan_is_kept_when_asked_so(bring: Any) -> None:
    done = bring("Dear colleague, the meeting is on Tuesday.\n", as_plan=False)
    assert done.plan_revision is None
    assert done.document.document.text.startswith("Dear colleague")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 50, b"Dear colleague, the meeting is on Tuesday.\n"])
def test_what_is_no_class_plan_leaves_nothing_behind(people: Any, at: Any, data: bytes) -> None:
    before = LedgerEntry.objects.count()
    with pytest.raises(MeritbookError):
        import_document.perform(Actor(people.analyst), at=at, why="x", data=data, name="a.txt")
    assert not StoredDocument.objects.exists()
    assert LedgerEntry.objects.count() == before


def test_an_empty_plan_and_a_code_that_stands_twice_are_refused(small_plan: Any) -> None:
    plan, _ = small_plan
    with pytest.raises(NoClassesError):
        check_plan(ClassPlan(key="x", name="x", source=SourceNote(title="x")))
    (series,) = plan.series
    first, second = series.classes
    double = series.model_copy(update={"classes": (first, second.model_copy(update={"code": "9001"}))})
    with pytest.raises(ClassCodeTwiceError, match="9001 stands for two classes"):
        check_plan(plan.model_copy(update={"series": (double,)}))


def test_hr_keeps_documents_but_reads_no_plans_in(people: Any, at: Any) -> None:
    kept = {"at": at, "why": "x", "data": SPECIFICATION.encode(), "name": "a.txt"}
    assert import_document.perform(Actor(people.agency_hr), as_plan=False, **kept).new_document
    with pytest.raises(ForbiddenError):
        import_document.perform(Actor(people.agency_hr), **kept)


def test_the_shipped_plans_are_entered_once(db: None, at: Any) -> None:
    entered = install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    assert {revision.key for revision in entered} == set(load_shipped())
    assert install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.") == ()
    assert LedgerEntry.objects.count() == 1


def test_a_shipped_plan_counts_from_the_day_on_which_the_office_takes_it_into_use(db: None, at: Any, on: date) -> None:
    entered = install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    assert {revision.starts_on for revision in entered} == {on}
    assert not PlanRevision.objects.effective(on - timedelta(days=1)).exists()


def test_a_shipped_plan_whose_source_gives_a_full_effective_day_counts_from_it(
    ship: Any, small_plan: Any, at: Any
) -> None:
    day = date(2020, 7, 1)
    ship(*lay_out(small_plan[0].model_copy(update={"effective": Term(starts_on=day)})))
    (entered,) = install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    assert entered.starts_on == day


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ships the plan in place of all others."""

    def perform(plan: ClassPlan, document: Any) -> None:
        monkeypatch.setattr(
            install_shipped_plans, "load_shipped", lambda: {plan.key: PlanText(plan=plan, document=document)}
        )

    return perform


def test_a_new_release_of_a_shipped_plan_makes_its_next_revision(ship: Any, small_plan: Any, at: Any, on: date) -> None:
    plan, document = small_plan
    ship(plan, document)
    install_shipped_plans.perform(SYSTEM, at=at - timedelta(days=9), why="Set-up.")
    ship(*lay_out(plan.model_copy(update={"jurisdiction": "Harbour State"})))
    (entered,) = install_shipped_plans.perform(SYSTEM, at=at, why="New release.")
    assert (entered.revision, entered.starts_on) == (2, on)
    assert PlanRevision.objects.get(revision=1).ends_before == on


def test_an_imported_plan_is_not_put_out_by_a_shipped_one(
    bring: Any, ship: Any, small_plan: Any, at: Any, on: date
) -> None:
    imported = bring().plan_revision
    ship(*lay_out(small_plan[0].model_copy(update={"key": imported.key})))
    later = at + timedelta(days=9)
    assert install_shipped_plans.perform(SYSTEM, at=later, why="New release.") == ()
    assert list(PlanRevision.objects.effective(later.date())) == [imported]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour", {"9001", "9002"}),
        ("HARBOUR master", {"9001", "9002"}),
        ("pilots", {"9002"}),
        ("pil", {"9002"}),
        ("9001", {"9001"}),
        ("pilots small", set()),
        ('"pilots" OR - (', set()),
        ("", {"9001", "9002"}),
        ("' ; DROP TABLE", set()),
    ],
)
def test_classes_are_found_by_the_beginnings_of_words(plan_revision: Any, words: str, found: set[str]) -> None:
    assert {entry.code for entry in find_classes(ClassEntry.objects.all(), words)} == found


@pytest.mark.corpus
@pytest.mark.skipif(not SOURCES.is_dir(), reason="../shared/sources is absent")
def test_the_five_sources_take_the_place_of_the_shipped_plans_with_nothing_lost(people: Any, at: Any, on: date) -> None:
    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    keys = set()
    for path in sorted(SOURCES.iterdir()):
        done = import_document.perform(
            Actor(people.analyst), at=at, why="Published.", data=path.read_bytes(), name=path.name
        )
        assert done.plan_revision is not None
        assert done.plan_revision.plan.accounting is not None
        assert done.plan_revision.plan.accounting.holds
        keys.add(done.plan_revision.key)
    assert keys == set(load_shipped())
    assert {revision.source is not None for revision in PlanRevision.objects.effective(on)} == {True}
