"""A file of a whole examination: good candidates are read, and every bad line is named with its reason."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Application
from meritbook.readers.batches import Batch, LeftOut, read_batch
from meritbook.readers.candidates import CandidateFileError, read_applications
from meritbook.readers.limits import Limits

HEAD = "candidate,kind,title,starts,ends,hours\n"
GOOD = "0001,job,Analyst,2015-01,2020-12,40\n0002,job,Clerk,2016-01,2021-12,40\n"


def batch(text: str, name: str = "exam.csv") -> Batch:
    return read_batch(text.encode(), name=name)


def numbers(found: Batch) -> list[str]:
    return [one.candidate.number for one in found.part(0, len(found)) if isinstance(one, Application)]


def left_out(found: Batch) -> list[LeftOut]:
    return [*found.loose, *(bad for one in found.part(0, len(found)) if isinstance(one, tuple) for bad in one)]


def test_a_bad_line_in_the_middle_keeps_only_its_own_candidate_out() -> None:
    found = batch(HEAD + GOOD + "0003,job,Lead,2015-13,,40\n0003,job,Lead,2018-01,,40\n0004,job,Aide,2019-01,,20\n")
    assert numbers(found) == ["0001", "0002", "0004"]
    (bad,) = left_out(found)
    assert bad.where == "exam.csv, line 4, candidate 0003"
    assert "month" in bad.says
    assert bad.code == "reader.candidate"


def test_every_bad_line_of_a_candidate_is_named() -> None:
    found = batch(HEAD + "0003,job,Lead,2015,,forty\n0003,wedding,,,,\n" + GOOD + "0003,job,Lead\n")
    assert numbers(found) == ["0001", "0002"]
    assert [(bad.where, bad.says) for bad in left_out(found)] == [
        ("exam.csv, line 2, candidate 0003", "hours is not a number."),
        (
            "exam.csv, line 3, candidate 0003",
            "kind is none of job, degree, licence, no job, no degree, no licence.",
        ),
        ("exam.csv, line 6, candidate 0003", "The line has another number of values than the first."),
    ]


def test_a_line_without_a_number_keeps_out_the_candidate_whose_lines_it_follows() -> None:
    found = batch(HEAD + ",job,Nobody,2015,,\n" + GOOD + ",job,Lead,2015,,40\n0004,job,Aide,2019-01,,20\n")
    assert numbers(found) == ["0001", "0004"]
    assert [bad.where for bad in left_out(found)] == ["exam.csv, line 2", "exam.csv, line 5, candidate 0002"]


def test_lines_of_one_candidate_need_not_stand_together() -> None:
    found = batch(HEAD + GOOD + "0001,job,Lead,2021-01,,40\n")
    first = found.part(0, 1)[0]
    assert isinstance(first, Application)
    assert [job.title for job in first.candidate.jobs or ()] == ["Analyst", "Lead"]


def test_two_entries_with_one_id_are_told_of_the_candidate() -> None:
    found = batch("candidate,kind,id,title\n7,job,a,Analyst\n7,job,a,Lead\n")
    (bad,) = left_out(found)
    assert bad.where == "exam.csv, candidate 7"
    assert "share an id" in bad.says


def test_a_list_of_candidates_in_json_leaves_the_bad_ones_out() -> None:
    plain = [{"number": "1", "jobs": []}, {"number": "2", "jobs": 5}, 7, {"number": "4", "jobs": [], "degrees": []}]
    found = batch(json.dumps(plain), name="exam.json")
    assert numbers(found) == ["1", "4"]
    assert [bad.where for bad in left_out(found)] == ["exam.json[1]", "exam.json[2]"]


def test_a_part_begins_where_the_one_before_ended() -> None:
    found = batch(HEAD + "".join(f"{n:04},job,Analyst,2015-01,,40\n" for n in range(10)))
    parts = [found.part(first, 4) for first in range(0, 12, 4)]
    assert [len(part) for part in parts] == [4, 4, 2]
    assert [one for part in parts for one in part] == list(found.part(0, 99))


def _workbook() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reader.empty"),
        (b" \n\n", "reader.empty"),
        (HEAD.encode() + b"1,job,Analyst,,,\n" * 8, "reader.too_large"),
        (_workbook(), "reader.unsupported"),
        (b"%PDF-1.7\n1 0 obj", "reader.unsupported"),
        (b"\x89PNG\r\n\x1a\n", "reader.unsupported"),
        (bytes(range(1, 7)) * 9, "reader.candidate"),
        (b"A letter to the board.\n", "reader.candidate"),
        (b"candidate;kind;title\n", "reader.candidate"),
        (b"candidate,kind,candidate\n", "reader.candidate"),
        (HEAD.encode() + b'1,job,"Analyst\n', "reader.candidate"),
        (b'[{"number": "1"}, ', "reader.candidate"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with pytest.raises(MeritbookError) as refused:
        read_batch(data, name="exam.csv", limits=Limits(max_bytes=150))
    assert refused.value.code == code


def test_a_first_line_alone_holds_nobody() -> None:
    assert len(batch(HEAD)) == 0


CELLS = st.sampled_from(["", "job", "degree", "no job", "1", "2", "2015", "2015-13", "x", "40", "yes"])


@given(st.lists(st.tuples(*[CELLS] * 6), max_size=12))
def test_what_is_read_whole_is_what_is_read_in_parts(rows: list[tuple[str, ...]]) -> None:
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    found = batch(text)
    try:
        whole = read_applications(text.encode(), name="exam.csv")
    except CandidateFileError:
        assert left_out(found)
    else:
        assert not left_out(found)
        assert tuple(found.part(0, len(found))) == whole
