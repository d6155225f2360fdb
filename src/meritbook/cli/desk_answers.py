"""What the commands on the executive service answer with `--json`, as values; published beside the others."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value


class DeskAct(Value):
    """One line of a desk."""

    title: str
    detail: str
    without: str
    """What happens without it."""
    last_day: date | None
    """None where no law sets one."""
    since: date | None
    rule: str
    """The rule of the law that it cures; empty where none stands behind it."""
    page: str
    """The page on which it is done, by name; empty where there is none."""
    id: int | None
    key: str
    """What stands in place of `id` in that address, such as the key of a measure or a plan."""
    more: tuple[int | str, ...]
    """What stands behind `id` in the address of the page, such as the review of a contract."""


class DeskSection(Value):
    """Acts of one kind, those that come first on top."""

    heading: str
    acts: tuple[DeskAct, ...]
    total: int
    note: str


class DeskAnswer(Value):
    """`meritbook desk --json`."""

    username: str
    on: date
    note: str
    """For a day that is past, what is shown of it; else empty."""
    sections: tuple[DeskSection, ...]


class DigestLine(Value):
    """A digest that was sent, or that the mail server refused."""

    username: str
    on: date
    entries: int
    sent: bool
    problem: str


class DigestAnswer(Value):
    """`meritbook digest --json`."""

    on: date
    digests: tuple[DigestLine, ...]
