"""The policy on development as data, and questions of a survey as lines."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from meritbook.core.results.development import DevelopmentPolicyError, policy_called, policy_on
from meritbook.core.results.survey_lines import SurveyLinesError, lines_of, questions_in
from meritbook.development_policies import load_development_policies, read_development_policies

POLICY = load_development_policies("standard")[0]
LINES = """hope: I know what is expected of me. [Not at all; Half; Wholly]
worn: I am worn out: every week. [Never; Often] low is good
words: What would you change?"""


def test_the_shipped_policy_holds_the_eight_areas_of_its_source_with_levels_of_its_own() -> None:
    assert [one.key for one in POLICY.areas] == [
        "leadership",
        "strategic-planning",
        "customer-market",
        "measurement",
        "human-resources",
        "process-management",
        "change-transition",
        "business-results",
    ]
    assert "Iowa" in POLICY.source
    assert POLICY.survey.minimum == 5
    said = [level.says for area in POLICY.areas for level in area.levels]
    assert len(set(said)) == len(said) == 32
    leadership = POLICY.area("leadership")
    assert leadership is not None
    assert (leadership.rank("begun"), leadership.rank("renewing"), leadership.rank("none")) == (1, 4, None)


def _toml(before: str, after: str) -> str:
    text = resources.files("meritbook.development_policies").joinpath("standard.toml").read_text(encoding="utf-8")
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('key = "strategic-planning"', 'key = "leadership"', "an area stands twice"),
        ('key = "taking-shape"', 'key = "begun"', "a level stands twice"),
        ("minimum = 5", "minimum = 2", "minimum"),
        ("minimum = 5", 'minimum = "few"', "minimum"),
        ('confidence = "0.95"', 'confidence = "95"', "confidence"),
        ("starts_on = 1970-01-01", "starts_on = 1970-99-01", "TOML"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour"),
        ("[[policy]]", "[policy]", "no [[policy]]"),
    ],
)
def test_a_policy_that_is_wrong_says_where(before: str, after: str, told: str) -> None:
    with pytest.raises(DevelopmentPolicyError) as refused:
        read_development_policies(_toml(before, after))
    assert told in refused.value.message


def test_a_policy_holds_on_its_days_and_is_found_again_by_its_key(tmp_path: Path) -> None:
    late = read_development_policies(_toml("1970-01-01", "2026-01-01"))
    assert policy_on(late, date(2026, 1, 1)).key == "standard"
    with pytest.raises(DevelopmentPolicyError, match="2025-12-31"):
        policy_on(late, date(2025, 12, 31))
    with pytest.raises(DevelopmentPolicyError, match="not there any more"):
        policy_called(late, "gone")
    for name in ("nowhere", str(tmp_path)):
        with pytest.raises(DevelopmentPolicyError, match="no file that can be read"):
            load_development_policies(name)


def test_questions_are_read_from_lines_and_written_back() -> None:
    found = questions_in(LINES)
    assert [(one.key, one.kind, one.good) for one in found.items] == [
        ("hope", "scale", "high"),
        ("worn", "scale", "low"),
        ("words", "text", "high"),
    ]
    assert found.items[1].says == "I am worn out: every week."
    assert lines_of(found) == LINES
    assert questions_in(f"\n\n{LINES}\n") == found


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("hope", "line 1"),
        ("\n: What?", "line 2"),
        ("hope: Well? [A; B", "line 1"),
        ("hope: Well? [A; A]", "line 1"),
        ("hope: Well? []", "line 1"),
        ("hope: Well? [A; B] high", "line 1"),
        (f"hope: {'x' * 401} [A; B]", "line 1"),
        ("Hope!: Well? [A; B]", "line 1"),
        ("a: Well? [A; B]\na: Else? [A; B]", "questions"),
        ("", "questions"),
    ],
)
def test_a_line_that_is_no_question_is_named(text: str, where: str) -> None:
    with pytest.raises(SurveyLinesError) as refused:
        questions_in(text)
    assert refused.value.where == where
