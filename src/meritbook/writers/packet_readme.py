"""The note in a packet that says how to check it by hand, with tools that every office has."""

from __future__ import annotations

from meritbook.core.contracts.packet import LEDGER, MANIFEST, PAPER, SEAL, LedgerRange


def readme(covered: LedgerRange) -> bytes:
    """The note, in plain lines."""
    extract = (
        f"It covers entries {covered.first} to {covered.last}; {covered.full} of them stand in full."
        if covered.last
        else "No entry of the ledger concerns this file, so it is empty."
    )
    text = f"""HOW TO CHECK THIS PACKET

With Meritbook, on any machine and without its database:

    meritbook verify-packet PACKET.zip --trust OFFICE-CERTIFICATE.pem

It says what holds and names the first thing that does not. Without --trust it checks that nothing was changed, and
leaves open whose seal it is. Ask the office for its certificate by another way than this packet.

By hand:

1. The list of files. {MANIFEST} names each file with its size and SHA-256. Its seal is {SEAL}:

    openssl cms -verify -binary -inform DER -in {SEAL} -content {MANIFEST} \\
        -CAfile OFFICE-CERTIFICATE.pem -purpose any -out /dev/null

2. The files. Compare what this prints with the list; no file may be missing and none may be there besides:

    find . -type f -exec sha256sum {{}} +

3. The paper. {PAPER} bears a signature of the office (PAdES). A PDF reader shows it, or:

    pdfsig {PAPER}

4. The ledger. {LEDGER} holds a line of JSON for each entry. {extract}
   A line with only seq, prev_hash and hash is an entry of another case: it shows the order and tells nothing else.
   "shared" marks one that concerns this case and others besides. Each prev_hash is the hash of the line before. The
   hash of a line that stands in full is the SHA-256 of that line without its hash, keys in order and no spaces:

    sed -n 1p {LEDGER} | jq -cSj 'del(.hash)' | sha256sum

   Where the office, or its auditor, kept an anchor (number and hash of an entry), find that entry in the list.

5. Words. Where words/ holds a file, its SHA-256 is the hash that the paper gives for it, and for a contract the hash
   that each signature names.
"""
    return text.encode("ascii")
