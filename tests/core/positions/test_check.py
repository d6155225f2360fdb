"""What keeps a description from being signed, and what is only doubtful."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.positions.characters import cleaned, forbidden_in, refuse_unstorable
from meritbook.core.positions.check import may_be_signed, problems
from meritbook.core.positions.errors import PositionUnstorableError
from meritbook.core.positions.model import Duty, PositionDescription, Subordinate

TEXTS = ("Plans the audit program.", "Directs four field units.", "Answers appeals of taxpayers.")


def described(*percents: str | None, **fields: object) -> PositionDescription:
    duties = tuple(
        Duty(number=place, text=text, percent=None if percent is None else Decimal(percent))
        for place, (text, percent) in enumerate(zip(TEXTS, percents, strict=False), start=1)
    )
    return PositionDescription.model_validate({"number": "0417-22", "duties": duties, **fields})


def codes(position: PositionDescription) -> list[str]:
    return [problem.code for problem in problems(position)]


def test_a_whole_description_has_no_problem() -> None:
    assert problems(described("35", "40", "25")) == ()


def test_percentages_that_total_97_keep_it_from_being_signed_and_say_total_and_difference() -> None:
    position = described("35", "40", "22")
    (problem,) = problems(position)
    assert (problem.code, problem.severity, problem.field) == ("position.percent_total", "error", "duties")
    assert "total 97, not 100: 3 are missing" in problem.message
    assert not may_be_signed(position)


@pytest.mark.parametrize(
    ("percents", "says"),
    [
        (("35", "40", "28"), "total 103, not 100: 3 are too many"),
        (("35", "40", "24"), "1 is missing"),
        (("33.3", "33.3", "33.3"), "total 99.9, not 100: 0.1 are missing"),
    ],
)
def test_the_total_is_exact_to_the_last_digit(percents: tuple[str, ...], says: str) -> None:
    assert says in problems(described(*percents))[0].message


def test_thirds_written_out_may_total_100() -> None:
    assert problems(described("33.33", "33.33", "33.34")) == ()


def test_some_duties_with_percent_and_others_without_is_an_error_of_its_own() -> None:
    position = described("35", None, "25")
    assert codes(position) == ["position.percent_partial"]
    assert "duty 2 does not" in problems(position)[0].message


def test_percentages_over_100_are_told_even_when_others_are_missing() -> None:
    assert codes(described("80", None, "25")) == ["position.percent_partial", "position.percent_total"]


@pytest.mark.parametrize(
    ("position", "code", "severity"),
    [
        (PositionDescription(number="1"), "position.no_duties", "error"),
        (described(None, None), "position.percent_missing", "error"),
        (described("50", "50", number=" "), "position.number_missing", "error"),
        (described("50", "50", number="9" * 65), "position.number_too_long", "error"),
        (described("50", "50", number="04\n17"), "position.number_not_one_line", "error"),
        (described("50", "50", number="04\x0017"), "position.forbidden_characters", "error"),
        (described("50", "50", working_title="a\u202eb"), "position.forbidden_characters", "error"),
        (described("50", "50", working_title="x" * 401), "position.text_too_long", "error"),
        (described("50", "50", purpose="x" * 40_001), "position.text_too_long", "error"),
        (described("50", "50", budget="2100000"), "position.budget_without_role", "caution"),
        (described("50", "50", budget="5", budget_role="none"), "position.budget_role_contradicts", "caution"),
        (described("50", "50", budget="9e15", budget_role="manages"), "position.budget_absurd", "error"),
        (described("50", "50", fte="9e9"), "position.fte_absurd", "error"),
        (described("50", "50", subordinates=(), fte="4"), "position.fte_without_subordinates", "caution"),
        (described("50", "50", specialised_qualification_required=True), "position.qualification_unnamed", "caution"),
        (described("100", "0"), "position.duty_zero_percent", "caution"),
    ],
)
def test_each_fault_has_its_code_and_weight(position: PositionDescription, code: str, severity: str) -> None:
    found = [problem for problem in problems(position) if problem.code == code]
    assert [problem.severity for problem in found] == [severity]
    assert found[0].to_do
    assert may_be_signed(position) is (severity == "caution")


def test_duties_without_text_said_twice_or_numbered_twice_are_errors() -> None:
    duties = (
        Duty(number=1, text="Plans the  audit", percent=Decimal(50)),
        Duty(number=2, text="plans THE audit", percent=Decimal(30)),
        Duty(number=2, text=" ", percent=Decimal(20)),
    )
    assert codes(PositionDescription(number="1", duties=duties)) == [
        "position.duty_twice",
        "position.duty_number_twice",
        "position.duty_empty",
    ]


def test_listing_subordinates_contradicts_a_text_that_says_there_are_none() -> None:
    line = (Subordinate(title="Auditor", count=4),)
    assert "position.supervision_contradicts" in codes(
        described("50", "50", subordinates=line, supervision="This position has no direct reports.")
    )
    assert codes(described("50", "50", subordinates=line, supervision="Supervises four auditors.")) == []
    assert codes(described("50", "50", subordinates=None, supervision="Does not supervise.")) == []


def test_many_more_subordinates_than_full_time_equivalents_are_doubtful() -> None:
    line = (Subordinate(title="Auditor", count=40),)
    assert codes(described("50", "50", subordinates=line, fte="4")) == ["position.subordinates_exceed_fte"]


def test_a_name_with_every_script_in_unicode_is_fine() -> None:
    letters = "".join(
        character for character in map(chr, range(0x20, 0x2FA1E, 97)) if character.isalpha() or character.isspace()
    )
    assert {"\u4e00" <= letter <= "\u9fff" for letter in letters} == {True, False}
    for start in range(0, len(letters), 300):
        assert codes(described("50", "50", working_title=letters[start : start + 300])) == []
    for name in ("محمد بن سلمان", "अनुराधा", "田中 花子", "Łukasz Šķēle", "Ọlábísí", "👩🏽‍💼", "שרה\u2067אב\u2069"):
        assert codes(described("50", "50", working_title=name)) == []


def test_what_cannot_be_stored_is_refused_with_its_place_and_cleaning_takes_out_nothing_else() -> None:
    position = described("50", "50", working_title="Chief\x00 of\x1b Audit", other=(("Note", "a\ud800b\fc"),))
    with pytest.raises(PositionUnstorableError) as refused:
        refuse_unstorable(position)
    assert refused.value.details["fields"] == {
        "working_title": ["U+0000", "U+001B"],
        "other.1.2": ["U+D800", "U+000C"],
    }
    clean = cleaned(position)
    refuse_unstorable(clean)
    assert clean.working_title == "Chief of Audit"
    assert clean.other == (("Note", "ab\nc"),)
    assert clean.duties == position.duties


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_cleaning_any_text_leaves_one_that_can_be_stored(text: str) -> None:
    clean = cleaned(PositionDescription(number="1", purpose=text)).purpose
    assert forbidden_in(clean) == ()
    clean.encode("utf-8")
