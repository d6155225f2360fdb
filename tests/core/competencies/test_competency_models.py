"""Competency models as values: scales that must not stand on their head, lines, tables, versions, duties."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from competency_model_world import SMALL, changed
from meritbook.competency_models import load_competency_models, load_crosswalk, read_competency_model, read_crosswalk
from meritbook.core.competencies.compare import compare
from meritbook.core.competencies.duties import called_for
from meritbook.core.competencies.keys import key_of
from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError, ScaleDirectionError
from meritbook.core.competencies.model_lines import (
    ModelLinesError,
    competencies_in,
    lines_of_competencies,
    lines_of_points,
    lines_of_roles,
    points_in,
    roles_in,
)
from meritbook.core.competencies.scale import direction, scale_of, turned
from meritbook.core.values import canonical_json
from meritbook.plans import load_shipped
from meritbook.readers.competency_models import read_model_file
from meritbook.readers.errors import TooLargeError
from meritbook.writers.competency_models import ModelKindError, model_file

HARBOR = CompetencyModel.model_validate(SMALL)


def table(model: CompetencyModel = HARBOR) -> list[list[str]]:
    return list(csv.reader(io.StringIO(model_file(model, "csv").decode("utf-8-sig"))))


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def told(rows: list[list[str]]) -> list[str]:
    with pytest.raises(CompetencyModelError) as refused:
        read_model_file(written(rows), name="harbor.csv")
    return [one["says"] for one in refused.value.details["problems"]]


# --- what is shipped ----------------------------------------------------------------------------------------


def test_maine_has_the_ten_competencies_of_its_plan_with_three_behaviours_for_each_role_and_says_who_wrote_them() -> (
    None
):
    maine, plan = load_competency_models()["maine"], load_shipped()["maine"].plan
    assert [one.name for one in maine.competencies] == [one.name for one in plan.competencies]
    assert {len(one.behaviours[role.key]) for one in maine.competencies for role in maine.roles} == {3}
    assert "were written for Meritbook" in maine.authored
    series = {one.role: {each.ref for each in one.classes} for one in plan.series}
    assert {role.key: set(role.classes) for role in maine.roles} == series


def test_kansas_has_its_principles_at_each_of_the_four_levels_of_its_plan() -> None:
    kansas, plan = load_competency_models()["kansas"], load_shipped()["kansas"].plan
    assert [role.classes for role in kansas.roles] == [(one.ref,) for _, one in plan.classes()]
    assert [one.key for one in kansas.competencies] == [
        "stewardship", "customer-focus", "continuous-improvement", "team-building", "coaching", "empowering-employees"
    ]  # fmt: skip
    assert all(one.behaviours[role.key] for one in kansas.competencies for role in kansas.roles)
    assert "describes no behaviours" in kansas.authored


def test_no_behaviour_stands_twice_and_each_competency_finds_words_in_a_class_of_its_plan() -> None:
    for key, model in load_competency_models().items():
        wordings = [each.wording for one in model.competencies for held in one.behaviours.values() for each in held]
        assert len(set(wordings)) == len(wordings)
        shipped = load_shipped()[key]
        found = {
            one.competency
            for series, job_class in shipped.plan.classes()
            for one in called_for(model, shipped.document, series, job_class)
            if one.found
        }
        assert found == {one.key for one in model.competencies}


def test_each_shipped_line_joins_competencies_that_are_there_and_none_stands_twice() -> None:
    models, seen = load_competency_models(), set()
    for line in load_crosswalk():
        assert models[line.one].competency(line.one_competency) is not None
        assert models[line.other].competency(line.other_competency) is not None
        ends = frozenset({(line.one, line.one_competency), (line.other, line.other_competency)})
        assert ends not in seen
        seen.add(ends)
    assert {one for ends in seen for one in ends if one[0] == "kansas"} == {
        ("kansas", one.key) for one in models["kansas"].competencies
    }


def test_a_shipped_file_with_a_mistake_names_its_place() -> None:
    with pytest.raises(CompetencyModelError, match="not valid TOML"):
        read_competency_model("key =", where="x.toml")
    with pytest.raises(CompetencyModelError, match="name: Field required"):
        read_competency_model('key = "x"', where="x.toml")
    with pytest.raises(CompetencyModelError, match="no \\[\\[crosswalk\\]\\]"):
        read_crosswalk("", where="x.toml")
    line = 'one = "a"\none_competency = "b"\nother = "a"\nother_competency = "c"\nbecause = "d"\n'
    with pytest.raises(CompetencyModelError, match="from one model to another"):
        read_crosswalk(f"[[crosswalk]]\n{line}", where="x.toml")


# --- what a model must be -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"roles": [{**SMALL["roles"][0], "plan": "kansas"}, SMALL["roles"][1]]}, "a plan together with its classes"),
        (
            {"roles": [{**one, "plan": "kansas", "classes": ["4272A4"]} for one in SMALL["roles"]]},
            "stands in two roles",
        ),
        ({"competencies": [{**SMALL["competencies"][0], "cues": ["*"]}, SMALL["competencies"][1]]}, "a cue of “Care”"),
        ({"roles": [*SMALL["roles"], {"key": "cook", "name": "Cook"}]}, "no behaviour is given for the role “Cook”"),
        ({"scale": {"points": ["Never", "never "]}}, "a point stands twice"),
    ],
)
def test_a_model_that_contradicts_itself_is_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        CompetencyModel.model_validate(changed(**more))


def test_the_roles_of_a_model_are_a_ladder_with_an_end() -> None:
    maine = load_competency_models()["maine"]
    after = maine.after("coordinator")
    assert after is not None
    assert after.key == "manager"
    assert maine.after("executive") is None
    role = maine.role_of_class("maine", "public-service-executive-ii")
    assert role is not None
    assert role.key == "executive"
    assert maine.role_of_class("kansas", "public-service-executive-ii") is None


# --- scales -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "runs"),
    [
        (["Never", "Sometimes", "Always"], 1),
        (["Always", "Sometimes", "Never"], -1),
        (["Meets", "Exceeds", "Outstanding"], 1),
        (["Exceeds expectations", "Meets", "Below"], -1),
        (["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"], 1),
        (["1", "2", "3"], 1),
        (["3", "2", "1"], -1),
        (["5 Poor", "4 Fair", "3 Good", "2 Very good", "1 Outstanding"], -1),
        (["1 Outstanding", "2 Good", "3 Poor"], -1),
        (["Red", "Amber", "Green"], 0),
        (["Not yet", "Nearly", "Yes"], 0),
    ],
)
def test_the_words_and_numbers_of_a_scale_tell_its_direction_or_do_not(points: list[str], runs: int) -> None:
    assert direction(points) == runs


def test_a_scale_that_runs_the_other_way_is_refused_even_where_ranks_say_otherwise() -> None:
    for said in (True, False):
        with pytest.raises(ScaleDirectionError, match="from “Always” as the lowest to “Never” as the highest"):
            scale_of(["Always", "Sometimes", "Never"], said=said)


def test_a_scale_that_does_not_tell_needs_its_ranks_said() -> None:
    assert scale_of(["Red", "Amber", "Green"], said=True).points == ("Red", "Amber", "Green")
    with pytest.raises(ScaleDirectionError, match="whether “Red” or “Green” is the high end"):
        scale_of(["Red", "Amber", "Green"], said=False)
    assert turned(scale_of(["Red", "Green"], said=True), scale_of(["green", "RED"], said=True))
    assert not turned(scale_of(["Red", "Green"], said=True), scale_of(["Red", "Green"], said=True))


# --- files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("key", ["maine", "kansas", "harbor"])
def test_what_is_handed_out_is_taken_in_as_it_was(kind: str, key: str) -> None:
    model = {**load_competency_models(), "harbor": HARBOR}[key]
    assert read_model_file(model_file(model, kind), name=f"model.{kind}") == model


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("words", ["=1+1", "'quoted", "-dash", "@here", "a; b", 'say "so"', "1.0", "TRUE"])
def test_words_that_a_spreadsheet_would_work_out_stay_words(kind: str, words: str) -> None:
    model = CompetencyModel.model_validate(changed(name=words, says=words, source=words))
    data = model_file(model, kind)
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert read_model_file(data, name=f"model.{kind}") == model


def test_lines_may_stand_in_any_order_and_the_rank_says_which_is_first() -> None:
    head, *rest = table()
    rows = [head, *sorted(rest, key=lambda row: (row[0] == "behaviour", row[1]), reverse=True)]
    read = read_model_file(written(rows), name="h.csv")
    assert read.scale == HARBOR.scale
    assert [one.key for one in read.roles] == ["mate", "master"]


def test_each_cell_that_cannot_be_taken_is_named_at_once() -> None:
    rows = table()
    at = {row[0]: number for number, row in reversed(list(enumerate(rows)))}
    rows[at["role"]][1] = "Not A Key"
    rows[at["behaviour"]][4] = "moon"
    rows[at["competency"]][5] = "mate"
    rows.append(["wish", "x", "", "", "", "", "", "", "", ""])
    rows.append(["model", "again", "", "", "", "", "", "", "", ""])
    says = told(rows)
    assert any("key: a key is made of small letters" in one for one in says)
    assert any("there is no competency “moon”" in one for one in says)
    assert any("“competency” has nothing in the column “role”" in one for one in says)
    assert any("“wish” is no part of a model" in one for one in says)
    assert any("a second line of the part “model”" in one for one in says)
    assert f"B{at['role'] + 1}: " in " ".join(says)


@pytest.mark.parametrize(
    ("ranks", "says"),
    [(("1", "2", "2"), "are not 1 to 3, each once"), (("1", "2", ""), "“” is no rank"), (("a", "2", "3"), "“a” is no")],
)
def test_ranks_that_are_not_one_to_the_last_are_refused(ranks: tuple[str, ...], says: str) -> None:
    rows = table()
    for row, rank in zip([row for row in rows if row[0] == "scale"], ranks, strict=True):
        row[6] = rank
    assert any(says in one for one in told(rows))


def test_a_table_without_ranks_is_taken_only_where_its_words_tell_the_direction() -> None:
    rows = table()
    for row in rows:
        if row[0] == "scale":
            row[6] = ""
    assert read_model_file(written(rows), name="h.csv").scale == HARBOR.scale
    for row, word in zip([row for row in rows if row[0] == "scale"], ("Red", "Amber", "Green"), strict=True):
        row[2] = word
    with pytest.raises(ScaleDirectionError, match="not said whether “Red” or “Green”"):
        read_model_file(written(rows), name="h.csv")


def test_a_behaviour_without_a_key_gets_one_from_its_words_and_the_same_one_again() -> None:
    rows = table()
    for row in rows:
        if row[0] == "behaviour":
            row[1] = ""
    one, again = (read_model_file(written(rows), name="h.csv") for _ in range(2))
    assert one == again
    assert [each.key for _, each in one.items("mate")] == [
        "checks-the-ropes-at-dusk",
        "reads-the-tide-before-the-day-begins",
    ]


def test_formulas_hidden_rows_and_other_sheets_of_a_workbook_are_refused_with_their_place() -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(model_file(HARBOR, "xlsx")))
    sheet = book.worksheets[0]
    sheet["C2"] = '=CONCATENATE("a","b")'
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Notes")["A1"] = "For us."
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(CompetencyModelError) as refused:
        read_model_file(out.getvalue(), name="h.xlsx")
    says = " ".join(one["says"] for one in refused.value.details["problems"])
    assert "Competency model!C2: holds a formula" in says
    assert "Competency model!A3: stands where the file hides it" in says
    assert "The sheet “Notes” has no column “part”" in says


def test_json_with_unknown_fields_twice_the_same_one_or_a_list_is_refused() -> None:
    for data, says in (
        (json.dumps({**SMALL, "mood": "calm"}), "mood: there is no place for it here"),
        ('{"key": "a", "key": "b"}', "“key” stands twice"),
        ("[]", "begins with a list"),
        ('{"key": ', "no sound JSON"),
        ("{" * 100_000, "no sound JSON"),
    ):
        with pytest.raises(CompetencyModelError, match=says):
            read_model_file(data.encode(), name="h.json")
    with pytest.raises(ScaleDirectionError):
        read_model_file(json.dumps(changed(scale={"points": ["Always", "Never"]})).encode(), name="h.json")
    with pytest.raises(TooLargeError):
        read_model_file(b"{" + b" " * 3_000_000, name="h.json")
    with pytest.raises(ModelKindError):
        model_file(HARBOR, "docx")


# --- lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["maine", "kansas", "harbor"])
def test_a_model_written_as_lines_is_read_back_as_it_was(key: str) -> None:
    model = {**load_competency_models(), "harbor": HARBOR}[key]
    plain = {
        **model.plain(),
        "scale": {"points": points_in(lines_of_points(model))},
        "roles": roles_in(lines_of_roles(model)),
        "competencies": competencies_in(lines_of_competencies(model)),
    }
    assert CompetencyModel.model_validate(plain) == model


def test_behaviours_are_handed_out_in_the_order_of_the_ladder_however_the_record_keeps_them() -> None:
    kept = CompetencyModel.model_validate_json(canonical_json(HARBOR))
    assert [line for line in lines_of_competencies(kept).splitlines() if line[:1] == "@"] == ["@ mate", "@ master"] * 2
    assert [row[5] for row in table(kept) if row[0] == "behaviour"] == ["mate", "master"] * 2


def test_a_definition_that_begins_like_a_sign_stays_a_definition() -> None:
    for words in ("# first of all, care.", "@ the pier.", "cues: these.", "\\ so."):
        first, second = SMALL["competencies"]
        model = CompetencyModel.model_validate(changed(competencies=[{**first, "definition": words}, second]))
        assert competencies_in(lines_of_competencies(model))[0]["definition"] == words


def test_lines_that_are_none_name_their_number() -> None:
    for text, says in (("Care", "Line 1 belongs to no competency"), ("# a: Care\n\n#", "Line 3 names no competency")):
        with pytest.raises(ModelLinesError, match=says):
            competencies_in(text)
    with pytest.raises(ModelLinesError, match="Line 2: the classes of a role"):
        roles_in("mate: Mate\nmaster: Master | Leads. | kansas")


@given(st.text(max_size=80), st.sets(st.sampled_from(["item", "item-2", "a", "a-2"])))
def test_a_key_out_of_any_words_is_one_and_is_not_taken(words: str, taken: set[str]) -> None:
    key = key_of(words, taken)
    assert key not in taken
    assert 0 < len(key) <= 60
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not key.startswith("-")


# --- versions and duties ------------------------------------------------------------------------------------


def test_versions_tell_what_was_added_taken_out_and_worded_anew() -> None:
    care, course = SMALL["competencies"]
    after = CompetencyModel.model_validate(
        changed(
            says="Other.",
            scale={"points": ["Never", "Always"]},
            competencies=[
                {**course, "key": "calm", "name": "Calm", "behaviours": {"mate": [{"key": "slow", "says": "Waits."}]}},
                {
                    **care,
                    "behaviours": {
                        "mate": [{"key": "ropes-checked", "says": "Checks each rope."}],
                        "master": [{"key": "crew-asked", "says": "Asks the crew what worries them."}],
                    },
                },
            ],
        )
    )
    found = compare(HARBOR, after)
    assert [(one.what, one.kind) for one in found.model] == [("What it is", "changed"), ("Scale", "changed")]
    kinds = {one.key: one.kind for one in found.competencies}
    assert kinds == {"calm": "added", "care": "changed", "course": "removed"}
    (care_change,) = next(one for one in found.competencies if one.key == "care").changes
    assert (care_change.what, care_change.before, care_change.after) == (
        "Mate: ropes-checked",
        "Checks the ropes at dusk.",
        "Checks each rope.",
    )
    assert compare(HARBOR, HARBOR).none
    turned_round = CompetencyModel.model_validate(changed(competencies=[course, care]))
    assert compare(HARBOR, turned_round).reordered


def test_a_sentence_is_quoted_from_its_place_with_every_cue_in_it() -> None:
    model, shipped = load_competency_models()["kansas"], load_shipped()["kansas"]
    for series, job_class in shipped.plan.classes():
        for one in called_for(model, shipped.document, series, job_class):
            assert bool(one.found) is not bool(one.undetermined)
            for each in one.found:
                assert each.quote.span.cut(shipped.document.text) == each.quote.text
                assert "".join(words for words, _ in each.pieces) == each.quote.text
                assert [words for words, cue in each.pieces if cue] == [
                    one.cut(shipped.document.text) for one in each.words
                ]


def test_what_no_word_calls_for_stays_undetermined_and_says_who_settles_it() -> None:
    shipped = load_shipped()["maine"]
    series, job_class = shipped.plan.classes()[0]
    care, course = called_for(HARBOR, shipped.document, series, job_class)
    assert care.found == course.found == ()
    assert "no proof that it is not needed" in care.undetermined
    assert "The model names no words" in course.undetermined


def test_a_cue_is_a_whole_word_and_a_star_is_any_ending() -> None:
    shipped = load_shipped()["maine"]
    series, job_class = shipped.plan.classes()[3]
    care, course = SMALL["competencies"]

    def found(cue: str) -> list[str]:
        model = CompetencyModel.model_validate(changed(competencies=[{**care, "cues": [cue]}, course]))
        called = called_for(model, shipped.document, series, job_class)[0]
        return [words for one in called.found for words, is_cue in one.pieces if is_cue]

    assert found("implement") == []
    assert set(found("implement*")) == {"implements"}
    assert found("STAFF  support") == ["staff support"]
    assert found("s.p") == []
