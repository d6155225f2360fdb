"""What a preview tells of words that may give away who wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.screening import name_words, own_words, screened

NAMES = name_words(["Rita Osei", "Mark Talley", "Ann Li", "Jo Smith-Jones", "Osei"])


def test_what_may_give_somebody_away_is_told() -> None:
    told = screened("Ask Osei or me: r.osei@rev.example, 555-0147. My boss knows.", NAMES).warnings
    assert [one.split(":")[0] for one in told] == [
        "It may tell an address of mail",
        "It may tell a long number, such as a telephone's or a file's",
        "It may tell who you are",
        "It may name somebody",
    ]
    assert screened("More light in the hall.", NAMES).warnings == ()


def test_a_word_that_looks_like_a_name_is_told_as_it_was_typed_and_not_whose_it_is() -> None:
    assert screened("Jones was there, with RITA.", NAMES).warnings == (
        "It may name somebody: “Jones”.",
        "It may name somebody: “RITA”.",
    )
    # A short word and one that is written small are taken for none.
    assert screened("Li was there, and we mark it.", NAMES).warnings == ()


@pytest.mark.parametrize("on_record", ["José Müller", "Jose Muller", "Jose\u0301 Mu\u0308ller"])
@pytest.mark.parametrize("typed", ["Jose", "José", "Jose\u0301", "Muller", "Müller", "MU\u0308LLER"])
def test_a_name_is_marked_with_its_accents_and_without(on_record: str, typed: str) -> None:
    assert screened(f"So says {typed}.", name_words([on_record])).warnings == (f"It may name somebody: “{typed}”.",)
    assert screened(f"So says {typed}.", frozenset(), own_words(on_record)).warnings == (
        f"It may tell who you are, by your name: “{typed}”.",
    )
    assert screened(f"So says {typed}.", name_words([on_record]), but=own_words(on_record)).warnings == ()


def test_of_many_names_none_is_left_out_and_none_told_twice() -> None:
    first = ("Ada", "Ben", "Cas", "Dov", "Eve", "Flo", "Gus", "Zoe")
    many = name_words(f"{one} Brown" for one in first)
    told = screened(f"{' and '.join(first)} agree, says Zoe.", many).warnings
    assert [one.rpartition(": ")[2] for one in told] == [f"“{one}”." for one in first]


def test_the_words_are_marked_where_they_stand() -> None:
    found = screened("Ask Osei.\nNot me: a@b.example", NAMES, own_words("Al Not"))
    assert [said for said, marked in found.pieces if marked] == ["Osei", "Not", "a@b.example"]
    assert "".join(said for said, _ in found.pieces) == "Ask Osei.\nNot me: a@b.example"
    assert screened("Osei listens.", NAMES, but=own_words("Rita Osei")).warnings == ()


@given(st.text(alphabet="Osei RtaMrk@.x19\n-", max_size=60))
def test_nothing_of_a_text_is_lost_or_told_twice_by_its_marks(text: str) -> None:
    assert "".join(said for said, _ in screened(text, NAMES, own_words("Rita Osei")).pieces) == text


def test_the_stop_of_a_sentence_is_no_part_of_an_address() -> None:
    (told,) = screened("Write to r.osei@mail.rev.example. Soon", frozenset()).warnings
    assert told == "It may tell an address of mail: “r.osei@mail.rev.example”."
