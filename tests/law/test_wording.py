"""Checks in words: what people read who do not read the language of checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from meritbook.core.law.tree import FactNode, ParameterNode, StepNode, walk
from meritbook.core.law.wording import Phrase, Wording
from meritbook.law import load_law, load_laws


def lines(phrase: Phrase, depth: int = 0) -> Iterator[str]:
    """The lines of a phrase, each as far in as it stands."""
    yield "  " * depth + phrase.text
    for part in phrase.parts:
        yield from lines(part, depth + 1)


def wording(pack: str, rule: str) -> Wording:
    law = load_law(pack)
    return Wording(law, law.rule(rule))


def test_a_cap_is_said_with_the_words_of_its_fact_and_its_parameter() -> None:
    (line,) = lines(wording("colorado-ses", "seats.state_cap").check())
    assert line == (
        "Positions in the service in the whole state, with the one at hand: "
        "at most the most positions that the service may have in the whole state."
    )


def test_a_deadline_is_said_by_case() -> None:
    assert list(lines(wording("colorado-ses", "contract.due").check())) == [
        "By case:",
        "  Where it is so that the contract that is due is the first after hire or movement into the plan:",
        "    The contract that is due was agreed, and all have signed it, by the last day after hire or movement.",
        "  Otherwise:",
        "    The contract that is due was agreed, and all have signed it, by the last day before the fiscal year.",
    ]


def test_what_must_not_be_so_is_said_in_one_line_and_of_several_as_a_list() -> None:
    found = list(lines(wording("colorado-ses", "appointment.authority").check()))
    assert "    Not so: the executive transfers from another position of the service." in found
    at = found.index("  Not all of these:")
    assert found[at + 1 : at + 3] == [
        "    A position that somebody holds moves from another pay plan into the service.",
        "    The move is recorded as a promotion.",
    ]


def test_a_row_of_a_table_is_said_with_what_the_table_says_of_it() -> None:
    found = list(lines(wording("iowa-prs", "location.administrator").check()))
    assert found[1].strip() == (
        "Not so: the class of the position: one of which it is said, "
        "“The class is bound to the Department of Management”, in the table “The classes of the series”."
    )


def test_the_other_reading_is_said_step_by_step() -> None:
    ((name, phrase),) = wording("colorado-ses", "seats.department_entitlement").changes("whole-hundreds")
    assert name == "by_size"
    assert phrase.text.endswith(", a started time counting whole.")


def test_a_reading_that_lies_in_a_value_changes_no_word_of_the_check() -> None:
    law = load_law("colorado-ses")
    of_value = {one.reading for one in law.parameters.values() if one.reading}
    rule = next(one for one in law.rules if any(reading.id in of_value for reading in law.readings_of(one)))
    reading = next(one.id for one in law.readings_of(rule) if one.id in of_value)
    assert Wording(law, law.rules[rule]).changes(reading) == ()


def _named(phrase: Phrase) -> set[tuple[str, str]]:
    own = {(piece.kind, piece.name) for piece in phrase.pieces if piece.name}
    return own.union(*(_named(part) for part in phrase.parts))


@pytest.mark.parametrize("pack", list(load_laws()))
def test_the_words_of_every_rule_speak_of_all_that_its_check_reads(pack: str) -> None:
    law = load_law(pack)
    for rule in law.rules.values():
        compiled, words = law.compiled[rule.id], Wording(law, rule)
        phrases = [words.check(), *(words.step(name) for name in compiled.steps)]
        if (applies := words.applies()) is not None:
            phrases.append(applies)
        kinds = {FactNode: "fact", ParameterNode: "parameter", StepNode: "step"}
        read = {
            (kinds[type(node)], node.text)
            for root in (compiled.check, *compiled.steps.values(), *([compiled.applies] if compiled.applies else []))
            for node in walk(root)
            if type(node) in kinds
        }
        said = set().union(*(_named(phrase) for phrase in phrases))
        assert {one for one in said if one[0] != "table"} == read, rule.id
        for line in (line for phrase in phrases for line in lines(phrase)):
            assert re.search(r"[.:]$", line), line
            assert ".." not in line, line
