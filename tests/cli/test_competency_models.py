"""`competencies …`: models listed, shown, compared, taken in, crosswalks, and what a class calls for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from competency_model_world import changed
from meritbook.actions.competency_models import current
from meritbook.cli.answers import schemas
from meritbook.core.competencies.model import CompetencyModel
from meritbook.writers.competency_models import model_file

pytestmark = pytest.mark.django_db
STAFF, EXECUTIVE = ("--as", "personnel_staff"), ("--as", "executive")
WHY = ("--why", "As the office has it.")


def test_models_are_listed_shown_written_to_a_file_and_compared(
    meritbook: Callable[..., Any], on_record: None, competency_models: Any, tmp_path: Path
) -> None:
    found = meritbook("competencies", "models", *EXECUTIVE, "--json")
    jsonschema.validate(found.json, schemas()["competencies-models"])
    assert [one["key"] for one in found.json["models"]] == ["harbor", "kansas", "maine"]
    one = meritbook("competencies", "model", "harbor", *EXECUTIVE, "--role", "master", "--json")
    jsonschema.validate(one.json, schemas()["competencies-model"])
    assert (one.json["number"], one.json["reliability"]) == (2, None)
    assert (
        "Asks the crew what worries them."
        in meritbook("competencies", "model", "harbor", *EXECUTIVE, "--role", "master").out
    )
    file = tmp_path / "harbor.xlsx"
    assert meritbook("competencies", "model", "harbor", *EXECUTIVE, "--to", str(file)).code == 0
    assert file.read_bytes().startswith(b"PK")
    wrong = meritbook("competencies", "model", "harbor", *EXECUTIVE, "--to", str(tmp_path / "harbor.doc"), "--json")
    assert wrong.json["error"]["code"] == "competencies.model_kind"
    changes = meritbook("competencies", "compare", "harbor", *EXECUTIVE, "--json")
    jsonschema.validate(changes.json, schemas()["competencies-model-changes"])
    assert [each["what"] for each in changes.json["changes"]["model"]] == ["What it is"]
    assert "What it is: “What the harbor office asks" in meritbook("competencies", "compare", "harbor", *EXECUTIVE).out
    assert meritbook("competencies", "models", "--as", "system_administrator", "--json").json["error"]["code"] == (
        "permission.denied"
    )


def test_a_model_is_taken_in_taken_over_and_retired(
    meritbook: Callable[..., Any], on_record: None, competency_models: Any, tmp_path: Path
) -> None:
    file = tmp_path / "harbor.csv"
    file.write_bytes(model_file(CompetencyModel.model_validate(changed(says="Anew.")), "csv"))
    refused = meritbook("competencies", "take", str(file), *EXECUTIVE, *WHY, "--of", "harbor", "--json")
    assert refused.json["error"]["code"] == "permission.denied"
    taken = meritbook("competencies", "take", str(file), *STAFF, *WHY, "--of", "harbor", "--json")
    jsonschema.validate(taken.json, schemas()["competencies-model"])
    assert (taken.json["number"], taken.json["model"]["says"]) == (3, "Anew.")
    again = meritbook("competencies", "take", str(file), *STAFF, *WHY, "--of", "harbor", "--json")
    assert again.json["error"]["code"] == "competencies.model_unchanged"
    new = meritbook("competencies", "take", str(file), *STAFF, *WHY, "--json")
    assert new.json["error"]["code"] == "name.taken"
    other = meritbook("competencies", "take", str(file), *STAFF, *WHY, "--of", "maine", "--json")
    assert other.json["error"]["code"] == "competencies.other_model"
    mine = meritbook("competencies", "take-over", "maine", *STAFF, *WHY, "--json")
    assert mine.json["line"]["owner"] == "personnel_staff"
    assert mine.json["reliability"] == []
    gone = meritbook("competencies", "retire", "harbor", *STAFF, *WHY, "--because", "Closed.", "--json")
    assert gone.json["retired_because"] == "Closed."
    assert current(competency_models.harbor).number == 3


def test_lines_of_the_crosswalk_are_listed_drawn_and_withdrawn(
    meritbook: Callable[..., Any], on_record: None, competency_models: Any
) -> None:
    listed = meritbook("competencies", "crosswalk", *EXECUTIVE, "--model", "kansas", "--json")
    jsonschema.validate(listed.json, schemas()["competencies-crosswalk"])
    assert {one["one"] for one in listed.json["lines"]} == {"kansas"}
    drawn = meritbook(
        "competencies", "draw-line", "harbor/course", "maine/visionary", *STAFF, *WHY, "--because", "Where one goes.",
        "--partly", "--json",
    )  # fmt: skip
    (line,) = drawn.json["lines"]
    assert line["how"] == "covers a part of"
    none = meritbook(
        "competencies", "draw-line", "harbor/moon", "maine/visionary", *STAFF, *WHY, "--because", "X.", "--json"
    )
    assert none.json["error"]["code"] == "competencies.crosswalk"
    gone = meritbook(
        "competencies", "withdraw-line", str(line["id"]), *STAFF, *WHY, "--because", "They differ.", "--json"
    )
    assert gone.json["lines"][0]["withdrawn_because"] == "They differ."
    assert "They differ." in meritbook("competencies", "crosswalk", *EXECUTIVE, "--withdrawn").out


def test_a_class_is_shown_with_what_it_calls_for(
    meritbook: Callable[..., Any], on_record: None, competency_models: Any, at: datetime
) -> None:
    from meritbook.actions import SYSTEM, install_shipped_plans

    install_shipped_plans.perform(SYSTEM, at=at, why="Set-up.")
    found = meritbook("competencies", "class", "maine", "public-service-manager-i", *EXECUTIVE, "--json")
    jsonschema.validate(found.json, schemas()["competencies-class"])
    assert (found.json["model"], found.json["role"]) == ("maine", "manager")
    told = meritbook("competencies", "class", "maine", "public-service-manager-i", *EXECUTIVE).out
    assert "no proof that it is not needed" in told
    assert "(definition)" in told
