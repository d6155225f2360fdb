"""The report of a competency assessment as PDF/UA-1: the profile drawn, every figure in a table, the comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from meritbook.core.competencies import report_words as words
from meritbook.core.competencies.drawing import Drawing, group_words, groups_of, of_competency, overviews
from meritbook.core.competencies.figures import mean_words, points, spread_words
from meritbook.core.competencies.report import BehaviourLine, CompetencyReport, ProfileLine
from meritbook.core.dates import day_in_words
from meritbook.core.values import Value
from meritbook.writers.paper import Paper, Part, Words, bullets, facts, heading, paragraph, picture, said_parts
from meritbook.writers.paper_pdf import pdf
from meritbook.writers.profile_svg import profile_svg, size_of

NOT_TOLD = "Not told"


class CompetencyReportPaper(Value):
    """What the paper says: the whole report, for the person whom it is about."""

    person: str
    office: str
    government: str
    number: int
    starts_on: date | None
    last_day: date | None
    written_on: date
    counts_for_rating: bool
    seal: str
    """SHA-256 of what was told at the closing; it stands at the foot of each page."""
    before: date | None
    """The first day of the assessment with which it is compared; none where there is none."""
    role_people: int | None
    role_drawn_on: date | None
    report: CompetencyReport

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"Leadership competencies of {self.person}"


def report_pdf(paper: CompetencyReportPaper) -> bytes:
    """The report as PDF/UA-1; the same report gives the same bytes. Raises `LetterError` when it cannot be set."""
    pictures: dict[str, bytes] = {}
    made = as_paper(paper, pictures)
    return pdf(made, pictures=pictures)


def as_paper(paper: CompetencyReportPaper, pictures: dict[str, bytes]) -> Paper:
    """The report, ready to be set; `pictures` takes the drawings that it names."""
    return Paper(
        name="report",
        title=paper.title,
        reference=f"Competency report {paper.number}, seal {paper.seal}",
        jurisdiction=paper.government or paper.office or "Meritbook",
        office=paper.office,
        written_on=paper.written_on,
        parts=said_parts(_parts(paper, pictures)),
    )


def _parts(paper: CompetencyReportPaper, pictures: dict[str, bytes]) -> Iterator[Part]:
    report = paper.report
    yield heading(paper.title, 1)
    yield paragraph(
        "For the person whom it is about. Nobody else reads it unless they show it.\n"
        + words.purpose(counts_for_rating=paper.counts_for_rating)
    )
    yield facts(
        "The assessment",
        ("What", "Value"),
        (
            ("Model", report.model),
            ("Role", report.role),
            ("Open", _days(paper)),
            ("Scale", "; ".join(f"{place}: {one}" for place, one in enumerate(report.points, start=1))),
            ("Answered in groups", _answered(report)),
            ("Told as", "; ".join(f"{group_words(one.groups)} ({one.answered})" for one in report.cells)),
            ("Compared with", f"the assessment from {day_in_words(paper.before)}" if paper.before else ""),
            ("Average of the role", _average(paper)),
        ),
    )
    yield heading("Profile")
    yield paragraph(f"{words.MARKS} {words.end_words(len(report.points))}")
    for one in overviews(report):
        yield _drawn(one, "The competencies", report, pictures)
    yield _profile(report)
    yield heading("Blind spots and hidden strengths")
    yield paragraph(
        f"Called out where the own view differs by {report.threshold:g} points or more from that of others."
    )
    called = (*report.blind_spots, *report.hidden_strengths)
    yield bullets(f"{one.name}: {words.gap_words(one.gap)}" for one in called)
    if not called:
        yield paragraph("None.")
    if report.compared:
        yield heading("Since the assessment before")
        yield paragraph(words.chance_words(report))
        yield _table(
            "What changed, and what of it may be chance",
            ("Competency", "All in groups", "Own view"),
            (3, 6, 3),
            (
                (one.name, _since(one, len(report.points)), words.own_change_words(one) or "Nothing to compare")
                for one in report.lines
            ),
        )
    for line in report.lines:
        yield from _competency(line, report, pictures)
    yield heading("How the figures are reckoned")
    yield paragraph(words.statistics_words(report))


def _days(paper: CompetencyReportPaper) -> str:
    if paper.starts_on is None or paper.last_day is None:
        return ""
    return f"{day_in_words(paper.starts_on)} to {day_in_words(paper.last_day)}"


def _answered(report: CompetencyReport) -> str:
    if report.answered is None:
        return "Not told, to keep answers apart from people"
    return f"{report.answered} of {report.asked}"


def _average(paper: CompetencyReportPaper) -> str:
    if paper.role_people is None or paper.role_drawn_on is None:
        return "Not drawn: too few people in the role were assessed"
    return f"over {paper.role_people} people, drawn on {day_in_words(paper.role_drawn_on)}"


def _drawn(one: Drawing, of: str, report: CompetencyReport, pictures: dict[str, bytes]) -> Part:
    file = f"profile-{len(pictures) + 1}.svg"
    pictures[file] = profile_svg(one)
    return picture(f"{of}, {words.scale_words(report)}", file=file, alt=f"{of}: {one.says}", size=size_of(one))


def _mean(one: float | None, none: str = "No view") -> str:
    return none if one is None else points(one)


def _profile(report: CompetencyReport) -> Part:
    return _table(
        "The profile in figures",
        ("Competency", "Own view", "Supervisor", "All in groups", "They differ", "Role"),
        (4, 2, 2, 4, 3, 2),
        (
            (
                one.name,
                _mean(one.own.mean if one.own else None),
                ", ".join(_mean(each.mean) for each in one.named) or "None asked",
                NOT_TOLD if one.others is None else f"{spread_words(one.others, len(report.points))} ({one.others.n})",
                NOT_TOLD if one.others is None else words.deviation(one.others),
                _mean(one.role.mean if one.role else None, "Not drawn"),
            )
            for one in report.lines
        ),
    )


def _since(line: ProfileLine, top: int) -> str:
    found = next((one for one in line.changes if not one.groups), None)
    return words.change_words(found, top) if found else line.not_compared or "Nothing to compare"


def _competency(line: ProfileLine, report: CompetencyReport, pictures: dict[str, bytes]) -> Iterator[Part]:
    yield heading(line.name)
    yield paragraph(line.definition)
    yield paragraph(words.gap_words(line.gap))
    drawn, top = of_competency(line, report), len(report.points)
    if drawn is not None:
        yield _drawn(drawn, line.name, report, pictures)
    groups = groups_of(line)
    if groups:
        yield _table(
            f"{line.name}: groups as they are told",
            ("Group", "Raters", "Mean", "Interval", "They differ"),
            (4, 2, 2, 3, 4),
            (
                (name, str(one.n), mean_words(one.mean, top), words.interval(one, top), words.deviation(one))
                for name, one in groups
            ),
        )
    else:
        yield paragraph("Of those who answered in groups nothing is told here, to keep answers apart from people.")
    changes = [(group_words(one.groups), words.change_words(one, top)) for one in line.changes if one.groups]
    if changes:
        yield _table(f"{line.name}: change by group", ("Group", "Since the assessment before"), (3, 7), changes)
    yield _table(
        f"{line.name}: behaviours",
        ("Behaviour", "Own view", "Supervisor", "All in groups", "Since before"),
        (6, 2, 2, 3, 4),
        (_behaviour(one) for one in line.behaviours),
    )
    for view in (*((one,) if (one := line.own) else ()), *line.named):
        if view.comment:
            yield paragraph(f"{view.name} wrote, under their name: {view.comment}")
    if line.comments:
        yield heading("Comments of those who answered in groups, in no order of people or time", 3)
        yield bullets(line.comments)


def _behaviour(one: BehaviourLine) -> tuple[str, ...]:
    return (
        one.says,
        _place(one.own),
        ", ".join(_place(place) for _, place in one.named) or "None asked",
        NOT_TOLD if one.others is None else words.counts_words(one.others, one.mean),
        words.difference_words(one.change) if one.change else "Nothing to compare",
    )


def _place(one: int | None) -> str:
    return "No view" if one is None else str(one)


def _table(summary: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> Part:
    cells = tuple(
        tuple((Words(text=said, style="strong" if place == 0 else "plain"),) for place, said in enumerate(row))
        for row in rows
    )
    return Part(kind="table", summary=summary, head=head, widths=widths, rows=cells)
