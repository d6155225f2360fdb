"""The notice tells a candidate in plain words what was counted, what was not and why, and how to answer by when."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate, Person
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.judge.model import Settled
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.verdict import Verdict
from meritbook.policies import find_policy
from meritbook.writers import drawable
from meritbook.writers.notice import (
    Answered,
    QualificationNotice,
    Replaced,
    StatedEntry,
    found,
    qualification_notice_docx,
    qualification_notice_pdf,
)
from meritbook.writers.notice_words import parts
from papers import faults_of, tags_of, words_of_docx, words_of_pdf

TEXT = (
    "Six years of professional experience in information technology and a bachelor's degree in computer science; or "
    "ten years of professional experience in information technology; or an equivalent combination of both."
)
ON = date(2024, 6, 14)
POLICY = find_policy("pennsylvania+plain")
CANDIDATE = Candidate(
    number="0231",
    jobs=(
        Job(
            id="j1",
            title="Information technology analyst",
            employer="Department of Revenue",
            starts=PartialDate.read("2012-01-01"),
            ends=PartialDate.read("2016-06-30"),
            hours=Decimal(40),
            duties=("Does professional information technology work",),
        ),
        Job(
            id="j2",
            title="Information technology analyst",
            starts=PartialDate.read("2016-03-01"),
            ends=PartialDate.read("2024-02-29"),
            hours=Decimal(40),
            duties=("Does professional information technology work",),
        ),
        Job(
            id="j3",
            title="Records keeper",
            starts=PartialDate.read("2010-01-01"),
            ends=PartialDate.read("2011-12-31"),
            hours=Decimal(40),
            duties=("Files papers",),
        ),
    ),
    degrees=(
        Degree(
            id="d1",
            level="bachelor",
            title="B.S.",
            field="computer science",
            institution="State University",
            expected=PartialDate.read("2024-12"),
        ),
    ),
    licences=(
        HeldLicence(
            id="l1",
            name="Driver licence",
            class_="C",
            issuer="Bureau of Licences",
            valid_through=PartialDate.read("2027-05-01"),
        ),
    ),
)
ONE_JOB = CANDIDATE.model_copy(update={"jobs": (CANDIDATE.jobs or ())[:1]})
TWO_JOBS = CANDIDATE.model_copy(update={"jobs": (CANDIDATE.jobs or ())[:2]})
OUTCOMES = {Verdict.MET: "qualified", Verdict.NOT_MET: "not_qualified", Verdict.UNDETERMINED: "information"}
NOTE = "no glyph in the fonts at hand"
WRITERS: tuple[tuple[Callable[[QualificationNotice], bytes], Callable[[bytes], str]], ...] = (
    (qualification_notice_pdf, words_of_pdf),
    (qualification_notice_docx, words_of_docx),
)


def of(
    text: str = TEXT, candidate: Candidate = CANDIDATE, settled: Mapping[str, Settled] | None = None, **changes: Any
) -> QualificationNotice:
    """A notice made from a judgement of the text, with changes."""
    requirement = parse_requirement(text)
    judged = judge(requirement, candidate, POLICY, on=ON, settled=settled or {})
    notice = QualificationNotice(
        jurisdiction="Commonwealth of Columbia",
        office="Office of Examinations",
        examination_number="E-2024-7",
        examination_title="Information technology, statewide",
        class_title="Information Technology Executive 1",
        candidate_number="0231",
        reference="E-2024-7/0231/1",
        written_on=date(2024, 7, 1),
        qualify_on=ON,
        outcome=OUTCOMES[judged.verdict],
        found=found(requirement, candidate, judged),
        policy=POLICY.name,
        answer_by=date(2024, 7, 31),
        how_to_answer=("Write to the office, or bring your papers.",),
        determined_by="R. Osei",
        ledger_reference="118",
        judgement_hash="ab" * 32,
    )
    return notice.model_copy(update=changes)


def said(notice: QualificationNotice) -> tuple[str, str]:
    """The words of both files, which must be the same but for the page feet."""
    return words_of_pdf(qualification_notice_pdf(notice)), words_of_docx(qualification_notice_docx(notice))


def test_the_pdf_passes_an_independent_check_of_pdf_ua(tmp_path: Path) -> None:
    assert faults_of(qualification_notice_pdf(of()), tmp_path) == []


def test_the_pdf_is_tagged_and_titled_with_heads_in_its_tables() -> None:
    notice = of()
    data = qualification_notice_pdf(notice)
    with pikepdf.open(io.BytesIO(data)) as file:
        assert str(file.Root.Lang) == "en-US"
        with file.open_metadata() as about:
            assert about["dc:title"] == notice.title
            assert about["pdfuaid:part"] == "1"
    tags = tags_of(data)
    tables = [part for part in parts(notice) if part.kind == "table"]
    assert len(tables) == 3
    assert tags.count("/TH") == sum(len(part.head) for part in tables)
    assert tags.count("/TD") == sum(len(row) for part in tables for row in part.rows)
    levels = [f"/H{part.level}" for part in parts(notice) if part.kind == "heading"]
    assert [tag for tag in tags if tag in ("/H1", "/H2", "/H3")] == levels
    assert levels[0] == "/H1"
    assert levels.count("/H1") == 1


def test_it_says_what_was_decided_and_what_to_do_by_when() -> None:
    for text in said(of(TEXT.split("; or an")[0] + ".", ONE_JOB)):
        assert "You do not meet the minimum qualifications for Information Technology Executive 1." in text
        assert "The way to qualify that lacks least is part 1.2." in text
        assert "Part 1.2: 66 months are missing" in text
    for text in said(of(candidate=ONE_JOB)):
        assert "It cannot be decided yet whether you meet the minimum qualifications" in text
        assert "You may answer this notice until July 31, 2024." in text
        assert "Write to the office, or bring your papers." in text
        assert "Last day to answer July 31, 2024" in text
        assert "Is what the candidate has equivalent" in text.split("These questions the office")[1]


def test_it_shows_the_months_of_each_job_and_why_others_did_not_count() -> None:
    # 2012-01-01 to 2016-06-30 are 54 months; 96 from 2016-03-01 to 2024-02-29, of which four were counted before.
    for text in said(of()):
        assert "54 of 54" in text
        assert "92 of 96" in text
        assert "January 1, 2012 to June 30, 2016, full time: 54 months" in text
        assert "July 1, 2016 to February 29, 2024, full time: 92 months" in text
        assert "Job 3 Records keeper" in text
        assert "Degree 1 (B.S.) is expected 2024-12: not held on the day" in text
        assert "j1" not in text
        assert "d1" not in text


def test_the_arithmetic_is_shown_where_each_job_has_one_figure() -> None:
    for text in said(of(candidate=TWO_JOBS, answer_by=None)):
        assert "Months counted: 54 + 92 = 146 of the 120 that are asked." in text
        assert "The jobs count here as they do under part 1.1.1." in text
        assert "You meet the minimum qualifications" in text
        assert "You may answer" not in text


def test_a_count_with_two_ends_says_which_one_is_certain() -> None:
    for text in said(of()):
        assert "Months counted: 146 to 170 of the 120 that are asked." in text
        assert "The lower figure is certain" in text


def test_an_answer_of_a_person_is_shown_as_theirs_with_its_reason() -> None:
    settled = {
        "1.1.1/j3": Settled(verdict=Verdict.NOT_MET, by="precedent 12 of R. Osei", why="Filing is clerical."),
        "1.3": Settled(verdict=Verdict.MET, by="N. Adeyemi", why="The papers show it"),
    }
    for text in said(of(settled=settled)):
        assert "Answered by precedent 12 of R. Osei: not met. Filing is clerical." in text
        assert "Answered by N. Adeyemi: met. The papers show it." in text


def test_months_that_a_person_gave_are_told() -> None:
    notice = of()
    part = notice.found.parts[-1].model_copy(
        update={"answered": Answered(verdict=Verdict.MET, by="the agency", why="By transcript.", months=Decimal(18))}
    )
    told = notice.found.model_copy(update={"parts": (*notice.found.parts[:-1], part)})
    for text in said(notice.model_copy(update={"found": told})):
        assert "Answered by the agency: met, 18 months. By transcript." in text


def test_a_determination_against_the_count_says_so_with_its_reason() -> None:
    notice = of(agrees=False, outcome="not_qualified", reason="The dates were withdrawn in writing.")
    for text in said(notice):
        assert "Counted by the rules below, the minimum qualifications are met." in text
        assert "The person who decided did so otherwise." in text
        assert "The reason: The dates were withdrawn in writing." in text
    for text in said(of()):
        assert "otherwise" not in text


def test_a_notice_that_replaces_another_names_it() -> None:
    earlier = Replaced(reference="E-2024-7/0231/1", determined_on=date(2024, 6, 20), outcome="information")
    for text in said(of(replaces=earlier, reference="E-2024-7/0231/2")):
        assert "takes the place of notice E-2024-7/0231/1 of June 20, 2024" in text
        assert "More information is needed before it can be decided" in text


def test_what_only_the_candidate_can_answer_stands_apart_from_what_the_office_asks() -> None:
    silent = Candidate(number="7", jobs=None, degrees=(), licences=())
    for text in said(of(candidate=silent)):
        mine, theirs = text.split("These questions only you can answer:")[1].split("These questions the office")
        assert "Which jobs has the candidate had? (part 1.1.1)" in mine
        assert "(part 1.3)" in theirs
        assert "Jobs: not answered" in text
        assert "Degrees: none stated" in text


def test_each_rule_that_was_used_stands_with_its_citation() -> None:
    for text in said(of()):
        assert "Policy: Commonwealth of Pennsylvania; where it is silent, Plain office default." in text
        assert "Of jobs held at once the fuller one counts. (Office default; the office's own choice)" in text
        assert "No source of this policy says: What a degree is worth; Education for experience." in text


def test_what_the_text_asks_of_another_class_is_left_out() -> None:
    requirement = parse_requirement(
        "Harbor Clerk\n\nTwo years of accounting experience.\n\nHarbor Pilot\n\nSix years of auditing experience."
    )
    judged = judge(requirement, CANDIDATE, POLICY, on=ON, for_class="Harbor Pilot")
    words = " ".join(part.words for part in found(requirement, CANDIDATE, judged).parts)
    assert "auditing" in words
    assert "accounting" not in words


def test_the_notice_speaks_of_what_was_stated() -> None:
    for text in said(of()):
        assert "Job 1: Information technology analyst, from January 1, 2012 to June 30, 2016, 40 hours a week" in text
        assert "Degree 1: bachelor's degree (B.S.), in computer science, expected December 2024" in text
        assert "Licence 1: Driver licence, class C, valid through May 1, 2027" in text


def test_it_names_no_employer_school_or_issuer_to_those_who_judge_blind() -> None:
    for text in said(of()):
        assert "Department of Revenue" not in text
        assert "State University" not in text
        assert "Bureau of Licences" not in text


def test_words_of_the_candidate_that_name_somebody_say_what_it_is_instead() -> None:
    job = CANDIDATE.jobs[0] if CANDIDATE.jobs else None
    assert job is not None
    duty = "Plans information technology with Ines Carvalho for the Department of Revenue"
    told = job.model_copy(update={"title": "Coordinator", "duties": (duty,)})
    candidate = CANDIDATE.model_copy(update={"jobs": (told,)})
    requirement = parse_requirement(TEXT)
    judged = judge(requirement, candidate, POLICY, on=ON)
    words = str(found(requirement, candidate, judged, Person(name="Ines Carvalho")).plain())
    assert "Carvalho" not in words
    assert "Department of Revenue" not in words
    assert "Plans information technology with [name] for the [employer]" in words


def test_it_is_addressed_to_the_number_unless_it_is_addressed_to_somebody() -> None:
    for text in said(of()):
        assert "July 1, 2024 Candidate 0231 Minimum qualifications" in text
    for text in said(of(addressee=("Jo Example", "1 Main Street"))):
        assert "July 1, 2024 Jo Example 1 Main Street Minimum qualifications" in text


def test_both_files_say_every_word_of_the_notice() -> None:
    notice = of()
    for text, part in itertools.product(said(notice), parts(notice)):
        for one in (part.text, *part.lines, *part.head):
            assert " ".join(one.split()) in text


def test_the_same_notice_gives_the_same_bytes_and_another_gives_others() -> None:
    for write, _ in WRITERS:
        assert write(of()) == write(of())
        assert write(of()) != write(of(reference="E-2024-7/0231/2"))


@pytest.mark.parametrize("text", ['#import "x": *', "*stars* _lines_ `code` $x^2$ <label> @ref", "{{ x }} &amp; <b>"])
def test_text_is_never_read_as_markup(text: str) -> None:
    notice = of(class_title=text, how_to_answer=(text,), determined_by=text, reason=text)
    for words in said(notice):
        assert words.count(text) >= 4


def test_odd_characters_stand_in_the_notice_or_are_spelled_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = drawable.fonts(system=False)
    for module in ("drawable", "paper_pdf"):
        monkeypatch.setattr(f"meritbook.writers.{module}.fonts", lambda *, system: own)
    drawable.can_draw.cache_clear()
    data = qualification_notice_pdf(of(addressee=("田中 花子", "محمد"), class_title="Audit\x00 Chief\u202e"))
    words = words_of_pdf(data)
    assert f"[U+{ord('田'):04X}]" in words
    assert "Some characters of this notice have no glyph" in words
    assert NOTE in words
    assert "Audit Chief" in words
    assert faults_of(data, tmp_path) == []
    drawable.can_draw.cache_clear()


def test_a_candidate_with_sixty_jobs_gets_a_notice_of_many_pages_whose_tables_repeat_their_heads(
    tmp_path: Path,
) -> None:
    jobs = tuple(
        Job(
            id=f"j{place}",
            title=f"Position {place}",
            starts=PartialDate(year=1960 + place, month=1, day=1),
            ends=PartialDate(year=1960 + place, month=11, day=30),
            hours=Decimal(40),
            duties=("Does professional information technology work, " * 6,),
        )
        for place in range(60)
    )
    data = qualification_notice_pdf(of(candidate=CANDIDATE.model_copy(update={"jobs": jobs})))
    with pypdfium2.PdfDocument(data) as file:
        assert len(file) > 5
        assert "How, and why not the rest" in file[3].get_textpage().get_text_range()
    assert "Job 60" in words_of_pdf(data)
    assert faults_of(data, tmp_path) == []


def test_the_word_processor_file_has_heading_styles_head_rows_and_a_title() -> None:
    notice = of()
    file = docx.Document(io.BytesIO(qualification_notice_docx(notice)))
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style and paragraph.text]
    for level in (1, 2, 3):
        wanted = sum(part.kind == "heading" and part.level == level for part in parts(notice))
        assert styles.count(f"Heading {level}") == wanted > 0
    assert file.core_properties.title == notice.title
    assert file.core_properties.subject == "Notice E-2024-7/0231/1"
    for table in file.tables:
        head = table.rows[0]._tr.trPr
        assert head is not None
        assert head.find(qn("w:tblHeader")) is not None


@settings(max_examples=20, deadline=None)
@given(text=st.text(min_size=1, max_size=30), line=st.text(max_size=30))
def test_any_text_gives_both_files(text: str, line: str) -> None:
    notice = of(class_title=text, candidate_number=text, office=line, reason=line, how_to_answer=(line,))
    told = notice.found.model_copy(update={"stated": (StatedEntry(name=text, says=line),)})
    notice = notice.model_copy(update={"found": told})
    assert qualification_notice_pdf(notice).startswith(b"%PDF-")
    assert docx.Document(io.BytesIO(qualification_notice_docx(notice))).paragraphs
