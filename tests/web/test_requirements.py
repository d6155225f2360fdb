"""The pages about requirements and policies: authoring beside the tree, examples, versions, and the public ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from meritbook.policies import SHIPPED
from meritbook.records.models import LedgerEntry, RequirementVersion

WORDS = "Six years of accounting experience and a bachelor's degree; or\n\nTen years of accounting experience."


@pytest.fixture
def analyst(world: Any, signed_in: Callable[[Any], Any]) -> Any:
    """The test client as the analyst."""
    return signed_in(world.people.analyst)


def sent(**changes: str) -> dict[str, str]:
    """What the author's form sends."""
    return {
        "title": "Accountant",
        "key": "",
        "policy": "plain",
        "text": WORDS,
        "on": "2024-06-14",
        "why": "",
        "base": "0",
        "examples-rows": "0",
        "newjobs-rows": "0",
        "newdegrees-rows": "0",
        "newlicences-rows": "0",
        **changes,
    }


def text_of(response: Any) -> str:
    """The words of a page, white space folded."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("&#x27;", "'").replace("&amp;", "&").split())


def fields_of(response: Any) -> dict[str, str]:
    """The fields of the form as the page would send them again."""
    form = response.context["form"]
    return dict(form.data)


# --- reading --------------------------------------------------------------------------------------------------


def test_reading_shows_each_part_with_what_was_read_and_writes_nothing(analyst: Any) -> None:
    before = RequirementVersion.objects.count(), LedgerEntry.objects.count()
    response = analyst.post(reverse("web:requirement_new"), sent(read="1"))
    assert response.status_code == 200
    page = text_of(response)
    assert "How much 6 years" in page
    assert "Level bachelor's degree" in page
    assert "5 parts, all of them read" in page
    assert "72 of 72 months counted" in page
    assert (RequirementVersion.objects.count(), LedgerEntry.objects.count()) == before


def test_a_part_leads_to_its_words_and_the_words_lead_back_to_it(analyst: Any) -> None:
    page = analyst.post(reverse("web:requirement_new"), sent(read="1")).content.decode()
    names = re.findall(r'<li id="node-1-2".*?data-lights="([^"]+)"', page, re.DOTALL)[0].split()
    pieces = [re.search(rf'<mark id="{name}"[^>]*><a href="#([^"]+)"[^>]*>(.*?)</a></mark>', page) for name in names]
    assert all(pieces)
    assert {one[1] for one in pieces if one} == {"node-1-2"}
    assert "Ten years of accounting experience" in "".join(one[2] for one in pieces if one)


def test_words_that_were_not_read_and_a_text_that_contradicts_itself_are_marked_with_what_to_do(analyst: Any) -> None:
    text = "One (1) year (2 years) of clerical experience; or\n\nqwertz uiop."
    response = analyst.post(reverse("web:requirement_new"), sent(text=text, read="1"))
    page = text_of(response)
    assert "1 of them not read" in page
    assert "A person judges these words for every candidate." in page
    assert "Write the amount once" in page
    assert 'class="mb-unread"' in response.content.decode()


def test_the_words_of_an_author_are_shown_as_words_and_never_run(analyst: Any) -> None:
    text = "Two years of <script>alert(1)</script> experience & more."
    page = analyst.post(reverse("web:requirement_new"), sent(text=text, read="1")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_another_policy_moves_the_boundary_that_is_shown(analyst: Any) -> None:
    said = {"text": "One year of accounting experience.", "read": "1"}
    plain = text_of(analyst.post(reverse("web:requirement_new"), sent(**said)))
    fifteen = text_of(analyst.post(reverse("web:requirement_new"), sent(**said, policy="south-florida+plain")))
    assert "Full time from 15 June 2023 through 14 June 2024." in plain
    assert "Full time from 16 June 2023 through 14 June 2024." in fifteen


# --- bad input ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n ", "…"])
def test_an_empty_text_is_refused_with_what_to_do(text: str, analyst: Any) -> None:
    for button in ("read", "save"):
        response = analyst.post(reverse("web:requirement_new"), sent(text=text, **{button: "1"}))
        assert response.status_code == 422
        assert "requirement.empty" in text_of(response)


def test_a_text_of_two_hundred_kilobytes_is_refused_and_stays_in_the_form(analyst: Any) -> None:
    text = "Two years of clerical experience. " * 6_000
    response = analyst.post(reverse("web:requirement_new"), sent(text=text, save="1", why="Long."))
    assert response.status_code == 422
    assert "at most 100000 are read" in text_of(response)
    assert text.strip() in response.content.decode()


def test_a_policy_that_there_is_not_is_refused_and_the_words_are_read_all_the_same(analyst: Any) -> None:
    response = analyst.post(reverse("web:requirement_new"), sent(policy="atlantis", save="1", why="New."))
    assert response.status_code == 422
    assert "atlantis" in text_of(response)
    assert "How much 6 years" in text_of(response)
    assert not RequirementVersion.objects.filter(key="accountant").exists()


def test_characters_that_are_none_are_refused(analyst: Any) -> None:
    response = analyst.post(reverse("web:requirement_new"), sent(text="Two years\x00 of clerical work", save="1"))
    assert response.status_code == 422


def test_a_text_that_keeps_classes_apart_is_tried_for_one_of_them_and_lets_the_author_choose(analyst: Any) -> None:
    text = "CLERK SPECIALTY\n\nOne year of clerical experience.\n\nPILOT SPECIALTY\n\nThree years of towing experience."
    response = analyst.post(reverse("web:requirement_new"), sent(text=text, read="1"))
    titles = response.context["tree"].titles
    assert len(titles) == 2
    assert '<select name="for_class"' in response.content.decode()
    assert {pair.enough.example.for_class for pair in response.context["proposed"].pairs} == {titles[0]}
    other = analyst.post(reverse("web:requirement_new"), sent(text=text, read="1", for_class=titles[1]))
    assert {pair.enough.example.for_class for pair in other.context["proposed"].pairs} == {titles[1]}


def test_an_example_of_a_text_that_keeps_classes_apart_says_that_it_needs_one(analyst: Any) -> None:
    text = "CLERK SPECIALTY\n\nOne year of clerical experience.\n\nPILOT SPECIALTY\n\nThree years of towing experience."
    row = {"examples-rows": "1", "examples-0-name": "A", "examples-0-expected": "met", "examples-0-statement": "{}"}
    response = analyst.post(reverse("web:requirement_new"), sent(text=text, read="1", **row))
    assert response.status_code == 200
    assert "none was chosen" in text_of(response)


# --- examples -------------------------------------------------------------------------------------------------


def test_a_proposed_example_is_kept_with_the_answer_of_the_whole_and_tried_again_at_every_reading(analyst: Any) -> None:
    address = reverse("web:requirement_new")
    kept = analyst.post(address, sent(keep="0:enough"))
    assert text_of(kept).count("Holds") == 1
    again = {key: value for key, value in fields_of(kept).items() if key != "keep"}
    changed = again | {"text": WORDS.replace("Six", "Seven"), "read": "1"}
    response = analyst.post(address, changed)
    assert "Does not hold" in text_of(response)
    # Six years and a degree: one year of the seven is missing.
    assert "12 months are missing" in text_of(response)


def test_an_example_is_made_with_a_few_rows(analyst: Any) -> None:
    rows = {
        "new-name": "Six years and a degree",
        "new-expected": "met",
        "newjobs-rows": "1",
        "newjobs-0-title": "Accounting",
        "newjobs-0-starts": "2018-01-01",
        "newjobs-0-ends": "2023-12-31",
        "newdegrees-rows": "1",
        "newdegrees-0-level": "bachelor",
        "newdegrees-0-conferred": "2017-05",
    }
    response = analyst.post(reverse("web:requirement_new"), sent(add="1", **rows))
    assert text_of(response).count("Holds") == 1
    fields = fields_of(response)
    statement = json.loads(fields["examples-0-statement"])
    assert statement["jobs"][0]["starts"] == "2018-01-01"
    assert statement["licences"] == []
    assert fields.get("newjobs-0-title", "") == ""


def test_a_new_example_at_fault_stays_in_its_rows_with_the_mistake(analyst: Any) -> None:
    rows = {
        "new-name": "",
        "new-expected": "",
        "newjobs-rows": "1",
        "newjobs-0-title": "Clerk",
        "newjobs-0-starts": "June",
    }
    response = analyst.post(reverse("web:requirement_new"), sent(add="1", **rows))
    assert response.status_code == 422
    page = text_of(response)
    assert "Give the example a name." in page
    assert "Write 2016-03-01, 2016-03 or 2016." in page
    assert 'value="Clerk"' in response.content.decode()


def test_a_statement_that_cannot_be_read_says_where_and_is_kept(analyst: Any) -> None:
    row = {
        "examples-rows": "1",
        "examples-0-name": "Broken",
        "examples-0-expected": "met",
        "examples-0-statement": '{"jobs": [{"id": "j1", "starts": "June"}]}',
    }
    response = analyst.post(reverse("web:requirement_new"), sent(save="1", why="New.", **row))
    assert response.status_code == 422
    assert "starts is not a date: write 2016-03-01, 2016-03 or 2016" in text_of(response)
    assert "&quot;June&quot;" in response.content.decode()


def test_who_a_candidate_of_an_example_is_is_not_kept(analyst: Any) -> None:
    resume = {"basics": {"name": "R. Osei", "birthDate": "1990-01-01"}, "work": [], "education": [], "certificates": []}
    row = {
        "examples-rows": "1",
        "examples-0-name": "Nobody",
        "examples-0-expected": "not_met",
        "examples-0-statement": json.dumps(resume),
    }
    analyst.post(reverse("web:requirement_new"), sent(save="1", why="New.", **row))
    version = RequirementVersion.objects.get(key="accountant")
    assert "Osei" not in version.examples_json
    assert "1990-01-01" in version.examples_json


# --- saving ---------------------------------------------------------------------------------------------------


def test_saving_makes_a_version_with_its_examples_and_one_entry_of_the_ledger(analyst: Any) -> None:
    kept = fields_of(analyst.post(reverse("web:requirement_new"), sent(keep="0:enough")))
    entries = LedgerEntry.objects.count()
    send = {key: value for key, value in kept.items() if key != "keep"} | {"save": "1", "why": "A new class."}
    response = analyst.post(reverse("web:requirement_new"), send)
    assert response.status_code == 302
    version = RequirementVersion.objects.get(key="accountant")
    assert (version.version, version.policy, version.text) == (1, "plain", WORDS)
    assert len(json.loads(version.examples_json)) == 1
    assert LedgerEntry.objects.count() == entries + 1
    page = text_of(analyst.get(response["Location"]))
    assert "Saved as version 1." in page
    assert "Holds" in page


def test_saving_asks_for_what_a_version_needs(analyst: Any) -> None:
    response = analyst.post(reverse("web:requirement_new"), sent(title="", save="1"))
    assert response.status_code == 422
    page = text_of(response)
    assert "Write what the requirement is for." in page
    assert "Say in one sentence why there is this version." in page


def test_a_name_that_would_hide_a_page_is_refused(analyst: Any) -> None:
    response = analyst.post(reverse("web:requirement_new"), sent(title="New", save="1", why="New."))
    assert "This name leads to another page." in text_of(response)


def test_of_two_authors_the_second_is_told_and_loses_nothing(world: Any, signed_in: Callable[[Any], Any]) -> None:
    address = reverse("web:requirement_edit", args=["harbor-clerk"])
    first = sent(title="Harbor Clerk", text="Seven years of clerical experience.", base="2", save="1", why="Seven.")
    second = sent(title="Harbor Clerk", text="Eight years of clerical experience.", base="2", save="1", why="Eight.")
    assert signed_in(world.people.analyst).post(address, first).status_code == 302
    client = signed_in(world.people.second_analyst)
    response = client.post(address, second)
    assert response.status_code == 409
    page = text_of(response)
    assert "saved version 3 while you wrote" in page
    assert "requirement.moved_on" in page
    assert "Eight years of clerical experience." in page
    assert RequirementVersion.objects.filter(key="harbor-clerk").count() == 3
    assert fields_of(response)["base"] == "3"
    assert client.post(address, fields_of(response)).status_code == 302
    newest = RequirementVersion.objects.filter(key="harbor-clerk").first()
    assert newest is not None
    assert (newest.version, newest.text) == (4, "Eight years of clerical experience.")


def test_a_new_requirement_never_takes_the_name_of_one_that_there_is(analyst: Any) -> None:
    response = analyst.post(reverse("web:requirement_new"), sent(title="Harbor clerk", save="1", why="I did not look."))
    assert response.status_code == 409
    assert RequirementVersion.objects.filter(key="harbor-clerk").count() == 2


def test_saving_what_is_the_same_makes_no_version(world: Any, analyst: Any) -> None:
    row = world.requirement
    address = reverse("web:requirement_edit", args=[row.key])
    form = analyst.get(address).context["form"]
    statement = str(next(iter(form.examples))["statement"].value())
    same = sent(
        title=row.title,
        text=row.text,
        base="2",
        save="1",
        why="Nothing.",
        **{
            "examples-rows": "1",
            "examples-0-name": "Five years as a clerk",
            "examples-0-expected": "met",
            "examples-0-on": "2024-06-14",
            "examples-0-statement": statement,
        },
    )
    response = analyst.post(address, same, follow=True)
    assert "Nothing changed: version 2 stands." in text_of(response)
    assert RequirementVersion.objects.filter(key=row.key).count() == 2


def test_an_example_that_is_left_out_is_gone_and_the_others_stay(world: Any, analyst: Any) -> None:
    address = reverse("web:requirement_edit", args=["harbor-clerk"])
    rows = {"examples-rows": "2"}
    for number, name in enumerate(("Goes", "Stays")):
        rows |= {
            f"examples-{number}-name": name,
            f"examples-{number}-expected": "undetermined",
            f"examples-{number}-statement": "{}",
        }
    response = analyst.post(address, sent(base="2", read="1", **rows, **{"examples-0-drop": "on"}))
    assert fields_of(response)["examples-rows"] == "1"
    assert fields_of(response)["examples-0-name"] == "Stays"


# --- versions, classes, policies ------------------------------------------------------------------------------


def test_versions_compared_show_words_parts_and_the_examples_whose_answer_changed(analyst: Any) -> None:
    response = analyst.get(reverse("web:requirement_compare", args=["harbor-clerk", 2, 1]))
    page = response.content.decode()
    assert "<del>Five</del> <ins>Six</ins>" in page
    found = response.context["found"]
    assert [(one.kind, one.before.id, one.after.id) for one in found.nodes] == [("changed", "1.1", "1.1")]
    assert [one.example.name for one in found.answers] == ["Five years as a clerk"]
    words = text_of(response)
    assert "How much: 5 years" in words
    assert "How much: 6 years" in words


def test_the_page_of_an_older_version_says_that_a_newer_one_stands(analyst: Any) -> None:
    assert "a newer version stands" in text_of(
        analyst.get(reverse("web:requirement_version", args=["harbor-clerk", 1]))
    )
    assert "a newer version stands" not in text_of(analyst.get(reverse("web:requirement", args=["harbor-clerk"])))


@pytest.mark.parametrize("address", ["/requirements/nothing/", "/requirements/harbor-clerk/9/"])
def test_what_is_not_on_record_is_not_found(address: str, analyst: Any) -> None:
    response = analyst.get(address)
    assert response.status_code == 404
    assert "requirement.unknown" in text_of(response)


def test_a_class_leads_to_its_tree_and_from_there_an_author_goes_on(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    class_page = reverse("web:class", args=["kansas", 1, "4272A4"])
    tree_page = reverse("web:class_requirement", args=["kansas", 1, "4272A4"])
    public = signed_in(None)
    assert tree_page in public.get(class_page).content.decode()
    shown = public.get(tree_page)
    assert "How much 1 year" in text_of(shown)
    assert "Author from these words" not in text_of(shown)
    analyst = signed_in(world.people.analyst)
    begin = re.search(r'href="([^"]*requirements/new/[^"]*)"', analyst.get(tree_page).content.decode())
    assert begin
    form = analyst.get(begin[1].replace("&amp;", "&"))
    assert form.context["entry"].ref == "4272A4"
    assert form.context["form"].value("policy") == "kansas"
    saved = analyst.post(
        reverse("web:requirement_new"),
        sent(
            title="Executive I", text=form.context["form"].value("text"), policy="kansas", save="1", why="As published."
        )
        | {"class": str(form.context["entry"].pk)},
    )
    assert saved.status_code == 302
    assert RequirementVersion.objects.get(key="executive-i").class_entry == form.context["entry"]


def test_a_class_that_states_no_qualification_has_no_link_to_a_tree(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    public = signed_in(None)
    assert "as a tree" not in text_of(public.get(reverse("web:class", args=["iowa", 1, "00715"])))
    assert public.get(reverse("web:class_requirement", args=["iowa", 1, "00715"])).status_code == 404


@pytest.mark.parametrize("key", [*SHIPPED, "pennsylvania+plain"])
def test_every_rule_of_a_policy_is_shown_with_its_source_and_an_example_that_the_judge_made(
    key: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(None).get(reverse("web:qualification_policy", args=[key]))
    assert response.status_code == 200
    page = text_of(response)
    found = response.context["found"]
    assert len(found.rules) == len(found.policy.rules)
    for line in found.rules:
        assert line.rule.citation.title in page
        assert line.worked.cases
        assert all(case.says for case in line.worked.cases)


def test_the_worked_examples_show_the_arithmetic_of_the_rule(world: Any, signed_in: Callable[[Any], Any]) -> None:
    public = signed_in(None)

    def says(key: str, rule: str) -> list[str]:
        found = public.get(reverse("web:qualification_policy", args=[key])).context["found"]
        return [case.says for line in found.rules if line.rule.rule == rule for case in line.worked.cases]

    # 20 of 40 hours a week all through a year are six months; 30 are nine; 8 are 2.4.
    assert says("plain", "part_time") == [f"{one} of 12 months counted." for one in ("9", "6", "2.4")]
    # 16 April to 31 May: 15 of April's 30 days and May; from 17 April on 14 days, which are no month of fifteen days.
    assert says("plain", "months") == ["1.5 of 12 months counted.", "1.47 of 12 months counted."]
    assert says("south-florida", "months") == ["2 of 12 months counted.", "1 of 12 months counted."]
    assert "48 of 120" in says("maine", "degree_years")[1]


def test_a_policy_that_there_is_not_is_not_found(world: Any, signed_in: Callable[[Any], Any]) -> None:
    response = signed_in(None).get(reverse("web:qualification_policy", args=["atlantis"]))
    assert response.status_code == 404
    assert "policies.unknown" in text_of(response)


def test_the_list_finds_a_requirement_by_its_words_at_its_newest_version(analyst: Any) -> None:
    page = text_of(analyst.get(reverse("web:requirements"), {"q": "clerical"}))
    assert "Harbor Clerk" in page
    assert "No requirement holds these words." in text_of(analyst.get(reverse("web:requirements"), {"q": "welding"}))
