"""What a law pack may not say, each refusal with its code, its file and its key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.law.making import CHECK, FILES, LONGEST, law_with, write
from meritbook.core.law.errors import PackError
from meritbook.law import check_quotes, load_law, read_law
from meritbook.law.quotes import QuoteError

RULE, PACK, FACTS = "rules/boat.rule.toml", "pack.toml", "facts.toml"
LONG = "parameters/boat.longest.toml"
VALUE = LONGEST[LONGEST.index("[[values]]") :]
EARLIER = VALUE.replace("2020-01-01", "2019-01-01\nends_before = 2020-02-01")


def test_the_made_up_law_is_read(tmp_path: Path) -> None:
    law = read_law(write(tmp_path))
    assert list(law.rules) == ["boat.rule"]
    assert law.readings_of("boat.rule")[0].id == "with-bowsprit"
    assert law.parameters_of("boat.rule") == ("boat.longest", "mark.least")


REFUSED = [
    # what stands in the file twice, or is not known
    (PACK, 'name = "A made', 'key = "made-up"\nname = "A made', "law.not_toml", "pack.toml"),
    (PACK, 'note = "All', 'motto = "x"\nnote = "All', "law.unknown_key", "pack.toml: motto"),
    (FACTS, "places = 1", "plases = 1", "law.unknown_key", "facts.toml: facts.0.plases"),
    (FACTS, "[[facts]]\nname", "[[fakts]]\nname", "law.unknown_key", "facts.toml: fakts"),
    (RULE, 'draft = "caution"', 'draft = "caution"\nsoon = true', "law.unknown_key", f"{RULE}: effect.soon"),
    (FACTS, "boat.built_on", "boat.length", "law.duplicate_id", "facts.toml: boat.length"),
    (FACTS, 'name = "boat.length"', 'name = "boat.longest"', "law.duplicate_id", "facts.toml: boat.longest"),
    (PACK, 'key = "made-up"', 'key = "other"', "law.pack_invalid", "pack.toml: key"),
    (RULE, 'id = "boat.rule"', 'id = "boat.other"', "law.pack_invalid", f"{RULE}: id"),
    # days
    (LONG, VALUE, EARLIER + VALUE, "law.values_overlap", f"{LONG}: boat.longest.values"),
    (LONG, VALUE, VALUE + VALUE, "law.values_overlap", f"{LONG}: boat.longest.values"),
    (LONG, "2020-01-01", "2020-01-02", "law.values_gap", f"{LONG}: boat.longest.values"),
    (LONG, "2020-01-01", "2020-01-01\nends_before = 2020-12-31", "law.values_gap", f"{LONG}: boat.longest.values"),
    (
        LONG,
        VALUE,
        VALUE.replace("2020-01-01", "2020-01-01\nends_before = 2020-03-01") + VALUE.replace("2020-01-01", "2020-03-02"),
        "law.values_gap",
        f"{LONG}: boat.longest.values",
    ),
    (LONG, "2020-01-01", "2020-01-01\nends_before = 2020-01-01", "law.pack_invalid", f"{LONG}: values.0"),
    # citations
    (RULE, 'citation = { source = "book", place = "page 1" }\n', "", "law.citation_missing", f"{RULE}: citation"),
    (
        LONG,
        'citation = { source = "book", place = "page 1", quote = "no longer than ten" }',
        "",
        "law.citation_missing",
        f"{LONG}: values.0.citation",
    ),
    (RULE, 'source = "book"', 'source = "letter"', "law.citation_missing", f"{RULE}: boat.rule.citation"),
    (LONG, 'source = "book", ', "", "law.pack_invalid", f"{LONG}: values.0.citation.source"),
    (
        LONG,
        "no longer than ten",
        "one two three four five six seven eight nine ten",
        "law.quote_not_found",
        f"{LONG}: boat.longest.values.0.citation",
    ),
    # values and units
    (LONG, "value = 10\n", 'value = "06-30"\n', "law.pack_invalid", f"{LONG}: boat.longest.values.0.value"),
    (LONG, "value = 10\n", "value = -1\n", "law.pack_invalid", f"{LONG}: boat.longest.values.0.value"),
    (LONG, "ve = 12.5", "ve = -1", "law.pack_invalid", f"{LONG}: boat.longest.values.0.alternative"),
    (LONG, "value = 10\n", "value = nan\n", "law.pack_invalid", f"{LONG}: values.0.value.decimal"),
    (LONG, 'unit = "m"', 'unit = "m//2"', "law.pack_invalid", f"{LONG}: boat.longest.unit"),
    (LONG, 'unit = "m"', 'unit = "month-day"', "law.pack_invalid", f"{LONG}: boat.longest.values.0.value"),
    (LONG, 'unit = "m"', 'unit = "dates"', "law.pack_invalid", f"{LONG}: boat.longest.values.0.value"),
    (LONG, 'unit = "m"', 'unit = "ft"', "law.expression_type", f"{RULE}: boat.rule.check"),
    (LONG, "alternative = 12.5\n", "", "law.pack_invalid", LONG),
    (LONG, 'reading = "with-bowsprit"', 'reading = "without"', "law.pack_invalid", f"{LONG}: boat.longest.reading"),
    (FACTS, "coast.harbors", "coast.islands", "law.pack_invalid", "facts.toml: boat.harbor.table"),
    (FACTS, 'unit = "m"\n', "", "law.pack_invalid", "facts.toml: facts.0"),
    (FACTS, 'kind = "date"', 'kind = "date"\nunit = "day"', "law.pack_invalid", "facts.toml: facts.1"),
    (FACTS, 'kind = "choice"\n', 'kind = "yes_no"\n', "law.pack_invalid", "facts.toml: facts.5"),
    (FACTS, "boat.sails", "boat.class", "law.pack_invalid", "facts.toml: boat.class"),
    # checks
    (RULE, "boat.sails and", "boat.sale and", "law.expression_unknown_name", f"{RULE}: boat.rule.check"),
    (RULE, "holds(", "keeps(", "law.expression_unknown_name", f"{RULE}: boat.rule.check"),
    (RULE, '"coast.harbors")', '"coast.islands")', "law.expression_unknown_name", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", "boat.sails and and", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", "boat.sails[0] and", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", "(lambda: boat.sails)() and", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", "boat.sails is True and", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.length <=", "boat.length / 2 <=", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.length <=", "1.5 <=", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    (RULE, "boat.length <=", "5 <=", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, "boat.length <=", "boat.built_on <=", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", "boat.length and", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, "by(boat.inspected,", "by(boat.built_on,", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, "boat.sails and", 'boat.harbor == "east" and', "law.expression_unknown_name", f"{RULE}: boat.rule.check"),
    (
        RULE,
        "<= boat.longest and",
        "* boat.length * boat.length <= boat.length and",
        "law.expression_type",
        f"{RULE}: boat.rule.check",
    ),
    (RULE, "<= boat.longest and", "// boat.length == 1 and", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, CHECK, "boat.longest", "law.expression_type", f"{RULE}: boat.rule.check"),
    (RULE, CHECK, "boat.sails", "law.pack_invalid", "facts.toml: boat.length"),
    (RULE, CHECK, "not " * 300 + "boat.sails", "law.expression_invalid", f"{RULE}: boat.rule.check"),
    # sentences, steps and alternatives
    (RULE, "Saw off {boat.length}", "Saw off {boat.mast}", "law.expression_unknown_name", f"{RULE}: boat.rule.cure"),
    (RULE, "{boat.longest}.", "{boat.width}.", "law.expression_unknown_name", f"{RULE}: boat.rule.sentences.not_met"),
    (
        RULE,
        'draft = "caution"',
        'draft = "caution"\nfrom_step = "soon"',
        "law.expression_unknown_name",
        f"{RULE}: boat.rule.effect.from_step",
    ),
    (
        RULE,
        'draft = "caution"',
        'draft = "caution"\ndone_step = "longest"',
        "law.expression_unknown_name",
        f"{RULE}: boat.rule.effect.done_step",
    ),
    (
        RULE,
        "[effect]",
        '[[alternatives]]\nreading = "none"\ncheck = "boat.sails"\n\n[effect]',
        "law.pack_invalid",
        f"{RULE}: boat.rule.alternatives",
    ),
    (
        RULE,
        "[effect]",
        '[[alternatives]]\nreading = "with-bowsprit"\n\n[effect]',
        "law.pack_invalid",
        f"{RULE}: alternatives.0",
    ),
    (
        RULE,
        "[effect]",
        '[[alternatives]]\nreading = "with-bowsprit"\nsteps = { soon = "boat.sails" }\n\n[effect]',
        "law.expression_unknown_name",
        f"{RULE}: boat.rule.alternatives",
    ),
    (
        RULE,
        "[effect]",
        '[[steps]]\nname = "min"\nsays = "Taken."\nexpression = "boat.sails"\n\n[effect]',
        "law.duplicate_id",
        f"{RULE}: boat.rule.steps.min",
    ),
]


SENTENCE = re.compile(r"[A-Za-z“].* .*\.", re.DOTALL)


@pytest.mark.parametrize(("file", "old", "new", "code", "where"), REFUSED)
def test_a_pack_with_a_mistake_is_refused_with_file_and_key(
    tmp_path: Path, file: str, old: str, new: str, code: str, where: str
) -> None:
    with pytest.raises(PackError) as caught:
        law_with(tmp_path, file, old, new)
    assert caught.value.code == code, caught.value
    assert caught.value.where == where
    assert SENTENCE.fullmatch(caught.value.message), caught.value.message
    assert caught.value.to_do


def test_a_divisor_that_is_nought_is_refused(tmp_path: Path) -> None:
    home = write(tmp_path)
    for file, old, new in (
        (RULE, "boat.length <= boat.longest", "boat.length // boat.longest <= 3"),
        (LONG, "alternative = 12.5", "alternative = 0"),
    ):
        path = home / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(PackError, match="divides, and is not more than nought"):
        read_law(home)


@pytest.mark.parametrize("name", ["notes.txt", "rules/notes.txt", "more/pack.toml"])
def test_a_file_that_no_pack_has_is_refused(tmp_path: Path, name: str) -> None:
    home = write(tmp_path)
    (home / name).parent.mkdir(exist_ok=True)
    (home / name).write_text("x", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_law(home)
    assert caught.value.code == "law.unknown_key"


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no pack\.toml"):
        read_law(tmp_path)


def test_a_quote_is_found_in_its_source_whatever_its_spaces_and_case(tmp_path: Path) -> None:
    law = read_law(write(tmp_path))
    (tmp_path / "book.txt").write_text("A boat may be\nNo  longer **than** ten steps.", encoding="utf-8")
    assert check_quotes(law, tmp_path) == ("parameters/boat.longest.toml: boat.longest.values.0.citation",)


def test_a_quote_that_its_source_does_not_hold_is_refused(tmp_path: Path) -> None:
    law = read_law(write(tmp_path))
    (tmp_path / "book.txt").write_text("A boat may be no longer than eleven steps.", encoding="utf-8")
    with pytest.raises(QuoteError, match="does not stand in") as caught:
        check_quotes(law, tmp_path)
    assert caught.value.where == "parameters/boat.longest.toml: boat.longest.values.0.citation"


def test_a_source_that_is_not_at_hand_is_passed_over(tmp_path: Path) -> None:
    assert check_quotes(read_law(write(tmp_path)), tmp_path) == ()


def test_the_files_of_the_made_up_law_are_all_replaced_somewhere() -> None:
    assert {file for file, *_ in REFUSED} <= set(FILES)


def test_a_shipped_pack_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Exception, match="colorado-ses") as caught:
        load_law("atlantis")
    assert getattr(caught.value, "code", "") == "law.unknown_pack"
