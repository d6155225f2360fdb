"""The decision letter opens for everybody: tagged PDF and word-processor file, saying the same words."""

from __future__ import annotations

import io
import itertools
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.verdict import Verdict
from meritbook.writers import drawable
from meritbook.writers.letter import parts
from meritbook.writers.letters import (
    Citation,
    Contrast,
    DecidedClass,
    DecisionLetter,
    OpenQuestion,
    Reason,
    Superseded,
    decision_letter_docx,
    decision_letter_pdf,
)
from papers import faults_of, tags_of, words_of_docx, words_of_pdf

LETTER = DecisionLetter(
    jurisdiction="State of Columbia",
    office="Office of Classification",
    office_lines=("100 Capitol Square", "Telephone 555-0100"),
    addressee=("Director", "Department of Revenue"),
    department="Revenue",
    position_number="0417-22",
    working_title="Audit Chief",
    reference="D-2026-0042",
    written_on=date(2026, 3, 3),
    decided_on=date(2026, 3, 2),
    effective_on=date(2026, 4, 1),
    decided=DecidedClass(
        title="Public Service Executive II", code="4273A4", pay="pay grade 33", plan="Kansas", plan_revision=1
    ),
    reviewed_result="Public Service Executive II (4273A4)",
    plans_considered=("Kansas", "Maine"),
    exclusions=(
        Reason(
            clause="Carries out directives only",
            verdict=Verdict.NOT_MET,
            why="The position makes policy.",
            class_words=(Citation(text="program directives", where="Exclusions"),),
            position_words=(Citation(text="sets the audit policy", where="duty 1, 35 %"),),
        ),
    ),
    reasons=(
        Reason(clause="Several sub-programs", verdict=Verdict.MET, why="Two are named."),
        Reason(clause="Controls resources in phases", verdict=Verdict.UNDETERMINED),
    ),
    contrasts=(
        Contrast(
            direction="above",
            class_title="Public Service Executive III",
            says="Level III needs wider authority.",
            because=(Reason(clause="Authority over several programs", verdict=Verdict.NOT_MET),),
        ),
    ),
    missing=(OpenQuestion(question="Who manages the contractors?", ask="the supervisor"),),
    supersedes=Superseded(
        reference="D-2025-0007", decided_on=date(2025, 5, 6), outcome="Level I", reason="Duties were added."
    ),
    review=("A review may be asked for in writing.",),
    decided_by="R. Osei",
    decided_by_title="Classification analyst",
    ledger_reference="entry 118",
    ledger_hash_before="ab" * 32,
    result_hash="cd" * 32,
)
NOTE = "no glyph in the fonts at hand"


def with_changes(**changes: Any) -> DecisionLetter:
    return LETTER.model_copy(update=changes)


def test_the_pdf_passes_an_independent_check_of_pdf_ua(tmp_path: Path) -> None:
    assert faults_of(decision_letter_pdf(LETTER), tmp_path) == []


def test_the_independent_check_does_find_an_untagged_file(tmp_path: Path) -> None:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(decision_letter_pdf(LETTER))) as file:
        del file.Root.StructTreeRoot, file.Root.MarkInfo, file.Root.Lang
        file.save(data)
    assert faults_of(data.getvalue(), tmp_path)


def test_the_pdf_is_tagged_titled_and_in_a_language_with_heads_in_its_tables() -> None:
    with pikepdf.open(io.BytesIO(decision_letter_pdf(LETTER))) as file:
        assert bool(file.Root.MarkInfo.Marked) is True
        assert str(file.Root.Lang) == "en-US"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        with file.open_metadata() as about:
            assert about["dc:title"] == LETTER.title
            assert about["pdfuaid:part"] == "1"
    tags = tags_of(decision_letter_pdf(LETTER))
    tables = [part for part in parts(LETTER) if part.kind == "table"]
    assert len(tables) == 4
    assert tags.count("/Table") == len(tables)
    assert tags.count("/TH") == sum(len(part.head) for part in tables)
    assert tags.count("/TD") == sum(len(row) for part in tables for row in part.rows)
    headings = [tag for tag in tags if tag in ("/H1", "/H2", "/H3")]
    assert headings == ["/H1"] + ["/H2"] * (sum(part.kind == "heading" for part in parts(LETTER)) - 1)
    assert "/L" in tags


def test_both_files_say_every_word_of_the_letter() -> None:
    pdf, word = words_of_pdf(decision_letter_pdf(LETTER)), words_of_docx(decision_letter_docx(LETTER))
    expected = [
        "March 3, 2026", "Public Service Executive II (4273A4), pay grade 33", "In effect from", "April 1, 2026",
        "“sets the audit policy” (duty 1, 35 %)", "“program directives” (Exclusions)", "Does not apply", "Undetermined",
        "Why not the level above: Public Service Executive III", "Who manages the contractors?",
        "decision D-2025-0007 of May 6, 2025", "A review may be asked for in writing.", "R. Osei", "entry 118",
    ]  # fmt: skip
    for said, text in itertools.product((pdf, word), expected):
        assert text in said
    for part in parts(LETTER):
        for text in (part.text, *part.lines, *part.head):
            assert " ".join(text.split()) in pdf
            assert " ".join(text.split()) in word


def test_the_same_letter_gives_the_same_bytes_and_another_gives_others() -> None:
    other = with_changes(reference="D-2026-0043")
    for write in (decision_letter_pdf, decision_letter_docx):
        assert write(LETTER) == write(LETTER)
        assert write(LETTER) != write(other)


def test_a_decision_for_no_class_and_one_against_the_evidence_say_so_with_the_reason() -> None:
    none = words_of_pdf(decision_letter_pdf(with_changes(decided=None)))
    assert "belongs to no class of the plans that were considered" in none
    assert "is allocated to" not in none
    against = with_changes(agrees=False, otherwise_because="The desk audit found a second program.")
    said = words_of_docx(decision_letter_docx(against))
    assert "The decision is otherwise. The reason: The desk audit found a second program." in said
    assert "The decision agrees." not in said


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/x:1.0.0": *',
        "*stars* _lines_ `code` $x^2$ <label> @ref",
        r"\ \u{41} \n #panic() // not a comment /* nor this */",
        "= no heading",
        "- no list",
        "#{ [ ] } ~ --- ' \"",
        "{{ x }} %s &amp; <b>",
    ],
)
def test_text_is_never_read_as_markup(text: str) -> None:
    letter = with_changes(working_title=text, office=text, review=(text,), decided_by=text)
    for said in (words_of_pdf(decision_letter_pdf(letter)), words_of_docx(decision_letter_docx(letter))):
        assert said.count(" ".join(text.split())) >= 4


@pytest.mark.parametrize("name", ["محمد بن سلمان", "नमस्ते", "שרה", "Łukasz Šķēle", "Ольга", "Ελένη", "Ọlábísí"])
def test_names_that_the_fonts_of_typst_can_draw_stand_in_the_pdf_as_they_are(name: str, tmp_path: Path) -> None:
    data = decision_letter_pdf(with_changes(addressee=(name,)))
    assert name in words_of_pdf(data)
    assert NOTE not in words_of_pdf(data)
    assert faults_of(data, tmp_path) == []


@pytest.mark.parametrize("name", ["田中 花子", "ก้อง", "\U00012000\U00012001", "👩🏽‍💼"])
def test_names_without_glyphs_are_spelled_in_the_pdf_told_of_and_whole_in_the_word_processor_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The fonts of the machine are kept out, so that the test says the same everywhere.
    own = drawable.fonts(system=False)
    for module in ("drawable", "paper_pdf"):
        monkeypatch.setattr(f"meritbook.writers.{module}.fonts", lambda *, system: own)
    drawable.can_draw.cache_clear()
    letter = with_changes(addressee=(name,), decided_by=name)
    data = decision_letter_pdf(letter)
    said = words_of_pdf(data)
    assert f"[U+{ord(name[0]):04X}]" in said
    assert NOTE in said
    assert faults_of(data, tmp_path) == []
    assert name in words_of_docx(decision_letter_docx(letter))
    drawable.can_draw.cache_clear()


def test_every_character_that_is_taken_for_drawable_is_drawable() -> None:
    assert drawable.can_draw("".join(sorted(drawable._KNOWN | drawable._KNOWN_MARKS)), system=False)
    assert not drawable.can_draw("\U00012000", system=False)


def test_control_characters_never_reach_a_letter() -> None:
    letter = with_changes(working_title="Audit\x00 Chief\x1b\u202e", review=("one\ftwo",))
    for said in (words_of_pdf(decision_letter_pdf(letter)), words_of_docx(decision_letter_docx(letter))):
        assert "0417-22 · Audit Chief" in said
        assert "one two" in said


def test_a_letter_of_many_pages_repeats_the_heads_of_its_tables(tmp_path: Path) -> None:
    reasons = tuple(Reason(clause=f"Clause {place}", verdict=Verdict.MET, why="Said so. " * 20) for place in range(60))
    data = decision_letter_pdf(with_changes(reasons=reasons))
    with pypdfium2.PdfDocument(data) as file:
        assert len(file) > 4
        assert all("What the class says" in file[place].get_textpage().get_text_range() for place in (1, 2, 3))
    assert faults_of(data, tmp_path) == []


def test_the_word_processor_file_has_heading_styles_head_rows_a_title_and_a_language() -> None:
    file = docx.Document(io.BytesIO(decision_letter_docx(LETTER)))
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style and paragraph.text]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == sum(part.kind == "heading" for part in parts(LETTER)) - 1
    assert file.core_properties.title == LETTER.title
    assert file.core_properties.language == "en-US"
    languages = [language.get(qn("w:val")) for language in file.styles.element.iter(qn("w:lang"))]
    assert languages[0] == "en-US"
    for table in file.tables:
        head = table.rows[0]._tr.trPr
        assert head is not None
        assert head.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=30), line=st.text(max_size=30))
def test_any_text_gives_both_letters(text: str, line: str) -> None:
    letter = with_changes(
        position_number=text, working_title=line, office=text, addressee=(text, line), review=(line,), summary=text
    )
    assert decision_letter_pdf(letter).startswith(b"%PDF-")
    assert docx.Document(io.BytesIO(decision_letter_docx(letter))).paragraphs
