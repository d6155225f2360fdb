"""The pages of competency models: reading, taking in, comparing, crosswalks, and what a class calls for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from competency_model_world import SMALL, changed
from meritbook.actions import SYSTEM, install_shipped_plans
from meritbook.actions.competency_models import current, model_of
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.values import canonical_json
from meritbook.readers.competency_models import read_model_file
from meritbook.records.models import (
    CompetencyCrosswalk,
    CompetencyModelRow,
    CompetencyModelVersion,
    CompetencyReliability,
    PlanRevision,
)
from meritbook.writers.competency_models import model_file
from year_stage import do

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.content[-600:])
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def field(page: Any, name: str) -> str:
    said = page.content.decode()
    if found := re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*(.*?)</textarea>', said, re.S):
        return unescape(found[1])
    one = re.search(rf'<input[^>]*name="{name}"[^>]*?(?:value="([^"]*)")?[^>]*>', said)
    assert one is not None, name
    value = re.search(r'value="([^"]*)"', one[0])
    return unescape(value[1]) if value else ""


def typed(page: Any) -> dict[str, str]:
    names = ("name", "says", "source", "authored", "starts_on", "scale", "roles", "competencies", "seen")
    return {name: field(page, name) for name in names}


def test_a_model_is_read_role_by_role_and_says_what_in_it_is_not_from_the_source(
    competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.executive)
    assert "Maine leadership competencies" in text(client.get(reverse("web:competency_models")))
    address = reverse("web:competency_model", args=["maine"])
    coordinator, executive = text(client.get(address)), text(client.get(f"{address}?role=executive"))
    assert "The State of Maine has neither seen nor approved them." in coordinator
    assert "Says plainly where their knowledge ends." in coordinator
    assert "Says plainly where their knowledge ends." not in executive
    assert "Hears those who disagree before deciding." in executive
    assert "Answers to Customer Focus of Kansas stewardship and quality principles" in executive
    assert "has no role “pilot”" in text(client.get(f"{address}?role=pilot"), 404)
    assert "no such competency model" in text(client.get(reverse("web:competency_model", args=["moon"])), 404)


def test_a_model_written_as_lines_becomes_its_next_version_and_the_one_before_stays(
    competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.personnel_staff)
    row = competency_models.harbor
    address = reverse("web:competency_model_change", args=[row.key])
    given = typed(client.get(address))
    given["competencies"] += "\n# Calm\nStay calm in a storm.\n@ mate\nSpeaks slowly when it blows.\n@ master\nWaits."
    done = client.post(address, given)
    assert done.status_code == 302, text(done, 422)
    assert done["Location"] == f"{reverse('web:competency_model_compare', args=[row.key])}?to=3"
    page = text(client.get(done["Location"]))
    assert "Calm added" in page
    assert "Speaks slowly when it blows." in page
    assert "Look after people and ropes." not in page
    stands = current(row)
    calm = model_of(stands).competency("calm")
    assert calm is not None
    assert [one.key for one in calm.behaviours["mate"]] == ["speaks-slowly-when-it-blows"]
    assert [one.number for one in row.versions.all()] == [3, 2, 1]
    # Whoever had the form open with version 2 is told, and overwrites nothing.
    late = text(client.post(address, {**given, "seen": "2", "says": "Other."}), 409)
    assert "competencies.model_changed" in late
    assert "Stay calm in a storm." in late


def test_lines_that_are_no_model_are_refused_beside_what_was_typed(
    competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.personnel_staff)
    address = reverse("web:competency_model_change", args=["harbor"])
    given = typed(client.get(address))
    page = text(client.post(address, {**given, "competencies": "Speaks slowly."}), 422)
    assert "Line 1 belongs to no competency" in page
    page = text(client.post(address, {**given, "roles": "a | b | c | d"}), 422)
    assert "Line 1: a role is a name" in page
    page = text(client.post(address, {**given, "scale": "Always\nSometimes\nNever"}), 422)
    assert "competencies.scale_direction" in page
    assert CompetencyModelVersion.objects.filter(model=competency_models.harbor).count() == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_model_that_was_handed_out_is_taken_in_again_by_a_file(
    kind: str, competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.personnel_staff)
    out = client.get(reverse("web:competency_model_file", args=["maine", 1, kind]))
    assert out.status_code == 200
    before = model_of(current(competency_models.maine))
    assert read_model_file(out.content, name=f"maine.{kind}") == before
    other = before.model_copy(update={"key": "ours", "roles": tuple(
        one.model_copy(update={"plan": "", "classes": ()}) for one in before.roles
    )})  # fmt: skip
    sent = model_file(other, kind)
    file = SimpleUploadedFile(f"ours.{kind}", sent)
    done = client.post(reverse("web:competency_model_new"), {"file": file})
    assert done.status_code == 302, text(done, 422)
    row = CompetencyModelRow.objects.get(key="ours")
    assert model_of(current(row)) == other
    assert (row.owner, row.shipped) == (people.personnel_staff, False)
    kept = current(row).document
    assert kept is not None
    assert kept.original() == sent


def test_a_scale_read_upside_down_in_a_csv_is_refused_with_its_place_and_nothing_is_kept(
    competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.personnel_staff)
    address = reverse("web:competency_model_next", args=["harbor"])
    model = CompetencyModel.model_validate(changed(name="Harbor anew"))
    lines = model_file(model, "csv").decode("utf-8-sig")
    for wrong in (
        lines.replace("scale,,Never,,,,1", "scale,,Never,,,,3").replace("scale,,Always,,,,3", "scale,,Always,,,,1"),
        lines.replace("scale,,Never,,,,1", "scale,,Top,,,,").replace("scale,,Sometimes,,,,2", "scale,,Middle,,,,")
        .replace("scale,,Always,,,,3", "scale,,Bottom,,,,"),
    ):  # fmt: skip
        assert wrong != lines
        page = text(client.post(address, {"file": SimpleUploadedFile("h.csv", wrong.encode())}), 422)
        assert "competencies.scale_direction" in page
    mixed = lines.replace("scale,,Always,,,,3", "scale,,Always,,,,2")
    page = text(client.post(address, {"file": SimpleUploadedFile("h.csv", mixed.encode())}), 422)
    assert "are not 1 to 3, each once" in page
    assert current(competency_models.harbor).number == 2


def test_the_owner_alone_is_told_how_well_the_questions_hang_together(
    competency_models: Any, people: Any, signed_in: SignedIn, at: datetime
) -> None:
    told = {"alpha": 0.873, "low": 0.81, "high": 0.92, "items": 2, "n": 41}
    version = current(competency_models.harbor)
    CompetencyReliability.objects.create(
        version=version, role="mate", salt="s", sealed="x", told_json=canonical_json(told)
    )
    CompetencyReliability.objects.create(version=version, role="master", salt="s", sealed="x")
    address = reverse("web:competency_model", args=["harbor"])
    page = text(signed_in(people.personnel_staff).get(address))
    assert "0.87" in page
    assert "0.81 and 0.92" in page
    assert "Undetermined: too few have answered" in page
    for other in (people.personnel_director, people.executive, people.auditor):
        page = text(signed_in(other).get(address))
        assert "alpha" not in page
        assert "0.87" not in page
    do("retire_competency_model", people.personnel_staff, at, row=competency_models.harbor, because="Old.")
    assert "0.87" in text(signed_in(people.personnel_staff).get(address))


def test_a_line_of_the_crosswalk_is_drawn_once_and_withdrawn_with_a_reason(
    competency_models: Any, people: Any, signed_in: SignedIn
) -> None:
    client = signed_in(people.personnel_staff)
    harbor, maine = competency_models.harbor.pk, competency_models.maine.pk
    given = {"one": f"{harbor}/course", "how": "partly", "other": f"{maine}/visionary", "because": "Where one goes."}
    assert client.post(reverse("web:crosswalk_new"), given).status_code == 302
    line = CompetencyCrosswalk.objects.get(one=harbor)
    assert line.partly
    back = {**given, "one": given["other"], "other": given["one"]}
    assert "competencies.crosswalk_stands" in text(client.post(reverse("web:crosswalk_new"), back), 409)
    same = {**given, "other": f"{harbor}/care"}
    assert "from one model to another" in text(client.post(reverse("web:crosswalk_new"), same), 422)
    page = text(client.get(f"{reverse('web:crosswalk')}?model=maine"))
    assert "Visionary Maine leadership competencies Is covered in part by Course" in page
    gone = client.post(reverse("web:crosswalk_withdraw", args=[line.pk]), {"because": "They differ."})
    assert gone.status_code == 302
    assert "Where one goes." not in text(client.get(reverse("web:crosswalk")))
    assert "Withdrawn: They differ." in text(client.get(f"{reverse('web:crosswalk')}?withdrawn=1"))


def test_a_class_is_shown_with_the_sentences_that_call_for_a_competency_and_with_what_stays_open(
    competency_models: Any, people: Any, signed_in: SignedIn, at: datetime
) -> None:
    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    revision = PlanRevision.objects.get(key="kansas").revision
    client = signed_in(people.analyst)
    class_page = client.get(reverse("web:class", args=["kansas", revision, "4275A4"])).content.decode()
    address = reverse("web:competency_class", args=["kansas", revision, "4275A4"])
    assert address in class_page
    page = client.get(address)
    said = text(page)
    assert "Kansas stewardship and quality principles" in said
    assert "Role of the class Public Service Executive IV" in said
    assert "<mark>Develops subordinate</mark> managers" in page.content.decode()
    maine = text(client.get(f"{address}?model=maine"))
    assert "Undetermined: the model does not name this class" in maine
    manager = reverse("web:competency_class", args=["maine", 1, "public-service-manager-i"])
    assert "That is no proof that it is not needed" in text(client.get(manager))
    assert address not in client.get(reverse("web:class", args=["kansas", revision, "4272A4"])).content.decode()
    public = signed_in(None).get(reverse("web:class", args=["kansas", revision, "4275A4"])).content.decode()
    assert address not in public


def test_a_retired_model_takes_no_next_version_on_any_page(
    competency_models: Any, people: Any, signed_in: SignedIn, at: datetime
) -> None:
    do(
        "retire_competency_model",
        people.personnel_staff,
        at,
        row=competency_models.harbor,
        because="The harbor closed.",
    )
    client = signed_in(people.personnel_staff)
    for name in ("change", "next", "retire", "take_over"):
        page = text(client.get(reverse(f"web:competency_model_{name}", args=["harbor"])), 409)
        assert "competencies.model_out_of_use" in page
    page = text(client.get(reverse("web:competency_model", args=["harbor"])))
    assert "Retired: The harbor closed." in page
    assert "Write the next version" not in page


def test_the_small_model_of_the_tests_is_sound() -> None:
    assert CompetencyModel.model_validate(SMALL).key == "harbor"
