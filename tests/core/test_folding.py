"""Names are compared without accents and case."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.folding import folded


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("José", "jose"), ("JOSÉ", "jose"), ("Müller", "Muller"), ("Strauß", "STRAUSS"), ("Søren Ærø", "soren aero"),
        ("Łukasz Wałęsa", "lukasz walesa"), ("Đorđe", "dorde"), ("Þóra", "thora"), ("Işık", "isik"),
        ("İnan", "inan"), ("O’Neill", "o'neill"), ("Smith‑Jones", "smith-jones"), ("  Ann \t Li ", "ann li"),
        ("Фёдор", "федор"), ("ﬁona", "fiona"), ("Ångström", "angstrom"), ("O\u00b4Neill", "O'Neill"),
        ("O\u2032Neill", "O'Neill"),
    ],
)  # fmt: skip
def test_two_writings_of_a_name_are_one(written: str, same: str) -> None:
    assert folded(written) == folded(same) == folded(unicodedata.normalize("NFD", written))


def test_other_letters_stay_apart() -> None:
    assert folded("Mueller") != folded("Müller")
    assert folded("Rita") != folded("Rida")


@given(st.text(max_size=40))
def test_what_is_folded_stays_as_it_is_when_folded_again(text: str) -> None:
    assert folded(folded(text)) == folded(text)
