"""Finding classes by words: FTS5 on SQLite, full-text search on PostgreSQL; the same question to both."""

from __future__ import annotations

import re

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from meritbook.records.guards import CLASSES, SEARCH
from meritbook.records.models import ClassEntry


def find_classes(entries: QuerySet[ClassEntry], words: str) -> QuerySet[ClassEntry]:
    """Those of the entries that hold every one of the words, each as the beginning of a word.

    Without words: all of them.
    """
    terms = re.findall(r"\w+", words)[:20]
    if not terms:
        return entries
    if connections[entries.db].vendor == "sqlite":
        query = " AND ".join(f'"{term}"*' for term in terms)
        return entries.filter(pk__in=RawSQL(f"SELECT rowid FROM {SEARCH} WHERE {SEARCH} MATCH %s", [query]))
    query = " & ".join(f"{term}:*" for term in terms)
    return entries.filter(
        pk__in=RawSQL(
            f"SELECT id FROM {CLASSES} WHERE to_tsvector('simple', search_text) @@ to_tsquery('simple', %s)",
            [query],
        )
    )
