"""The picture of a career: what each stretch stands for, and where it lies."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import HeldLicence, PartialDate, Person
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.judge.model import Settled
from meritbook.core.qualifications.model import AnyOf
from meritbook.core.verdict import Verdict
from meritbook.desk.timelines import (
    LABEL,
    MOST_TICKS,
    TONES,
    Timeline,
    chosen_node,
    nodes_with_time,
    otherwise,
    timeline,
)

AUDITING = {"fields": ("auditing",)}
AUDITOR = {"title": "Auditor", "duties": ("Auditing of tax returns.",)}
ASKED = requirement(asks("120", "1", **AUDITING))


def _drawn(stated: Any, *, asked: Any = ASKED, settled: Any = None, person: Person | None = None) -> Timeline:
    judgement = Judge(asked, full(), on=ON).judge(stated, settled or {})
    node = chosen_node(nodes_with_time(asked, judgement), judgement)
    found = timeline(stated, judgement, node, "auditing", Blind(person or Person(), stated))
    assert found is not None
    return found


def _tones(picture: Timeline, row: int = 0) -> list[tuple[str, str]]:
    return [(one.tone, one.says.partition(":")[0]) for one in picture.rows[row].segments]


def _share(place: str) -> float:
    return float(place.removesuffix("%"))


def test_time_is_counted_overlapped_and_counted_in_part_in_the_order_of_its_days() -> None:
    picture = _drawn(
        candidate(
            job("job1", "2012-01-01", "2016-06-30", **AUDITOR),
            job("job2", "2016-03-01", "2024-02-29", changes=(("2020-09-01", "20"),), **AUDITOR),
        )
    )
    assert _tones(picture) == [("counted", "1 Jan 2012 – 30 Jun 2016")]
    assert _tones(picture, 1) == [
        ("overlap", "1 Mar 2016 – 30 Jun 2016"),
        ("counted", "1 Jul 2016 – 31 Aug 2020"),
        ("part", "1 Sep 2020 – 29 Feb 2024"),
    ]
    assert [tone for tone, _ in picture.legend] == ["counted", "part", "overlap"]
    assert picture.rows[1].counted == "71 of 96 months"
    assert "counted once" in picture.rows[1].why


def test_stretches_of_a_job_meet_without_a_gap_and_lie_within_the_picture() -> None:
    picture = _drawn(
        candidate(
            job("job1", "2012-01-01", "2016-06-30", **AUDITOR),
            job("job2", "2016-03-01", "2024-02-29", changes=(("2020-09-01", "20"),), **AUDITOR),
        )
    )
    segments = picture.rows[1].segments
    for before, after in pairwise(segments):
        assert abs(_share(before.x) + _share(before.width) - _share(after.x)) < 0.02
    assert all(0 <= _share(one.x) <= 100 for row in picture.rows for one in row.segments)


def test_a_job_that_a_person_ruled_out_counts_nothing_and_an_unanswered_one_is_open() -> None:
    stated = candidate(job("job1", "2012-01-01", "2016-06-30", title="Clerk"), job("job2", "2017", title="Clerk"))
    no = Settled(verdict=Verdict.NOT_MET, by="A. N.", why="Filing is not auditing.")
    picture = _drawn(stated, settled={"1/job1": no})
    assert _tones(picture) == [("out", "1 Jan 2012 – 30 Jun 2016")]
    assert _tones(picture, 1) == [("open", "1 Jan 2017 – 14 Jun 2024")]


def test_days_that_a_vague_date_leaves_open_are_open() -> None:
    picture = _drawn(candidate(job("job1", "2012", "2016-06-30", **AUDITOR)))
    assert _tones(picture) == [("open", "1 Jan 2012 – 30 Dec 2012"), ("counted", "31 Dec 2012 – 30 Jun 2016")]


def test_time_after_the_day_is_drawn_and_does_not_count() -> None:
    picture = _drawn(candidate(job("job1", "2020-01-01", "2025-12-31", **AUDITOR)))
    assert _tones(picture) == [("counted", "1 Jan 2020 – 14 Jun 2024"), ("out", "15 Jun 2024 – 31 Dec 2025")]
    assert 0 < _share(picture.on_x) < 100


def test_a_job_that_ends_before_it_starts_or_never_started_has_a_row_and_no_bar() -> None:
    picture = _drawn(candidate(job("job1", "2022-01", "2021-01", **AUDITOR), job("job2", "", "2021", **AUDITOR)))
    assert [row.segments for row in picture.rows] == [(), ()]
    assert [row.term for row in picture.rows] == ["Jan 2022 – Jan 2021", "no first day – 2021"]


def test_degrees_and_licences_stand_at_their_days_and_those_without_a_day_are_named() -> None:
    picture = _drawn(
        candidate(
            degrees=(
                degree("d1", "bachelor", conferred="2010-06"),
                degree("d2", "master", expected="2024-12"),
                degree("d3", "associate"),
            ),
            licences=(
                HeldLicence(
                    id="l1",
                    name="Driver",
                    valid_from=PartialDate.read("2020-01-01"),
                    valid_through=PartialDate.read("2024-06-14"),
                ),
                HeldLicence(id="l2", name="Pilot", never_lapses=True),
                HeldLicence(id="l3", name="Notary", valid_through=PartialDate.read("2090")),
            ),
        )
    )
    assert [(one.entry, [sign.shape for sign in one.signs]) for one in picture.marks] == [
        ("d1: bachelor", ["degree"]),
        ("d2: master", ["expected"]),
        ("l1: Driver", ["licence", "lapse"]),
    ]
    assert picture.marks[2].signs[1].x == picture.on_x
    assert picture.unplaced == (
        "d3: associate, no day stated",
        "l2: Pilot, never lapses",
        "l3: Notary, valid through 2090",
    )


def test_neither_school_nor_employer_nor_issuer_stands_in_the_picture() -> None:
    picture = _drawn(
        candidate(
            job("job1", "2012-01-01", title="Auditor at Larkmoor Revenue Bureau", employer="Larkmoor Revenue Bureau"),
            degrees=(degree("d1", "bachelor", conferred="2010-06", institution="Thornmere College"),),
            licences=(HeldLicence(id="l1", name="Driver", issuer="Port State", never_lapses=True),),
        )
    )
    said = repr(picture)
    assert "Larkmoor" not in said
    assert "Thornmere" not in said
    assert "Port State" not in said
    assert picture.rows[0].title == "job1: Auditor at [employer]"


def test_few_years_are_named_however_long_the_career() -> None:
    for first in range(1950, 2024, 7):
        picture = _drawn(candidate(job("job1", str(first), **AUDITOR)))
        assert 1 <= len(picture.ticks) <= MOST_TICKS
        assert len({b.year - a.year for a, b in pairwise(picture.ticks)}) <= 1


def test_a_long_title_is_cut_in_the_picture_and_whole_in_the_table() -> None:
    title = "Senior coordinator of the auditing of tax returns of the state"
    row = _drawn(candidate(job("job1", "2012", title=title))).rows[0]
    assert len(row.label) <= LABEL
    assert row.label.endswith("…")
    assert row.title == f"job1: {title}"


def test_the_picture_says_all_its_rows_in_sentences() -> None:
    picture = _drawn(
        candidate(job("job1", "2020-01-01", "2021-12-31", **AUDITOR), degrees=(degree("d1", "bachelor", "2010"),))
    )
    assert picture.says == (
        "job1: Auditor, 1 Jan 2020 – 31 Dec 2021: 24 of 24 months. d1: bachelor, conferred 2010. "
        "The day of qualifying is 14 Jun 2024."
    )


def test_the_part_that_decides_is_drawn_and_another_where_it_is_asked_for() -> None:
    asked = requirement(AnyOf(id="1", parts=(asks("12", "1.1", fields=("surveying",)), asks("24", "1.2", **AUDITING))))
    judgement = Judge(asked, full(), on=ON).judge(candidate(job("job1", "2012-01-01", **AUDITOR)))
    nodes = nodes_with_time(asked, judgement)
    assert [one.node for one in nodes] == ["1.1", "1.2"]
    chosen, other, unknown = (chosen_node(nodes, judgement, name, ["1.2"]) for name in ("", "1.1", "9"))
    assert chosen is not None
    assert other is not None
    assert unknown is not None
    assert (chosen.node, other.node, unknown.node) == ("1.2", "1.1", "1.2")
    assert [one.node for one in otherwise(nodes, chosen)] == ["1.1"]
    assert [one.node for one in otherwise((*nodes, *nodes), None)] == ["1.1", "1.2"]


def test_of_somebody_who_states_nothing_there_is_no_picture() -> None:
    stated = candidate()
    judgement = Judge(ASKED, full(), on=ON).judge(stated)
    assert timeline(stated, judgement, None, "", Blind(Person(), stated)) is None


def test_jobs_under_a_requirement_that_counts_no_time_are_drawn_as_stated() -> None:
    from meritbook.core.qualifications.model import Education

    asked = requirement(Education(id="1", text="a degree", level="bachelor"))
    picture = _drawn(candidate(job("job1", "2012-01-01", "2013-12-31", **AUDITOR)), asked=asked)
    assert _tones(picture) == [("stated", "1 Jan 2012 – 31 Dec 2013")]
    assert picture.rows[0].counted == "not counted here"


def test_every_stretch_is_of_a_kind_that_the_legend_knows() -> None:
    picture = _drawn(candidate(job("job1", "2012", "2030", **AUDITOR), job("job2", "2013-03", title="Clerk")))
    assert {one.tone for row in picture.rows for one in row.segments} <= set(TONES)
    assert picture.on == ON
    assert date(picture.ticks[0].year, 1, 1) < ON
