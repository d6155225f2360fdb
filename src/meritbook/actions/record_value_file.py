"""Record the values of a file that was looked at: all that were shown, as one sealed batch, or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import formulas, ledger, measuring, policies, value_lines
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.readers.value_tables import read_tables
from meritbook.records import clock
from meritbook.records.models import BatchKind, Measure, ValueBatch, ValueFile


class FileRefusedError(policies.PolicyError):
    """A file with cells that cannot be taken as they stand. Nothing of it was recorded."""

    code = "results.file_refused"
    remedy = "Mend the cells that are listed, or leave them out, and record again."
    http_status = 422


class FileChangedError(policies.PolicyError):
    """What the file would record now is not what was shown."""

    code = "results.file_changed"
    remedy = "Look at the preview again: the register changed in between."


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    file: ValueFile,
    source: str,
    mends: Mapping[str, str] | None = None,
    seen: str = "",
) -> ValueBatch:
    """The batch, which names the file. `mends`: by cell what a person typed instead, `-` to leave its values out.

    `seen` is the seal of the preview; what is recorded is what it showed, or nothing. Raises `ForbiddenError`;
    `TextError`; `FileRefusedError` with all cells in its details; `FileChangedError`; `LayoutError`.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source", longest=4000)
    mends = {place: text for place, text in (mends or {}).items() if text.strip()}
    for text in mends.values():
        policies.check_text(text, field="mends", longest=400)
    require(actor, Capability.RECORD_VALUE, on=on)
    tables = read_tables(file.document.original(), name=file.name)
    with transaction.atomic():
        role = require(actor, Capability.RECORD_VALUE, on=on)
        # Held before the register is looked at, in the order of their keys, so that two files do not wait in a ring.
        named = {one.strip() for table in tables for row in table.rows for one in (cell.text for cell in row)}
        keys = sorted({one.casefold() for one in (*named, *mends.values()) if 0 < len(one) < 80})
        for start in range(0, len(keys), 5_000):
            list(Measure.objects.select_for_update().filter(key__in=keys[start : start + 5_000]).order_by("pk"))
        read = value_lines.reading(Standing(actor.user, on), tables, mends)
        if read.troubles:
            plain = [vars(one) for one in list(read.troubles.values())[:500]]
            raise FileRefusedError(
                f"{len(read.troubles)} cells cannot be taken as they stand; nothing was recorded.",
                where=next(iter(read.troubles)),
                details={"cells": plain},
            )
        if not read.good:
            raise FileRefusedError("Nothing is left to record.", where=file.name)
        if seen and seen != read.sha256:
            raise FileChangedError("What the file would record is not what was shown.", where=file.name)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                batch = measuring.keep(
                    [one.recorded for one in read.good],
                    kind=BatchKind.FILE,
                    source=source,
                    by=actor.user,
                    at=at,
                    document=file.document,
                )
        except IntegrityError as problem:
            raise possible.ValueStandsError("A period was given its value by somebody else meanwhile.") from problem
        measures = {one.recorded.measure.pk: one.recorded.measure for one in read.good}
        measuring.restand(list(measures.values()))
        said = f"Values of {file.name} were recorded."
        worked = formulas.follow(measures.values(), by=actor.user, at=at, because=said)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_value_file",
            subject=f"valuebatch:{batch.pk}",
            facts={
                "file": file.pk,
                "document": file.document.sha256,
                "rows": batch.rows,
                "measures": sorted(one.key for one in measures.values())[:200],
                "mends": dict(sorted(mends.items())[:500]),
                "left_out": read.left_out,
                "source": source,
                "sha256": batch.sha256,
            },
            records=[batch, *worked],
        )
    return batch
