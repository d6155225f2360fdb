"""All boards of a year together: each sum says how many boards it is the sum of, and which are missing from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from meritbook.core.results.board_members import Composition
from meritbook.core.results.board_report import ReportContent
from meritbook.core.results.small_counts import Published, published
from meritbook.core.values import Value


class Reported(Value):
    """A board in the roll-up: its accepted report, or why there is none that counts."""

    key: str
    title: str
    area: tuple[str, ...]
    allocated: Decimal | None
    content: ReportContent | None
    why_missing: str = ""


class BoardRow(Value):
    """A board in the table of the roll-up; what is not reported is said, never zero."""

    key: str
    title: str
    area: str
    state: str
    children: str
    """Children served, as it may be published."""
    families: str
    allocated: Decimal | None
    spent: Decimal | None
    assistance_hours: Decimal | None


class Sum(Value):
    """A sum over the boards that report it."""

    name: str
    figure: str
    reporting: int
    boards: int
    missing: tuple[str, ...]
    """Titles of the boards that are not in it."""

    @property
    def says(self) -> str:
        """Of how many boards it is the sum."""
        said = f"{self.reporting} of {self.boards} boards reporting"
        return f"{said}; without {', '.join(self.missing)}" if self.missing else said


class RollUp(Value):
    """The state's boards in a fiscal year."""

    fiscal_year: int
    sums: tuple[Sum, ...]
    rows: tuple[BoardRow, ...]
    least_published: int
    left_out: int
    """Counts of children and of families that are left out of the table because they are small."""
    broken: tuple[str, ...]
    """Titles of the boards whose composition was not met on the last day of the year."""


def roll_up(fiscal_year: int, boards: Sequence[Reported], least_published: int) -> RollUp:
    """The sums and the table. Only accepted reports are counted."""
    children = [_served(one, "children") for one in boards]
    families = [_served(one, "families") for one in boards]
    told_children, told_families = published(children, least_published), published(families, least_published)
    spent = [one.content.account.spent if one.content else None for one in boards]
    hours = [_hours(one) for one in boards]
    return RollUp(
        fiscal_year=fiscal_year,
        sums=(
            _counted("Children served", boards, children, told_children),
            _counted("Families served", boards, families, told_families),
            _dollars("Allocated", boards, [one.allocated for one in boards]),
            _dollars("Spent", boards, spent),
            _sum("Hours of training and technical assistance", boards, hours, lambda total: f"{total:,.2f}"),
        ),
        rows=tuple(
            BoardRow(
                key=one.key,
                title=one.title,
                area=", ".join(one.area),
                state="Accepted" if one.content else one.why_missing,
                children=told_children.counts[place],
                families=told_families.counts[place],
                allocated=one.allocated,
                spent=spent[place],
                assistance_hours=hours[place],
            )
            for place, one in enumerate(boards)
        ),
        least_published=least_published,
        left_out=told_children.left_out + told_families.left_out,
        broken=tuple(one.title for one in boards if one.content and _broken(one.content.composition)),
    )


def _broken(found: Composition) -> bool:
    return bool(found.broken)


def _served(board: Reported, name: str) -> int | None:
    """The sum over the programs of a board; none where one of them is not on record."""
    if board.content is None or not board.content.services:
        return None
    counts = [getattr(one, name) for one in board.content.services]
    return None if None in counts else sum(counts)


def _hours(board: Reported) -> Decimal | None:
    if board.content is None:
        return None
    return sum((one.hours for one in board.content.assistance), Decimal(0))


def _counted(name: str, boards: Sequence[Reported], counts: Sequence[int | None], told: Published) -> Sum:
    return _sum(name, boards, counts, lambda _total: told.total)


def _dollars(name: str, boards: Sequence[Reported], amounts: Sequence[Decimal | None]) -> Sum:
    return _sum(name, boards, amounts, lambda total: f"${total:,.2f}")


def _sum(
    name: str,
    boards: Sequence[Reported],
    figures: Sequence[int | Decimal | None],
    shown: Callable[[Decimal], str],
) -> Sum:
    known = [Decimal(one) for one in figures if one is not None]
    return Sum(
        name=name,
        figure=shown(sum(known, Decimal(0))) if known else "Not on record",
        reporting=len(known),
        boards=len(boards),
        missing=tuple(one.title for one, figure in zip(boards, figures, strict=True) if figure is None),
    )
