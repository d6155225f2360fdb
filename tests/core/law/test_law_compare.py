"""Two law packs side by side."""

from __future__ import annotations

from pathlib import Path

from core.law.making import write
from meritbook.core.law.compare import Difference, differences
from meritbook.law import load_law, read_law

RULES = "rules/boat.rule.toml"


def test_two_packs_are_told_apart_key_by_key_and_where_each_stands_is_not_compared(tmp_path: Path) -> None:
    first = read_law(write(tmp_path / "first"))
    home = write(tmp_path / "second")
    for file, old, new in (
        ("facts.toml", "The boat has sails.", "It has sails."),
        ("facts.toml", 'kind = "number"\n', 'kind = "number"\nmost = 99\n'),
        ("parameters/boat.longest.toml", "value = 10\n", "value = 11\n"),
        ("parameters/boat.longest.toml", "page 1", "page 7"),
        ("tables/coast.harbors.toml", 'key = "south"', 'key = "east"'),
        ("readings.toml", "It counts.", "It does."),
        (RULES, "It is short.", "It is small."),
        (RULES, 'place = "page 1"', 'place = "page 7"'),
    ):
        path = home / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    found = [(one.kind, one.id, one.key, one.first, one.second) for one in differences(first, read_law(home))]
    assert found == [
        ("rule", "boat.rule", "sentences.met", "It is short.", "It is small."),
        ("parameter", "boat.longest", "values.0.value", "10", "11"),
        ("reading", "with-bowsprit", "taken", "It counts.", "It does."),
        ("table", "coast.harbors", "rows.1.key", "south", "east"),
        ("fact", "boat.length", "most", "", "99"),
        ("fact", "boat.sails", "says", "The boat has sails.", "It has sails."),
    ]
    assert all(one.only_in == "" for one in differences(first, read_law(home)))


def test_a_row_that_only_one_of_two_tables_has_is_told_from_either_side(tmp_path: Path) -> None:
    first, home = read_law(write(tmp_path / "first")), write(tmp_path / "second")
    table = home / "tables" / "coast.harbors.toml"
    more = '\n[[rows]]\nkey = "east"\nsays = "The eastern harbor."\n'
    table.write_text(table.read_text(encoding="utf-8") + more, encoding="utf-8")
    second = read_law(home)
    added = [(one.key, one.first, one.second) for one in differences(first, second)]
    assert added == [
        ("rows.2.key", "", "east"),
        ("rows.2.says", "", "The eastern harbor."),
        ("rows.2.holds", "", "True"),
    ]
    assert [(one.key, one.second, one.first) for one in differences(second, first)] == added


def test_what_only_one_of_two_packs_has_is_told_with_its_pack() -> None:
    first, second = load_law("washington-ms"), load_law("iowa-prs")
    found = {(one.kind, one.id): one for one in differences(first, second)}
    assert found["parameter", "panel.least"] == Difference(kind="parameter", id="panel.least", only_in="washington-ms")
    assert found["fact", "decision.made"] == Difference(kind="fact", id="decision.made", only_in="iowa-prs")
    assert {kind for kind, _ in found} == {"rule", "parameter", "table", "fact"}
