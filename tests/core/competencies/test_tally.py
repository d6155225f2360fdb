"""What comes of a box: figures of groups that are large enough, and nothing from which an answer could be had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import rater_world as world
from meritbook.core.competencies.answers import BoxedRating, RaterGroup, RatingBox, ratings_of
from meritbook.core.competencies.result import AssessmentResult, CellOf
from meritbook.core.competencies.rounds import EarlierRound
from meritbook.core.competencies.tally import spread_of, tally
from meritbook.core.values import digest

MODEL = world.model_of()
ROLE = "executive"
KEYS = tuple(one.key for _, one in MODEL.items(ROLE))
Rows = Sequence[tuple[str, Sequence[Any]]]
"""Groups, and what somebody in it chose for each behaviour in the order of the model; none leaves it out."""


def boxed(group: str, chosen: Sequence[Any], n: int, **comments: str) -> BoxedRating:
    said = {key: place for key, place in zip(KEYS, chosen, strict=True) if place is not None}
    ratings = ratings_of(MODEL, ROLE, said, comments, partly=True)
    named = group in ("self", "supervisor")
    return BoxedRating(
        group=RaterGroup(group), rater=n if named else None, receipt=digest([group, n]), ratings=ratings
    )  # fmt: skip


def round_of(placed: Mapping[Any, tuple[str, ...]]) -> EarlierRound:
    """A round before, in which these people were told as these cells, and of no competency."""
    cells = tuple(CellOf(groups=cell, answered=number) for cell, number in Counter(placed.values()).items())
    result = AssessmentResult(
        minimum=3, asked=len(placed), answered=len(placed), cells=cells, competencies=(), behaviours=(), comments=(),
        named=(),
    )  # fmt: skip
    return EarlierRound(people={who: cell[0] for who, cell in placed.items()}, result=result)


def told(
    rows: Rows,
    *,
    minimum: int = 3,
    earlier: Sequence[Mapping[Any, tuple[str, ...]]] = (),
    groups: Sequence[str] = ("peer", "report", "other"),
    comments: Mapping[int, dict[str, str]] | None = None,
) -> AssessmentResult:
    answers = [boxed(group, chosen, n, **(comments or {}).get(n, {})) for n, (group, chosen) in enumerate(rows)]
    people = {n: group for n, (group, _) in enumerate(rows) if group not in ("self", "supervisor")}
    return tally(
        MODEL,
        ROLE,
        RatingBox(answers=tuple(answers)),
        people=people,
        groups=[one for one in groups if one in people.values()],
        asked=len(people),
        minimum=minimum,
        confidence=0.95,
        earlier=[round_of(one) for one in earlier],
        names={n: f"Person {n}" for n in range(len(rows))},
    )


def peers(*rows: Sequence[Any]) -> Rows:
    return [("peer", one) for one in rows]


VARIED: tuple[Sequence[int], ...] = ((1, 2, 3, 4), (2, 3, 4, 5), (3, 4, 5, 1), (4, 5, 1, 2))


def test_a_group_as_large_as_the_minimum_is_told_and_a_smaller_one_is_told_with_others() -> None:
    found = told([*peers(*VARIED), *(("report", one) for one in VARIED[:3])])
    assert [(one.groups, one.answered) for one in found.cells] == [(("peer",), 4), (("report",), 3)]
    found = told([*peers(*VARIED), *(("report", one) for one in VARIED[:2])])
    # Six in all less four peers would be the two.
    assert [(one.groups, one.answered) for one in found.cells] == [(("peer", "report"), 6)]
    assert found.competencies[0].cells[0].groups == ("peer", "report")


def test_with_fewer_than_the_minimum_in_all_nothing_is_told_but_what_is_named() -> None:
    found = told([*peers(*VARIED[:2]), ("self", (5, 5, 5, 5))], comments={0: {"candour": "A word."}})
    assert (found.answered, found.cells, found.comments) == (None, (), ())
    assert all(one.cells == () and one.others is None for one in found.competencies)
    assert all(one.others is None for one in found.behaviours)
    assert [(one.group, one.name) for one in found.named] == [("self", "Person 2")]
    assert found.asked == 2


def test_each_rater_counts_once_by_the_mean_of_what_they_rated() -> None:
    found = told(peers((2, None, 1, 1), (1, 3, 2, 2), (5, 5, 3, 4)))
    spread = found.competencies[0].others
    assert spread is not None
    # 2, (1 + 3) / 2 = 2 and (5 + 5) / 2 = 5: three raters, 9 / 3 = 3.0.
    assert (spread.n, spread.mean) == (3, 3.0)


def test_what_was_not_observed_is_neither_a_low_place_nor_a_middle_one() -> None:
    rest = ("not-observed", 1, 1), ("not-observed", 2, 2), ("not-observed", 3, 4)
    found = told(peers(*((place, *rest[n % 3]) for n, place in enumerate((2, 4, 5, 3, 4, 1)))))
    spread = found.competencies[0].others
    assert spread is not None
    assert spread.mean == 3.2  # 19 / 6 to one place
    first, second = found.behaviours[:2]
    assert first.others is not None
    assert first.others.counts == (1, 1, 1, 2, 1)
    assert second.others is None


def spread(*means: float) -> Any:
    """What is told of raters with these means, at a minimum of three."""
    return spread_of(("peer",), means, minimum=3, confidence=0.95, points=5)


def test_the_interval_is_students_and_stays_inside_the_scale() -> None:
    # Mean 18 / 6 = 3; squares 4 + 1 + 0 + 0 + 1 + 4 = 10, 10 / 5 = 2, of which the root is 1.41, told as at most 1.5.
    # With five degrees of freedom 2.5706 × 1.5 / 2.4495 = 1.574: from 1.4 to 4.6.
    found = spread(1, 2, 3, 3, 4, 5)
    assert (found.mean, found.sd, found.low, found.high) == (3.0, 1.5, 1.4, 4.6)
    assert spread(1, 1, 1, 1, 1, 5).low == 1.0
    assert spread(5, 5, 5, 5, 5, 1).high == 5.0


def test_no_mean_tells_that_all_of_a_group_chose_one_place() -> None:
    # 1, 1, 1 and 1, 1, 2 (4 / 3 = 1.33) are told alike, as are 5, 5, 5 and 5, 5, 4 (14 / 3 = 4.67).
    assert spread(1, 1, 1) == spread(1, 1, 2)
    assert (spread(1, 1, 1).mean, spread(1, 2, 2).mean) == (1.5, 1.7)
    assert spread(5, 5, 5) == spread(5, 5, 4)
    # In the middle of the scale 3, 3, 3 is what 2, 3, 4 is, and of six who agree it is not said that they do.
    assert spread(3, 3, 3) == spread(2, 3, 4)
    assert spread(3, 3, 3, 3, 3, 3).sd == spread(3, 3, 3, 3, 3, 3.5).sd == 0.7


def test_how_far_they_differ_is_told_of_six_and_not_of_five() -> None:
    assert spread(1, 2, 3, 4, 5, 3).sd == 1.5
    five = spread(1, 2, 3, 4, 5)
    assert (five.mean, five.sd, five.low, five.high) == (3.0, None, None, None)


def test_what_is_told_of_three_raters_does_not_tell_what_each_of_them_gave() -> None:
    told_alike = [spread(*means) for means in ((2, 3, 4), (1, 3, 5), (2.5, 3, 3.5), (3, 3.1, 3), (2.0, 2.5, 4.4))]
    assert all(one == told_alike[0] for one in told_alike)


def test_whether_all_of_a_group_agree_does_not_change_which_groups_are_told() -> None:
    reports = [("report", one) for one in VARIED]
    alike = told([*peers((4, 4, 1, 2), (4, 4, 2, 3), (4, 4, 3, 5)), *reports])
    apart = told([*peers((3, 4, 1, 2), (4, 4, 2, 3), (4, 5, 3, 5)), *reports])
    for found in (alike, apart):
        assert [one.groups for one in found.competencies[0].cells] == [("peer",), ("report",)]
    assert alike.competencies == apart.competencies


def test_the_lowest_mark_of_every_peer_cannot_be_had_from_the_counts_beside_the_groups() -> None:
    # Three peers chose 1 and six reports 2, 3, 4, 4, 3, 2: no place has six, so a step that hid the peers would tell
    # that they are the ones who agree. What is told is the same as of peers with 1, 1 and 2.
    reports = [("report", (one, one, 3, 4)) for one in (2, 3, 4, 4, 3, 2)]
    lowest = told([*peers((1, 1, 1, 2), (1, 1, 2, 3), (1, 1, 3, 5)), *reports])
    other = told([*peers((1, 1, 1, 2), (1, 1, 2, 3), (2, 2, 3, 5)), *reports])
    one, two = lowest.competencies[0], other.competencies[0]
    assert one.cells == two.cells
    # Of a behaviour there is nothing but the count of all groups together.
    assert all(set(each.plain()) == {"key", "competency", "wording", "others"} for each in lowest.behaviours)
    assert all(each.others is None or each.others.n == 9 for each in lowest.behaviours)


SIX: tuple[Sequence[int], ...] = (*VARIED, (5, 1, 2, 3), (2, 2, 1, 1))


def test_behaviours_are_told_of_twice_the_minimum_or_more_where_no_cell_is_told_beside_them() -> None:
    assert all(one.others is None for one in told(peers(*SIX[:5])).behaviours)
    together = told(peers(*SIX))
    assert all(one.others is not None and one.others.n == 6 for one in together.behaviours)
    # Four peers and two reports are told as one cell, three and three as two.
    joined = told([*peers(*SIX[:4]), *(("report", one) for one in SIX[4:])])
    assert all(one.others is not None and one.others.n == 6 for one in joined.behaviours)
    apart = told([*peers(*SIX[:3]), *(("report", one) for one in SIX[3:])])
    assert all(one.others is None for one in apart.behaviours)


def test_no_behaviour_is_told_by_which_few_know_of_all_others_what_they_chose() -> None:
    # Of seven, four chose 5 of the first and three did not: any fewer would know what all the others chose.
    many = [(5, 1), (5, 2), (5, 3), (5, 1), (1, 2), (2, 3), (3, 4)]
    more = [*many[:4], (5, 2), *many[5:]]
    assert all(one.others is not None for one in told(peers(*((*one, 1, 2) for one in many))).behaviours[:2])
    assert all(one.others is None for one in told(peers(*((*one, 1, 2) for one in more))).behaviours[:2])


def test_no_behaviour_is_told_of_a_competency_of_which_a_rater_left_a_part_out() -> None:
    # Counts of the behaviours less the mean of all raters would give what the one who left a part out rated.
    rows = [*SIX[:5], (None, 2, 1, 1)]
    found = told(peers(*rows))
    assert [one.others for one in found.behaviours[:2]] == [None, None]
    assert found.competencies[0].others is not None


def test_the_mean_of_all_is_reckoned_from_the_cells_so_that_it_hides_what_they_hide() -> None:
    reports = [("report", (3, 3, 1, 2)), ("report", (3, 3, 2, 3)), ("report", (1, 1, 3, 5))]
    high = told([*peers((5, 5, 1, 2), (5, 5, 2, 3), (5, 5, 3, 5)), *reports])
    less = told([*peers((5, 5, 1, 2), (5, 5, 2, 3), (5, 4, 3, 5)), *reports])
    # 3 × 4.5 and 3 × 2.3 (7 / 3), by 6, is 3.4; of the raters it would be 22 / 6 = 3.67, and 21.5 / 6 = 3.58.
    assert high.competencies[0] == less.competencies[0]
    assert high.competencies[0].others is not None
    assert high.competencies[0].others.mean == 3.4


def test_comments_are_told_of_all_groups_together_and_only_where_as_many_as_the_minimum_wrote() -> None:
    rows = [*peers(*VARIED), *(("report", one) for one in VARIED)]
    said = {n: {"candour": f"Words {n}."} for n in (0, 1, 5)} | {6: {"thrift": "One."}, 7: {"thrift": "Two."}}
    found = told(rows, comments=said)
    assert sorted(one.says for one in found.comments) == ["Words 0.", "Words 1.", "Words 5."]
    assert {frozenset(one.plain()) for one in found.comments} == {frozenset({"competency", "says"})}


def test_comments_stand_in_an_order_that_follows_from_their_words() -> None:
    rows = peers(*VARIED)
    one = told(rows, comments={n: {"candour": f"Words {n}."} for n in range(4)})
    other = told(rows, comments={n: {"candour": f"Words {3 - n}."} for n in range(4)})
    assert one.comments == other.comments
    assert [held.says for held in one.comments] != [f"Words {n}." for n in range(4)]


def test_what_is_told_does_not_depend_on_the_order_in_which_answers_came() -> None:
    rows = [*peers(*VARIED), *(("report", one) for one in VARIED[:3]), ("supervisor", (1, 2, 3, 4))]
    answers = [boxed(group, chosen, n) for n, (group, chosen) in enumerate(rows)]
    box, turned = RatingBox(), RatingBox()
    for one in answers:
        box = box.with_one(one)
    for one in reversed(answers):
        turned = turned.with_one(one)
    assert box == turned


def test_one_peer_more_than_in_the_round_before_keeps_the_round_from_being_told() -> None:
    before = dict.fromkeys(range(3), ("peer",))
    assert told(peers(*VARIED[:3]), earlier=[before]).answered == 3
    assert told(peers(*VARIED), earlier=[before]).answered is None
    # One the less tells as much.
    assert told(peers(*VARIED[:3]), earlier=[dict.fromkeys(range(4), ("peer",))]).answered is None


def test_three_new_peers_are_told_beside_the_round_before() -> None:
    before = dict.fromkeys(range(3), ("peer",))
    rows = peers(*VARIED, (5, 1, 2, 3), (2, 2, 1, 1))
    assert told(rows, earlier=[before]).answered == 6


def test_one_who_changed_from_one_group_to_another_is_told_with_both() -> None:
    rows = [*peers(*VARIED), *(("report", one) for one in VARIED)]
    before = {**dict.fromkeys(range(3), ("peer",)), **dict.fromkeys(range(3, 8), ("report",))}
    found = told(rows, earlier=[before])
    assert [one.groups for one in found.cells] == [("peer", "report")]


def test_to_one_who_may_have_answered_nothing_is_told_of_which_their_own_answer_leaves_too_few() -> None:
    said = {n: {"candour": f"Words {n}."} for n in range(3)} | {n: {"thrift": f"Words {n}."} for n in range(4)}
    found = told([*peers(*VARIED[:3]), *(("report", one) for one in VARIED)], comments=said)
    peer, report = found.beside_own_answer("peer"), found.beside_own_answer("report")
    assert all(one.others is None and one.cells == () for one in peer.competencies)
    assert all(one.others is None for one in peer.behaviours)
    # Four reports less one are three. Comments on candour are three, and one may be the reader's own.
    assert report.competencies == found.competencies
    assert {one.competency for one in report.comments} == {one.competency for one in peer.comments} == {"thrift"}
    six = told(peers(*SIX))
    assert six.beside_own_answer("peer") == six


PLACE = st.one_of(st.none(), st.just("not-observed"), st.integers(1, 5))
ROW = st.tuples(st.sampled_from(("peer", "report", "other")), st.tuples(PLACE, PLACE, PLACE, PLACE))


def _rater_means(rows: Rows, groups: Sequence[str], keys: slice) -> list[float]:
    found = []
    for group, chosen in rows:
        said = [one for one in chosen[keys] if isinstance(one, int)]
        if group in groups and said:
            found.append(sum(said) / len(said))
    return found


@given(st.lists(ROW, max_size=14))
def test_nothing_that_is_told_and_nothing_left_by_taking_it_away_is_of_few(rows: Rows) -> None:
    found = told(rows)
    for place, one in enumerate(found.competencies):
        keys = slice(2 * place, 2 * place + 2)
        assert not one.cells or one.others is not None
        everybody = frozenset(one.others.groups) if one.others else frozenset()
        left = everybody - frozenset(group for cell in one.cells for group in cell.groups)
        for groups in (*(cell.groups for cell in one.cells), tuple(left), tuple(everybody)):
            means = _rater_means(rows, groups, keys)
            assert not means or len(means) >= 3
        for cell in (*one.cells, *([one.others] if one.others else [])):
            assert 1.5 <= cell.mean <= 4.5
            assert (cell.sd is None) == (cell.n < 6)


@given(st.lists(ROW, max_size=14))
def test_behaviours_of_a_competency_are_told_of_all_groups_together_or_not_at_all(rows: Rows) -> None:
    found = told(rows)
    for place in range(2):
        pair = found.behaviours[2 * place : 2 * place + 2]
        rated = [
            one
            for n, one in enumerate(pair, start=2 * place)
            if any(isinstance(chosen[n], int) for _, chosen in rows)
        ]  # fmt: skip
        assert len({one.others is None for one in rated}) < 2
        for one in pair:
            assert set(one.plain()) == {"key", "competency", "wording", "others"}
            if one.others is not None:
                assert one.others.n >= 6
                assert sum(map(bool, one.others.counts)) > 1
