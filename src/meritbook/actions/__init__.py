"""What can be done to the record, one use case a module; nothing else writes.

Every `perform` takes who (`Actor`), when (`at`) and why, asks whether this person may (`permissions`) and whether it
is possible now (`policies`), lets the core decide, saves, and writes one entry to the ledger, all in one transaction.
"""

from meritbook.actions.actor import SYSTEM, Actor

__all__ = ["SYSTEM", "Actor"]
