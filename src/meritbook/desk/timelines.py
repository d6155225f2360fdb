"""A career as a picture: a row for each job with what was counted of it, study and licences as marks, and the day.

Places along the time are per cent of the picture's width, so that it fits a narrow screen and a sheet of paper with its
letters at full size. What each stretch stands for is told by its pattern and by words, never by colour alone; the table
below the picture says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.judge.model import JobCount, Judgement, NodeVerdict
from meritbook.core.qualifications.model import Experience, Requirement
from meritbook.core.verdict import Verdict
from meritbook.desk.judgements import day_word, number, partial_word, sentence, span, term_of

TONES = {
    "counted": "counted",
    "part": "counted in part: not full time",
    "overlap": "overlaps another job: counted there, not twice",
    "out": "does not count",
    "open": "open: a question must be answered",
    "stated": "as stated",
}
"""What a stretch of a bar may stand for, in the order of the legend."""
TOP, ROW, BAR, FOOT = 40, 48, 16, 30
MARK_ROW = 42
MOST_TICKS = 5
"""Years named along a picture; more would touch on a narrow screen."""
STEPS = (1, 2, 5, 10, 20, 50)
FIRST_YEAR = 1900
AHEAD = timedelta(days=3 * 366)
"""How far beyond the day a mark still belongs into the picture."""
LABEL = 28
"""Characters of a label that fit beside its months on a narrow screen."""


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar: what it stands for, its days in words, and its place in per cent of the width."""

    tone: str
    says: str
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One job: its label above the bar, and its stretches."""

    id: str
    label: str
    title: str
    """The label at full length, for the table."""
    months: str
    y: int
    segments: tuple[Segment, ...]
    term: str
    counted: str
    why: str

    @property
    def bar_y(self) -> int:
        """Top of the bar."""
        return self.y + 20


@dataclass(frozen=True)
class Sign:
    """A sign at a day."""

    shape: str
    """`degree`, `expected`, `licence` or `lapse`."""
    says: str
    x: str


@dataclass(frozen=True)
class Mark:
    """A degree or licence: its words, and a sign at each of its days."""

    entry: str
    label: str
    """The same, short enough for the picture."""
    when: str
    y: int
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Tick:
    """A year along the foot of the picture."""

    year: int
    x: str


@dataclass(frozen=True)
class Timeline:
    """The whole picture."""

    node: str
    words: str
    on: date
    on_x: str
    on_anchor: str
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    unplaced: tuple[str, ...]
    """Entries without a day, which have no place in the picture."""
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[str, str], ...]
    shapes: tuple[tuple[str, str], ...]
    height: int
    says: str
    """The picture in sentences, for whoever does not see it."""

    @property
    def foot_y(self) -> int:
        """Where the line of years lies."""
        return self.height - FOOT


SHAPES = {
    "degree": "degree conferred",
    "expected": "degree expected",
    "licence": "licence begins",
    "lapse": "last day of a licence",
}


def nodes_with_time(requirement: Requirement, judgement: Judgement) -> tuple[NodeVerdict, ...]:
    """The experience that bears on the verdict, in the order of the tree."""
    time = {node.id for node in requirement.nodes() if isinstance(node, Experience)}
    return tuple(one for one in judgement.nodes if one.node in time and one.applies and one.jobs)


def chosen_node(
    nodes: Iterable[NodeVerdict], judgement: Judgement, asked: str = "", decides: Iterable[str] = ()
) -> NodeVerdict | None:
    """The experience to draw: the one asked for, else one that decides, else that of the nearest way, else the first.

    `decides` are ids of the parts by which the requirement is met.
    """
    found, deciding = tuple(nodes), frozenset(decides)
    near = judgement.nearest.node if judgement.nearest else ""
    for fits in (
        lambda one: one.node == asked,
        lambda one: one.node in deciding,
        lambda one: bool(near) and (one.node == near or one.node.startswith(f"{near}.")),
    ):
        for one in found:
            if fits(one):
                return one
    return found[0] if found else None


def otherwise(nodes: Iterable[NodeVerdict], chosen: NodeVerdict | None) -> tuple[NodeVerdict, ...]:
    """The experience that counts the jobs otherwise than the one drawn, each way of counting once."""
    drawn = [chosen.jobs] if chosen else []
    found: list[NodeVerdict] = []
    for one in nodes:
        if one.jobs not in drawn:
            drawn.append(one.jobs)
            found.append(one)
    return tuple(found)


def timeline(
    candidate: Candidate, judgement: Judgement, node: NodeVerdict | None, words: str, blind: Blind
) -> Timeline | None:
    """The picture of one node's count, or of the bare statement where no node counts time; `None` of nothing dated."""
    jobs = sorted(candidate.jobs or (), key=lambda job: (job.starts.earliest if job.starts else date.max, job.id))
    if not jobs and not candidate.degrees and not candidate.licences:
        return None
    scale = _Scale(candidate, judgement.on)
    counts = {one.job: one for one in node.jobs} if node else {}
    pieces = [(piece.first, piece.last, one.job) for one in counts.values() for piece in one.pieces]
    rows = []
    for place, job in enumerate(jobs):
        stretches = tuple(_stretches(job, counts.get(job.id), pieces, judgement.on))
        count = counts.get(job.id)
        title = blind.words(job.title) or "no title"
        rows.append(
            Row(
                id=job.id,
                label=_short(f"{job.id}: {title}"),
                title=f"{job.id}: {title}",
                months=f"{span(count.least, count.most)} months" if count else "",
                y=TOP + place * ROW,
                segments=tuple(scale.segment(*one) for one in stretches),
                term=term_of(job),
                counted=f"{span(count.least, count.most)} of {number(count.of_months)} months"
                if count
                else "not counted here",
                why=" ".join(dict.fromkeys(sentence(blind.words(one)) for one in (count.left_out if count else ()))),
            )
        )
    marks, unplaced = _marks(candidate, scale, TOP + len(jobs) * ROW, judgement.on)
    height = TOP + len(jobs) * ROW + len(marks) * MARK_ROW + FOOT + 6
    used = {one.tone for row in rows for one in row.segments}
    shapes = {sign.shape for mark in marks for sign in mark.signs}
    return Timeline(
        node=node.node if node else "",
        words=words,
        on=judgement.on,
        on_x=scale.place(judgement.on),
        on_anchor="end" if scale.share(judgement.on) > 50 else "start",
        rows=tuple(rows),
        marks=marks,
        unplaced=unplaced,
        ticks=scale.ticks(),
        legend=tuple((tone, says) for tone, says in TONES.items() if tone in used),
        shapes=tuple((shape, says) for shape, says in SHAPES.items() if shape in shapes),
        height=height,
        says=_in_sentences(rows, marks, judgement.on),
    )


class _Scale:
    """Days as per cent of the width, from the first of a year to the first of another."""

    def __init__(self, candidate: Candidate, on: date) -> None:
        days = [on]
        for job in candidate.jobs or ():
            days += [one.earliest for one in (job.starts,) if one]
            days += [min(one.latest, on + AHEAD) for one in (job.ends,) if one]
        for degree in candidate.degrees or ():
            days += [one.latest for one in (degree.conferred, degree.expected) if one]
        for licence in candidate.licences or ():
            days += [one.latest for one in (licence.valid_from, licence.valid_through) if one]
        inside = [one for one in days if one <= on + AHEAD]
        self.first = date(max(min(inside).year, FIRST_YEAR), 1, 1)
        self.last = date(max(inside).year + 1, 1, 1)

    def share(self, day: date) -> float:
        """Per cent of the width, kept within the picture."""
        part = (min(max(day, self.first), self.last) - self.first).days / (self.last - self.first).days
        return part * 100

    def place(self, day: date) -> str:
        """The same as an attribute."""
        return f"{self.share(day):.2f}%"

    def segment(self, tone: str, first: date, last: date) -> Segment:
        """A stretch from its first day through its last."""
        start, end = self.share(first), self.share(last + timedelta(days=1))
        says = f"{day_word(first)} – {day_word(last)}: {TONES[tone]}"
        # What is there is seen, however short it is.
        return Segment(tone, says, f"{start:.2f}%", f"{max(end - start, 0.4):.2f}%")

    def ticks(self) -> tuple[Tick, ...]:
        """Years to name: at most `MOST_TICKS`, evenly apart."""
        years = self.last.year - self.first.year
        step = next((one for one in STEPS if years / one < MOST_TICKS), STEPS[-1])
        first = -(-self.first.year // step) * step
        return tuple(Tick(year, self.place(date(year, 1, 1))) for year in range(first, self.last.year, step))


Stretch = tuple[str, date, date]


def _stretches(job: Job, count: JobCount | None, pieces: list[tuple[date, date, str]], on: date) -> Iterable[Stretch]:
    """The days of a job from first to last, each with what it stands for."""
    if job.starts is None:
        return
    first = job.starts.earliest
    last = job.ends.latest if job.ends else on
    if last < first:
        return
    if count is None:
        yield "stated", first, last
        return
    if count.relevant is Verdict.NOT_MET:
        yield "out", first, last
        return
    if count.relevant is Verdict.UNDETERMINED:
        yield "open", first, last
        return
    rest = "out" if count.least == count.most else "open"
    own = sorted((piece.first, piece.last, piece.share) for piece in count.pieces)
    others = sorted((begin, end) for begin, end, whose in pieces if whose != job.id)
    place = first
    for begin, end, share in own:
        yield from _between(place, begin - timedelta(days=1), others, rest)
        yield ("counted" if share == "1" else "part"), begin, end
        place = end + timedelta(days=1)
    yield from _between(place, last, others, rest)


def _between(first: date, last: date, others: list[tuple[date, date]], rest: str) -> Iterable[Stretch]:
    """Days that were not counted for this job: under another one, or not at all."""
    place, day = first, timedelta(days=1)
    for begin, end in others:
        if end < place or begin > last:
            continue
        if place < begin:
            yield rest, place, begin - day
        yield "overlap", max(place, begin), min(end, last)
        place = end + day
    if place <= last:
        yield rest, place, last


def _marks(candidate: Candidate, scale: _Scale, top: int, on: date) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Study and licences with a sign at each day that lies in the picture, and those that have none there."""
    found: list[Mark] = []
    unplaced: list[str] = []

    def add(entry: str, days: list[tuple[str, str, PartialDate | None]], without: str) -> None:
        told = [f"{said} {partial_word(when, '')}" for _, said, when in days if when]
        inside = [
            Sign(shape, f"{entry}, {said} {partial_word(when, '')}", scale.place(when.latest))
            for shape, said, when in days
            if when is not None and when.latest <= on + AHEAD
        ]
        if inside:
            y = top + len(found) * MARK_ROW
            found.append(Mark(entry, _short(entry), ", ".join(told), y, tuple(inside)))
        else:
            unplaced.append(f"{entry}, {', '.join(told) or without}")

    for degree in sorted(candidate.degrees or (), key=lambda one: one.id):
        if degree.conferred is not None and degree.conferred.latest <= on:
            add(degree_word(degree), [("degree", "conferred", degree.conferred)], "no day stated")
        else:
            add(degree_word(degree), [("expected", "expected", degree.expected or degree.conferred)], "no day stated")
    for licence in sorted(candidate.licences or (), key=lambda one: one.id):
        days = [("licence", "valid from", licence.valid_from), ("lapse", "valid through", licence.valid_through)]
        add(licence_word(licence), days, "never lapses" if licence.never_lapses else "validity not stated")
    return tuple(found), tuple(unplaced)


def _short(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"


def degree_word(degree: Degree) -> str:
    """A degree by its id, level and field, without the school: `d1: bachelor, Accounting`."""
    level = degree.level.replace("_", " ") or degree.title or "no level"
    return f"{degree.id}: {level}" + (f", {degree.field}" if degree.field else "")


def licence_word(licence: HeldLicence) -> str:
    """A licence by its id, name and class, without who issued it."""
    return f"{licence.id}: {licence.name}" + (f", class {licence.class_}" if licence.class_ else "")


def _in_sentences(rows: list[Row], marks: tuple[Mark, ...], on: date) -> str:
    told = [f"{row.title}, {row.term}: {row.counted}." for row in rows]
    told += [f"{mark.entry}, {mark.when}." for mark in marks]
    return " ".join([*told, f"The day of qualifying is {day_word(on)}."])
