"""What a report says in words: the same sentences on the site, on paper and for programs."""

from __future__ import annotations

from meritbook.core.competencies.figures import interval_words, mean_words, points, signed
from meritbook.core.competencies.intervals import MeanDifference
from meritbook.core.competencies.report import CellChange, CompetencyReport, OwnSight, ProfileLine, ViewGap
from meritbook.core.competencies.result import END, PlaceCounts, Spread
from meritbook.core.competencies.tally import least_spread

DEVELOPMENT_ONLY = (
    "It was collected for development. It is no evidence for a performance rating: so it was promised to everybody "
    "who answered."
)
MAY_COUNT = (
    "The policy in force when it was collected lets it be used as evidence for a performance rating; everybody who "
    "answered was told so on the form."
)
MARKS = (
    "Filled circle: the mean of those who answered in groups, with the interval of their mean as a thick line. "
    "Diamond: own view. Square: supervisor, under their name. Upright line: average of the role."
)
SIGHTS = {
    OwnSight.BLIND_SPOT: "Blind spot: the own view is higher than that of others",
    OwnSight.HIDDEN_STRENGTH: "Hidden strength: the own view is lower than that of others",
    OwnSight.ALIKE: "The own view and that of others are much alike",
}


def purpose(*, counts_for_rating: bool) -> str:
    """Whether it may be evidence for a rating, as it was told to all."""
    return MAY_COUNT if counts_for_rating else DEVELOPMENT_ONLY


def interval(one: Spread, top: int) -> str:
    """`3.41 to 3.83`, or `4.20 or more` where the mean stands for any beyond it; `none` where there is none."""
    said = interval_words(one, top)
    if not said.startswith("between "):
        return said or "none"
    return said.removeprefix("between ").replace(" and ", " to ")


def end_words(top: int) -> str:
    """How means of groups near either end of the scale are told: `1.5 or less` and `4.5 or more`."""
    low, high = 1 + END, top - END
    if top <= 2:
        return "On a scale of two points the mean of a group tells nothing, and is always told as 1.5."
    return (
        f"The mean of a group is told to one place and not beyond half a point from either end of the scale: "
        f"“{mean_words(low, top)}” may be 1, and “{mean_words(high, top)}” may be {top}. Its interval, and what is "
        "reckoned from it as a gap or a change, may lie as much further out. Where several groups are told, the mean "
        "of all is reckoned from theirs. A spread is told as what it does not exceed."
    )


def deviation(one: Spread) -> str:
    """How far they differ among themselves, as standard deviation; of few it is not told."""
    return "not told of so few" if one.sd is None else f"at most {points(one.sd)}"


def counts_words(counts: PlaceCounts, mean: float | None) -> str:
    """`3.62: 0, 1, 2, 4, 1`: the mean and how many chose each place, from the lowest."""
    unseen = f"; {counts.not_observed} not observed" if counts.not_observed else ""
    if mean is None:
        return f"Nobody rated it{unseen}"
    return f"{points(mean)}: {', '.join(map(str, counts.counts))}{unseen}"


def scale_words(report: CompetencyReport) -> str:
    """Between which ends of the scale a picture lies."""
    return f"from 1 ({report.points[0]}) to {len(report.points)} ({report.points[-1]})."


def gap_words(gap: ViewGap | None) -> str:
    """How one's own view lies to that of others; why nothing is said where it is not."""
    if gap is None:
        return "Not known: there is no own view, or nothing of others is told"
    if gap.beyond == "both":
        return f"{SIGHTS[gap.sight]}: both lie at the end of the scale beyond which nothing is told."
    said = f"{SIGHTS[gap.sight]} ({signed(gap.at)} points{f' or {gap.beyond}' if gap.beyond else ''})"
    if gap.sight is OwnSight.ALIKE:
        return f"{said}."
    if gap.within is None:
        return f"{said}. How far chance reaches is not known here."
    return f"{said}. " + (
        "It lies within the interval of others: that may be chance."
        if gap.within
        else "It lies outside the interval of others."
    )


def difference_words(one: MeanDifference) -> str:
    """A change with its interval, and whether it may be chance."""
    said = signed(one.at)
    if one.low is None or one.high is None:
        return f"{said}; no interval can be reckoned, so nobody can tell it from chance."
    told = "That may be chance alone." if one.noise else "More than chance would explain."
    return f"{said}, between {signed(one.low)} and {signed(one.high)}. {told}"


def reader_words(report: CompetencyReport) -> str:
    """What a reader who answered in a group knows beyond what is told; empty where every group is large, or none told.

    Of twice the minimum on, the own answer tells no more of the others than the mean of as many as are told at least.
    """
    told = [one.n for line in report.lines for one in (*line.cells, *((line.others,) if line.others else ()))]
    least = min(told, default=0)
    if not 0 < least < 2 * report.minimum:
        return ""
    return (
        f"The smallest group that is told here is of {least}. Whoever answered in it and reads this knows one of its "
        f"{least} answers already, and more of the others than you do. Who was asked in groups is not told to you: "
        "think of whether the reader works with you, as a coach may. The site tells such a reader nothing of a "
        f"competency where fewer than {report.minimum} would be left without their own answer."
    )


def change_words(one: CellChange, top: int) -> str:
    """A change of a cell since the assessment before, on a scale of so many points."""
    return f"{mean_words(one.before, top)} of {one.n_before} before: {difference_words(one.difference)}"


def own_change_words(line: ProfileLine) -> str:
    """The change of one's own view; empty where there is none."""
    if line.own_change is None:
        return ""
    return f"{signed(line.own_change)}. One person’s view has no interval."


def chance_words(report: CompetencyReport) -> str:
    """How many of the changes would look like one by chance alone; empty where none has an interval."""
    count = report.comparisons
    if not count:
        return ""
    return (
        f"{count} {'change is' if count == 1 else 'changes are'} told with an interval of {report.confidence:.0%}. "
        f"Where nothing changed at all, about {report.by_chance:.1f} of them would still look like more than chance."
    )


def statistics_words(report: CompetencyReport) -> str:
    """By what the figures are reckoned."""
    of = f"{report.confidence:.0%}"
    return (
        "Each rater counts once, by the mean of the behaviours that they rated; “not observed” is no figure. "
        f"Intervals of {of}: Student’s of a mean, Welch’s of a change. They take those who answered as drawn from many "
        "who might have, and say nothing of those who did not. Those of a competency are reckoned from its spread as "
        f"it is told, which is {points(least_spread(len(report.points)))} at least: they are rather too wide, and a "
        "group in which everybody answered alike has one as any other. "
        f"Of fewer than {2 * report.minimum} there is none. "
        f"Groups of fewer than {report.minimum} are told with others or not at all, and so is whatever would tell them "
        f"by subtraction or beside an earlier assessment. {end_words(len(report.points))}"
    )
