"""How fast contracts are rendered and signed: 125 contracts, three signatures each, in documents per second.

The baseline in the same run is the same words written to an unsigned word-processor file with python-docx: what an
office that signs on paper prepares. One process; of a busy machine the processor time says more.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, date, datetime
from decimal import Decimal

from benchmarks.measure import percentile, table, write
from meritbook.core.contracts.text import Area, ContractText, Measure, Objective, Parties, Project, Terms
from meritbook.writers.certificates import make_test_authority
from meritbook.writers.contract import ContractPaper, SignatureLine, contract_pdf, paper
from meritbook.writers.contract_check import check_contract, reason_of
from meritbook.writers.paper_docx import word_processor_file
from meritbook.writers.seals import OfficeSeal, load_roots, load_seal, sign_pdf

CONTRACTS = 125
AT = datetime(2004, 6, 14, 15, tzinfo=UTC)
ROLES = ("Employee", "Appointing authority", "Department director")
AREAS = ("Customers", "Credibility", "Workforce", "Results")


def made(number: int) -> ContractPaper:
    """One contract: four areas with three objectives each, one measured, and two projects."""
    areas = tuple(
        Area(
            key=area.lower(),
            title=area,
            objectives=tuple(
                Objective(
                    key=f"{area.lower()}-{one}",
                    says=f"Objective {one} of {area.lower()} is reached in unit {number}.",
                    on_form=one == 1,
                    clarification="Told each quarter, with what stands in the way.",
                    measures=(
                        Measure(key=f"{area.lower()}-{one}-days", says="Days to answer", target=Decimal(10 + one)),
                    ),
                )
                for one in range(1, 4)
            ),
        )
        for area in AREAS
    )
    text = ContractText(
        parties=Parties(
            employee=f"Executive {number}", employee_username=f"executive-{number}", position=f"B-{number}",
            department="Department of Revenue", appointing_authority="Authority", department_director="Director",
        ),
        terms=Terms(starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1), salary=Decimal("9000.00")),
        notes=("A lower salary in the next contract cannot be appealed.",),
        areas=areas,
        projects=(Project(key="plant", says="Open it.", results_expected="Done."), Project(key="move", says="Move.")),
    )  # fmt: skip
    return ContractPaper(
        jurisdiction="State", office="Department of Revenue", reference=f"Contract B-{number}",
        written_on=date(2004, 6, 14), text=text,
        signatures=tuple(SignatureLine(role=role, name=role, how="By electronic seal.") for role in ROLES),
    )  # fmt: skip


def signed(one: ContractPaper, seal: OfficeSeal) -> bytes:
    """The contract as PDF with three seals."""
    data = contract_pdf(one)
    for number, role in enumerate(ROLES, start=1):
        reason = reason_of(role, role, one.text.seal())
        data = sign_pdf(data, seal, field=f"Signature{number}", name=role, reason=reason, location="", at=AT)
    return data


def main() -> None:
    """Measure, print, and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contracts", type=int, default=CONTRACTS)
    count = parser.parse_args().contracts
    authority = make_test_authority("Department of Revenue", "benchmark")
    seal = load_seal(authority.office, "benchmark")
    contracts = [made(number) for number in range(count)]
    signed(contracts[0], seal)
    times, sizes = [], []
    cpu = time.process_time()
    for one in contracts:
        begun = time.perf_counter()
        data = signed(one, seal)
        times.append(time.perf_counter() - begun)
        sizes.append(len(data))
    spent = time.process_time() - cpu
    assert check_contract(data, load_roots(authority.root)).outcome == "holds"
    begun, spent_before = time.perf_counter(), time.process_time()
    for one in contracts:
        assert word_processor_file(paper(one))
    baseline, baseline_cpu = time.perf_counter() - begun, time.process_time() - spent_before
    rows = [
        {
            "contender": "baseline: python-docx, the same words, unsigned",
            "documents a second": count / baseline,
            "of processor time": count / baseline_cpu,
        },
        {
            "contender": "Meritbook: PDF/UA, signed by three",
            "documents a second": count / sum(times),
            "of processor time": count / spent,
        },
    ]
    table(f"{count} contracts", rows)
    write(
        "contracts_signed",
        {
            "contracts": count,
            "rows": rows,
            "p50_ms": 1000 * percentile(times, 0.5),
            "p95_ms": 1000 * percentile(times, 0.95),
            "bytes_of_one": sizes[-1],
        },
    )


if __name__ == "__main__":
    main()
