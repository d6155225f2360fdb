"""Who signs which words, and who is asked again when they change.

Everybody signs the whole when a contract is first agreed. An alteration asks again only those who answer for a section
that is not as it was when they signed. Who answers for what is the office's policy (`ContractPolicy`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from meritbook.core.contracts.policy import ContractPolicy
from meritbook.core.contracts.text import ContractText
from meritbook.core.values import Value

SigningRole = Literal["employee", "appointing_authority", "department_director"]
SIGNING_ROLES: tuple[SigningRole, ...] = ("employee", "appointing_authority", "department_director")
Signed = Mapping[str, Mapping[str, str]]
"""`{role: {section key: SHA-256}}` as each role signed last."""


class Asked(Value):
    """Somebody who is to sign, and the sections that are not as they signed them; all of them at the first time."""

    role: SigningRole
    changed: tuple[str, ...]
    """Keys of sections that are new, changed or gone since; in the order of the words, those that are gone last."""
    first: bool


def asked(text: ContractText, signed: Signed, policy: ContractPolicy) -> tuple[Asked, ...]:
    """Who must still sign these words, given what each role signed last."""
    now = text.hashes()
    kinds = {one.key: one.kind for one in text.sections()}
    found = []
    for role in SIGNING_ROLES:
        before = signed.get(role)
        if before is None:
            found.append(Asked(role=role, changed=tuple(now), first=True))
            continue
        changed = [key for key, sha256 in now.items() if before.get(key) != sha256]
        changed += [key for key in before if key not in now]
        answers = [key for key in changed if role in policy.answer_for(kinds.get(key) or key.partition(".")[0])]
        if answers:
            found.append(Asked(role=role, changed=tuple(answers), first=False))
    return tuple(found)
