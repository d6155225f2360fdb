"""The words of a contract as values: where they begin, how two texts differ, how two drafts merge, what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contract_stage import whole
from contract_world import text
from meritbook.contract_policies import load_contract_policies
from meritbook.core.contracts import check, form, merge, redline
from meritbook.core.contracts.limits import limit_on
from meritbook.core.contracts.text import ContractText, Measure, Project, Terms
from meritbook.core.terms import Term
from meritbook.law import load_law

YEAR = Term(starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1))
LAW = load_law("colorado-ses")
CAP = Decimal("10763.00")
LIMIT = limit_on(LAW, YEAR.starts_on)
UNKNOWN = limit_on(LAW, date(2005, 7, 1))


def framed(policy: str = "standard", **more: Any) -> check.Frame:
    given: dict[str, Any] = {
        "policy": load_contract_policies(policy)[0],
        "year": YEAR,
        "appointment": Term(starts_on=date(2003, 1, 6)),
        "limit": LIMIT,
        "objectives": tuple(LAW.rows["form.objectives"]),
        **more,
    }
    return check.Frame(**given)


def codes(words: ContractText, frame: check.Frame | None = None) -> list[tuple[str, bool]]:
    return [(one.code, one.stops) for one in check.problems(words, frame or framed())]


def paid(salary: str, **more: Any) -> Terms:
    return Terms(starts_on=YEAR.starts_on, **{"ends_before": YEAR.ends_before, **more}, salary=Decimal(salary))


def complete(**more: Any) -> ContractText:
    words: ContractText = whole(text(**more))
    return words


def measured(measure: Measure) -> ContractText:
    """Whole words with one project, which has the measure."""
    return complete(projects=(Project(key="plant", says="Open it.", results_expected="Open.", measures=(measure,)),))


def test_blank_words_have_the_four_areas_and_every_objective_of_the_form() -> None:
    words = form.blank(LAW, parties=text().parties, terms=paid("9000.00"))
    assert [area.key for area in words.areas] == ["customers", "credibility", "communications", "other"]
    assert form.objectives_missing(words, LAW.rows["form.objectives"]) == ()
    assert set(LAW.rows["form.parts"]) <= set(form.parts_present(words))
    assert all(one.on_form for one in words.objectives())
    assert any("cannot be appealed" in note for note in words.notes)
    assert not any("{" in note for note in words.notes)


def test_last_years_words_move_the_days_by_a_year_and_say_so() -> None:
    kept = Measure(key="a", says="Reports are out.", due_on=date(2004, 12, 31))
    gone = Measure(key="b", says="The pilot ends.", due_on=date(2004, 8, 1))
    old = text(projects=(Project(key="plant", says="Open it in 2004.", measures=(kept, gone)),))
    made = form.following(
        old, date(2005, 9, 1), date(2006, 7, 1), Decimal("9100.00"), old.parties, cap=CAP, notes=("New.",)
    )
    measures = made.text.projects[0].measures
    assert [one.due_on for one in measures] == [date(2005, 12, 31), None]
    assert len(made.says) == 2
    assert "31 December 2004, now on 31 December 2005" in made.says[0]
    assert "taken out" in made.says[1]
    assert (made.text.terms.salary, made.text.notes) == (Decimal("9100.00"), ("New.",))
    assert [one.key for one in made.text.objectives()] == [one.key for one in old.objectives()]


def test_last_years_words_are_completed_with_what_the_form_asks_for_now() -> None:
    old = text()
    made = form.following(
        old, date(2005, 7, 1), date(2006, 7, 1), Decimal(9000), old.parties, areas=form.blank_areas(LAW.tables)
    )
    assert form.objectives_missing(made.text, LAW.rows["form.objectives"]) == ()
    assert [area.key for area in made.text.areas] == ["customers", "credibility", "communications", "other"]
    keys = [one.key for one in made.text.areas[0].objectives]
    assert keys[:2] == ["customers-goals", "customers-wait"]
    assert made.text.areas[0].objectives[0].says == "Goals look to the taxpayer."
    assert sum("put in" in one for one in made.says) == len(LAW.rows["form.objectives"]) - 2


def test_the_29th_of_february_moves_to_the_28th() -> None:
    leap = Measure(key="a", says="Count.", due_on=date(2004, 2, 29))
    old = text(projects=(Project(key="plant", says="Open.", measures=(leap,)),))
    made = form.following(old, date(2004, 7, 1), date(2005, 7, 1), Decimal(9000), old.parties)
    assert made.text.projects[0].measures[0].due_on is None
    after = old.model_copy(update={"terms": paid("9000").model_copy(update={"starts_on": date(2003, 7, 1)})})
    made = form.following(after, date(2004, 7, 1), date(2005, 7, 1), Decimal(9000), old.parties)
    assert made.text.projects[0].measures[0].due_on == date(2005, 2, 28)


def test_words_that_went_and_came_are_marked_in_their_field_alone() -> None:
    old = text()
    project = old.projects[0].model_copy(update={"results_expected": "In use by 1 June 2005."})
    new = text(projects=(project,))
    (section,) = redline.differences(old, new)
    (field,) = section.fields
    assert (section.key, field.place, field.label) == ("project.new-plant", "results_expected", "Results expected")
    assert [one.text for one in field.before if one.kind == "deleted"] == ["May"]
    assert [one.text for one in field.after if one.kind == "inserted"] == ["June"]
    assert "".join(one.text for one in field.before) == "In use by 1 May 2005."
    assert "".join(one.text for one in field.after) == "In use by 1 June 2005."


def test_what_changed_since_somebody_signed_is_told_by_hashes_as_by_words() -> None:
    old = text()
    new = text(projects=(Project(key="move", says="Move."),), notes=("Another.",))
    for seen in (old, old.hashes()):
        found = redline.since(seen, new)
        assert (found.changed, found.added, found.removed) == (("notes",), ("project.move",), ("project.new-plant",))
    assert not redline.since(old, old).any


def test_two_who_changed_different_fields_are_merged() -> None:
    base = text()
    mine = text(projects=(base.projects[0].model_copy(update={"says": "Open the plant."}),))
    theirs = text(
        terms=paid("9100.00", cap=CAP),
        projects=(
            base.projects[0].model_copy(update={"results_expected": "By June."}),
            Project(key="second", says="Train."),
        ),
    )
    found = merge.merge(base, mine, theirs)
    assert found.clean
    assert found.text is not None
    assert found.text.terms.salary == Decimal("9100.00")
    assert [(one.key, one.says, one.results_expected) for one in found.text.projects] == [
        ("new-plant", "Open the plant.", "By June."), ("second", "Train.", ""),
    ]  # fmt: skip


def test_two_who_changed_one_field_otherwise_collide_there_and_nowhere_else() -> None:
    base = text()
    mine, theirs = (text(terms=paid(salary, cap=CAP)) for salary in ("9100.00", "9200.00"))
    found = merge.merge(base, mine, theirs)
    assert [one.place for one in found.conflicts] == ["terms.salary"]
    assert (found.conflicts[0].mine, found.conflicts[0].theirs) == ("9100.00", "9200.00")
    assert found.text is not None
    assert found.text.terms.salary == Decimal("9100.00")


def test_what_one_took_out_and_the_other_changed_collides() -> None:
    base = text()
    changed = text(projects=(base.projects[0].model_copy(update={"says": "Another."}),))
    for mine, theirs in ((text(projects=()), changed), (changed, text(projects=()))):
        found = merge.merge(base, mine, theirs)
        assert [one.place for one in found.conflicts] == ["projects.new-plant"]
    assert merge.merge(base, text(projects=()), base).text == text(projects=())


def test_a_whole_contract_of_the_year_has_nothing_to_mend() -> None:
    assert codes(complete()) == []


def test_a_salary_at_the_cap_passes_and_a_cent_more_does_not() -> None:
    assert codes(complete(terms=paid("10763.00"))) == []
    assert codes(complete(terms=paid("10763.01"))) == [("contract.over_cap", True)]
    assert codes(complete(), framed(limit=None)) == []
    # The last known limit is 10,763.00.
    at_last, over = complete(terms=paid("10763.00")), complete(terms=paid("10763.01"))
    assert codes(at_last, framed(limit=UNKNOWN)) == [("contract.limit_unknown", False)]
    assert codes(over, framed(limit=UNKNOWN)) == [("contract.over_last_limit", True)]


def test_in_an_alteration_a_cent_more_or_less_than_the_signed_salary_is_told_with_the_rule() -> None:
    frozen = framed(frozen=Decimal("9000.00"), frozen_by="It stays.")
    assert codes(complete(), frozen) == []
    for salary in ("9000.01", "8999.99"):
        found = check.problems(complete(terms=paid(salary)), frozen)
        assert [(one.code, one.place, one.stops) for one in found] == [("contract.salary_frozen", "terms.salary", True)]
        assert "The signed contract states $9,000.00 a month" in found[0].says
        assert "It stays." in found[0].says


def test_a_salary_with_three_decimals_is_no_salary() -> None:
    plain = text().plain()
    plain["terms"]["salary"] = "9000.005"
    words, problems = check.read_text(plain)
    assert words is None
    assert [one.code for one in problems] == ["contract.salary_cents"]
    plain["terms"]["salary"] = "9000.000"
    plain["terms"]["salary"] = "9000.00"
    assert check.read_text(plain)[0] == text()


def test_a_contract_of_eleven_months_is_fine_and_says_so() -> None:
    words = complete(terms=paid("9000.00", ends_before=date(2005, 6, 1)))
    (one,) = check.problems(words, framed())
    assert (one.code, one.stops) == ("contract.part_of_year", False)
    assert "11 months" in one.says


@pytest.mark.parametrize(
    ("ends_before", "appointment", "expected"),
    [
        (date(2005, 7, 2), Term(starts_on=date(2003, 1, 6)), [("contract.term_year", True)]),
        (date(2005, 7, 1), Term(starts_on=date(2004, 7, 2)), [("contract.term_appointment", True)]),
        (
            date(2005, 7, 1),
            Term(starts_on=date(2004, 1, 1), ends_before=date(2005, 6, 30)),
            [("contract.term_appointment", True)],
        ),
    ],
)
def test_a_term_outside_year_or_appointment_stops_the_draft(
    ends_before: date, appointment: Term, expected: list[tuple[str, bool]]
) -> None:
    words = complete(terms=paid("9000.00", ends_before=ends_before))
    assert codes(words, framed(appointment=appointment)) == expected


def test_a_target_needs_a_unit_and_a_day_within_the_term() -> None:
    assert codes(measured(Measure(key="x", says="Cases.", target=Decimal(5)))) == [("contract.no_unit", True)]
    assert codes(measured(Measure(key="x", says="Cases.", target=Decimal(5), unit="cases"))) == []
    assert codes(measured(Measure(key="x", says="Cases.", due_on=date(2005, 7, 1)))) == [("contract.due_outside", True)]
    assert codes(measured(Measure(key="x", says="Cases.", due_on=date(2005, 6, 30)))) == []


def test_an_objective_of_the_form_stays_and_a_project_states_its_results() -> None:
    words = complete()
    first = words.areas[0]
    cut = words.model_copy(
        update={"areas": (first.model_copy(update={"objectives": first.objectives[1:]}), *words.areas[1:])}
    )
    assert codes(cut) == [("contract.objective_removed", True)]
    assert codes(complete(projects=(Project(key="p", says="Open."),))) == [("contract.no_results", True)]


def weighted(*, first: str, rest: str = "0") -> ContractText:
    """Whole words in which every objective weighs `rest`, and the project `first`."""
    words = complete()
    areas = tuple(
        area.model_copy(
            update={"objectives": tuple(one.model_copy(update={"weight": Decimal(rest)}) for one in area.objectives)}
        )
        for area in words.areas
    )
    return words.model_copy(
        update={"areas": areas, "projects": (words.projects[0].model_copy(update={"weight": Decimal(first)}),)}
    )


def test_weights_come_to_a_hundred_where_the_policy_has_them_and_are_none_elsewhere() -> None:
    assert codes(weighted(first="100"), framed("weighted")) == []
    assert codes(weighted(first="99.99"), framed("weighted")) == [("contract.weights_sum", True)]
    assert ("contract.weight_missing", True) in codes(complete(), framed("weighted"))
    assert {code for code, _ in codes(weighted(first="100"))} == {"contract.weights_not_used"}


def test_nobody_agrees_with_themselves() -> None:
    assert codes(complete(), framed(own_authority=True)) == [("contract.own_authority", True)]
