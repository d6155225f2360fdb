"""Another system for tests of queries: a small SQLite database, and the file of connections that names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

STATEMENT = (
    "SELECT period, days AS value, note AS says FROM refunds WHERE paid_before <= :until AND paid_before > :since"
)
"""Of the ledger of refunds: the mean of each quarter."""
ROWS = (("FY2026 Q1", "2025-10-01", 24.5, ""), ("FY2026 Q2", "2026-01-01", 20.5, "90% by wire"))


def folder() -> Path:
    """Where both lie: the data folder of the tests."""
    from django.conf import settings

    return Path(settings.MERITBOOK_HOME)


def ledger(rows: Sequence[tuple[str, str, object, str]] = ROWS) -> None:
    """The ledger of refunds with these rows, made anew, and the file of connections."""
    path = folder() / "refunds.sqlite3"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE refunds (period TEXT, paid_before TEXT, days, note TEXT)")
        base.executemany("INSERT INTO refunds VALUES (?, ?, ?, ?)", rows)
    base.close()
    (folder() / "queries.toml").write_text(
        f'[connections]\nrefunds = "sqlite:///{path}"\ngone = "sqlite:///{folder()}/gone.sqlite3"\n'
        'broken = "sqlite:"\nfar = "postgresql://reader:not-told@127.0.0.1:9/refunds"\n',
        encoding="utf-8",
    )
