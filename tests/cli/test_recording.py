"""Commands that write: import, allocate --record, decide, undo, verify, and what an office needs to begin."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas

pytestmark = pytest.mark.usefixtures("on_record")

SPECIFICATION = (
    "Harbour Pilot Series\n\nJob Code\tJob Title\tPay Grade\n9101\tHarbour Pilot\t20\n\n"
    "DEFINITION:\n\nBrings ships in.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good specifications, and three files that are none."""
    for name, text in (
        ("a.txt", SPECIFICATION),
        ("z.txt", SPECIFICATION.replace("Pilot", "Diver").replace("9101", "9102")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.docx").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    return tmp_path


def test_a_bad_file_does_not_stop_the_others_and_leaves_nothing_behind(meritbook: Callable, folder: Path) -> None:
    from meritbook.records.models import PlanRevision, StoredDocument

    ran = meritbook("import", folder, folder / "missing.txt", "--json")
    assert (ran.code, ran.err) == (1, "")
    jsonschema.validate(ran.json, schemas()["import"])
    assert (ran.json["imported"], ran.json["failed"]) == (2, 4)
    for one in ran.json["files"]:
        if one["status"] == "failed":
            assert one["error"]["code"] != "meritbook.unexpected"
            assert one["error"]["to_do"]
        else:
            assert one["characters"]["placed"] + one["characters"]["unplaced"] == one["characters"]["total"]
    assert (StoredDocument.objects.count(), PlanRevision.objects.count()) == (2, 2)


def test_a_contradictory_description_is_not_kept_for_an_allocation(
    meritbook: Callable, people: Any, tmp_path: Path
) -> None:
    from meritbook.records.models import Position

    path = tmp_path / "description.json"
    path.write_text('{"number": "7", "duties": [{"text": "Directs two programs.", "percent": 97}]}', encoding="utf-8")
    ran = meritbook("allocate", path, "--record", "--as", "agency_hr", "--department", "revenue", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "position.percent_total")
    assert not Position.objects.filter(number="7").exists()


def test_the_same_file_again_changes_nothing(meritbook: Callable, folder: Path) -> None:
    from meritbook.records.models import LedgerEntry

    assert meritbook("import", folder / "a.txt").code == 0
    before = LedgerEntry.objects.count()
    ran = meritbook("import", folder / "a.txt", folder / "a.txt", "--json")
    assert (ran.code, ran.json["known"], len(ran.json["files"])) == (0, 1, 1)
    assert LedgerEntry.objects.count() == before


def test_what_was_finished_before_an_interruption_stays_and_a_second_run_goes_on(
    meritbook: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import import_document

    perform, calls = import_document.perform, []

    def interrupted(*args: Any, **more: Any) -> Any:
        calls.append(more["name"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return perform(*args, **more)

    good = [folder / "a.txt", folder / "z.txt"]
    monkeypatch.setattr(import_document, "perform", interrupted)
    first = meritbook("import", *good)
    assert first.code == 130
    assert "1 imported" in first.out
    assert "1 not reached" in first.out
    second = meritbook("import", *good, "--json")
    assert (second.code, second.json["known"], second.json["imported"]) == (0, 1, 1)


def test_an_error_that_nobody_foresaw_is_logged_and_shown_without_its_traceback(
    meritbook: Callable, folder: Path, monkeypatch: pytest.MonkeyPatch, no_records: Path
) -> None:
    from meritbook.actions import import_document

    no_records.mkdir()
    monkeypatch.setattr(import_document, "perform", lambda *_, **__: 1 // 0)
    ran = meritbook("import", folder / "a.txt", "--json")
    error = ran.json["files"][0]["error"]
    assert (ran.code, error["code"]) == (1, "meritbook.unexpected")
    log = Path(error["where"])
    assert log.parent == no_records
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
    assert "Traceback" not in ran.out + ran.err


def test_a_decision_is_taken_undone_and_proved(
    meritbook: Callable, official_version: Any, plan_revision: Any, people: Any, departments: Any, tmp_path: Path
) -> None:
    path = tmp_path / "description.json"
    path.write_text(official_version.description.model_dump_json(), encoding="utf-8")
    recorded = meritbook("allocate", path, "--record", "--as", "analyst", "--department", "REVENUE", "--json")
    assert recorded.code == 0, recorded.out
    number = official_version.position.number
    decided = meritbook(
        "decide", number, "--as", "analyst", "--class", "9001", "--reason", "The policy is set elsewhere.", "--json"
    )
    assert decided.code == 0, decided.out
    jsonschema.validate(decided.json, schemas()["decision"])
    assert (decided.json["class_code"], len(decided.json["letter_pdf"])) == ("9001", 64)
    again = meritbook("decide", number, "--as", "second_analyst", "--none", "--reason", "Neither.", "--json")
    assert (again.code, again.json["error"]["code"]) == (3, "decision.already_decided")
    undone = meritbook("undo", number, "--as", "analyst", "--reason", "A document was missing.", "--json")
    assert (undone.code, undone.json["outcome"]) == (0, "withdrawn")
    proof = meritbook("verify", "--json")
    jsonschema.validate(proof.json, schemas()["verify"])
    assert (proof.code, proof.json["sound"]) == (0, True)


def test_who_may_not_decide_is_told_so(
    meritbook: Callable, official_version: Any, plan_revision: Any, people: Any
) -> None:
    from meritbook.actions import Actor, run_allocation
    from meritbook.records import clock

    run_allocation.perform(Actor(people.analyst), at=clock.now(), why="Asked for.", version=official_version)
    ran = meritbook("decide", official_version.position.number, "--as", "auditor", "--none", "--reason", "x", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "permission.denied")


def test_an_altered_row_is_found_with_its_place_and_exit_code_one(meritbook: Callable, position: Any) -> None:
    type(position).objects.filter(pk=position.pk).update(title="Another")
    ran = meritbook("verify")
    assert ran.code == 1
    assert f"position:{position.pk}" in ran.out


def test_an_anchor_finds_entries_cut_off_and_a_bad_one_is_refused(meritbook: Callable, position: Any) -> None:
    anchor = meritbook("verify", "--json").json["anchor"]
    assert meritbook("verify", "--anchor", anchor).code == 0
    count, mark = anchor.split(":")
    assert meritbook("verify", "--anchor", f"{int(count) + 1}:{mark}").code == 1
    assert meritbook("verify", "--anchor", "yesterday", "--json").json["error"]["code"] == "ledger.anchor"


def test_an_office_begins_with_its_first_administrator(meritbook: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a ferry leaves at seven\n"))
    assert meritbook("user", "add", "root.admin", "--name", "Ada Okonjo", "--password-stdin").code == 0
    ran = meritbook("role", "grant", "root.admin", "system_administrator", "--json")
    jsonschema.validate(ran.json, schemas()["person"])
    assert ran.json["roles"] == ["system_administrator"]
    assert meritbook("department", "add", "REV", "Department of Revenue", "--as", "root.admin").code == 0
    made = meritbook("token", "make", "root.admin", "--name", "reports", "--json")
    jsonschema.validate(made.json, schemas()["token"])
    assert meritbook("token", "revoke", "root.admin", "--name", "reports").code == 0


def test_a_weak_password_and_an_unknown_role_are_refused(
    meritbook: Callable, monkeypatch: pytest.MonkeyPatch, people: Any
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("password\n"))
    ran = meritbook("user", "add", "someone", "--name", "Some One", "--password-stdin", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "user.password")
    ran = meritbook("role", "grant", "nobody", "king", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "cli.unknown_name")


@pytest.mark.corpus
def test_the_five_sources_import_with_nothing_lost(meritbook: Callable) -> None:
    sources = Path(__file__).parents[3] / "shared" / "sources"
    if not sources.is_dir():
        pytest.skip("../shared/sources is not here")
    ran = meritbook("import", sources, "--json")
    assert (ran.code, ran.json["imported"]) == (0, 5)
    for one in ran.json["files"]:
        counts = one["characters"]
        text = (Path(one["file"])).read_text(encoding="utf-8")
        assert counts["total"] == sum(not char.isspace() for char in text)
        assert counts["placed"] + counts["unplaced"] == counts["total"]
    assert {one["plan"] for one in ran.json["files"]} == {"kansas", "maine", "pennsylvania", "iowa", "colorado"}


def test_a_person_who_left_is_shut_out_and_let_in_again_by_an_administrator(meritbook: Callable, people: Any) -> None:
    why = ("--as", "system_administrator", "--why", "Retired.", "--json")
    gone = meritbook("user", "deactivate", "analyst", *why)
    assert (gone.code, gone.json["active"], gone.json["roles"]) == (0, False, [])
    again = meritbook("user", "deactivate", "analyst", *why)
    assert (again.code, again.json["error"]["code"]) == (3, "user.shut_out")
    back = meritbook("user", "reactivate", "analyst", *why)
    assert (back.json["active"], back.json["roles"]) == (True, ["analyst"])
    jsonschema.validate(back.json, schemas()["person"])
    ended = meritbook("role", "end", "analyst", "analyst", *why)
    assert (ended.code, ended.json["roles"]) == (0, [])
    refused = meritbook("user", "deactivate", "nobody", "--as", "analyst", "--why", "Spite.", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "permission.denied")


def test_a_forgotten_password_is_set_anew(meritbook: Callable, people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("gulls over nine piers\n"))
    assert meritbook("user", "password", "nobody", "--why", "Forgotten.", "--password-stdin").code == 0
    people.nobody.refresh_from_db()
    assert people.nobody.check_password("gulls over nine piers")


def test_a_department_is_abolished_from_a_day(meritbook: Callable, people: Any) -> None:
    taken = ("--as", "system_administrator", "--why", "Merged.", "--json")
    assert meritbook("department", "end", "transport", "--ends-before", "2026-13-01", *taken).code == 3
    ended = meritbook("department", "end", "transport", "--ends-before", "2031-07-01", *taken)
    assert (ended.code, ended.json["ends_before"]) == (0, "2031-07-01")
    jsonschema.validate(ended.json, schemas()["department"])
