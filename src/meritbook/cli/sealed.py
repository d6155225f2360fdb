"""`verify-contract`: whether a signed contract is as it was signed; needs no database, no settings, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.options import AsJson, output_of

_COVERS = {"whole_file": "covers the whole file", "revision": "covers the file as it was then", "part": "covers a part"}
_TRUST = {
    "trusted": "leads to a certificate that you trust",
    "not_trusted": "leads to no certificate that you trust",
    "not_asked": "trust was not asked: give --trust",
    "not_judged": "trust cannot be judged, since this signature does not hold",
}


def verify_contract(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The signed contract, a PDF.")],
    trust: Annotated[
        Path | None,
        typer.Option(metavar="CERTIFICATE", help="The certificate that you trust, of the office or its authority."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check a signed contract: its signatures, the words that it carries, and that both are the same.

    Works offline, on any machine. Exit code 0 when it holds and the certificate is one that you trust, 1 when
    anything does not hold, 2 when nothing was changed but who sealed it is not proven.
    """
    output = output_of(context, as_json)
    # Only here: the libraries take half a second to load.
    from meritbook.writers.contract_check import check_contract
    from meritbook.writers.seals import SealError, load_roots

    try:
        data = file.read_bytes()
        roots = load_roots(trust.read_bytes()) if trust is not None else ()
    except OSError as problem:
        raise UsageError(f"The file cannot be read: {problem.strerror}.", where=str(problem.filename)) from problem
    try:
        report = check_contract(data, roots)
    except SealError as problem:
        if as_json:
            output.json({"outcome": "broken", "says": problem.message, "seals": [], "findings": []})
        else:
            output.line(f"It does not hold: {problem.message}", style="bold red")
        return ExitCode.BAD_NEWS
    code = {"holds": ExitCode.OK, "broken": ExitCode.BAD_NEWS, "unproven": ExitCode.UNPROVEN}[report.outcome]
    if as_json:
        output.json(report.plain())
        return code
    style = {"holds": "green", "broken": "bold red", "unproven": "yellow"}[report.outcome]
    output.line(report.says, style=style)
    if report.reference:
        output.line(f"{report.reference}, {report.employee}. Words: SHA-256 {report.sha256}")
    for finding in report.findings:
        if not finding.holds:
            output.line(f"  {finding.says}", style="red")
    for seal in report.seals:
        output.line(f"  {seal.field}: {seal.reason}")
        when = seal.signed_at.isoformat() if seal.signed_at else "at no stated time"
        output.line(f"    {when}; {_COVERS[seal.covers]}; {'intact' if seal.holds else 'does not hold'}")
        if seal.certificate is not None:
            own = seal.certificate
            output.line(f"    certificate of {own.subject}, issued by {own.issuer}; {_TRUST[seal.trust]}")
            output.line(f"    fingerprint {own.sha256}")
    return code


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("verify-contract")(verify_contract)
