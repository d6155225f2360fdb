"""Looks every quote of a pack up in its source, where the source is at hand: a quote that is not found is refused."""

from __future__ import annotations

import re
from pathlib import Path

from meritbook.core.law.errors import QuoteError
from meritbook.core.law.pack import Law


def _folded(text: str) -> str:
    plain = text.replace("’", "'").replace("“", '"').replace("”", '"').replace("*", "").replace("\\", "")
    return re.sub(r"\s+", " ", plain).strip().casefold()


def check_quotes(law: Law, folder: Path) -> tuple[str, ...]:
    """Find each quote in its source, in a folder of source files; which places were checked.

    Case and white space do not count, nor the marks of bold type. A quote that does not stand in its source raises
    `QuoteError`. A source whose file is not there is passed over.
    """
    checked = []
    texts: dict[str, str] = {}
    for where, cited in law.quotes():
        name = law.source(cited.source).file
        if not name or not (folder / name).is_file():
            continue
        if name not in texts:
            texts[name] = _folded((folder / name).read_text(encoding="utf-8"))
        if _folded(cited.quote) not in texts[name]:
            raise QuoteError(f"“{cited.quote}” does not stand in {name}.", where=where)
        checked.append(where)
    return tuple(checked)
