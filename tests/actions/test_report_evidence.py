"""A report that was collected for development is no evidence in a contract year, in whatever form it comes."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest

import assessment_results as made
from assessment_report_world import closed, version
from contract_world import AT, ContractYear
from meritbook.actions.permissions import Standing
from meritbook.actions.report_evidence import NotEvidenceError
from meritbook.desk import assessment_reports as read
from meritbook.records.models import EvidenceFile
from year_stage import do, file_named

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.MERITBOOK_ON = AT.date()


def _assessed(year: ContractYear, **more: Any) -> Any:
    return closed(year.executive, made.told_now(), AT, of=version(AT), by=year.staff, **more)


def _paper(year: ContractYear, row: Any) -> bytes:
    data: bytes = do("set_report", year.executive, AT, assessment=row).document.original()
    return data


def _note(year: ContractYear, who: Any, **more: Any) -> Any:
    taken = {"contract": year.contract, "says": "As agreed.", "happened_on": AT.date(), **more}
    return do("write_evidence", who, AT, **taken)


def _attach(year: ContractYear, who: Any, data: bytes, name: str = "result.pdf") -> Any:
    return do("attach_file", who, AT, note=_note(year, who), file=file_named(name, data))


def _saved_anew(data: bytes) -> bytes:
    document = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(data)
    document.import_pages(source, [1])
    out = io.BytesIO()
    document.save(out)
    document.close()
    source.close()
    return out.getvalue()


def test_the_file_of_a_report_is_refused_from_the_person_and_from_the_rater(contract_year: ContractYear) -> None:
    data = _paper(contract_year, _assessed(contract_year))
    for who in (contract_year.executive, contract_year.authority):
        with pytest.raises(NotEvidenceError):
            _attach(contract_year, who, data, "harmless.pdf")
    assert not EvidenceFile.objects.exists()


def test_one_page_of_it_saved_anew_is_known_by_its_seal(contract_year: ContractYear) -> None:
    data = _saved_anew(_paper(contract_year, _assessed(contract_year)))
    with pytest.raises(NotEvidenceError):
        _attach(contract_year, contract_year.executive, data)


def test_its_table_is_refused_as_its_file_is(contract_year: ContractYear) -> None:
    row = _assessed(contract_year)
    table = read.table(Standing(contract_year.executive, AT.date()), row.pk).encode()
    with pytest.raises(NotEvidenceError):
        _attach(contract_year, contract_year.executive, table, "figures.csv")


def test_a_file_that_was_beside_a_draft_before_it_was_known_is_refused_when_the_draft_is_shared(
    contract_year: ContractYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import assessing
    from meritbook.core.values import digest

    # The number that is sealed with a result is drawn at random, so that nobody has its seal before. Here it is known.
    told = assessing.sealed(made.told_now())
    monkeypatch.setattr(assessing, "sealed", lambda _: told)
    note = _note(contract_year, contract_year.executive)
    do("attach_file", contract_year.executive, AT, note=note, file=file_named("seal.txt", digest(told).encode()))
    _assessed(contract_year)
    with pytest.raises(NotEvidenceError):
        do("share_evidence", contract_year.executive, AT, note=note)


def test_where_the_policy_of_the_day_let_it_count_it_may_be_attached(contract_year: ContractYear) -> None:
    data = _paper(contract_year, _assessed(contract_year, counts_for_rating=True))
    assert _attach(contract_year, contract_year.executive, data).name == "result.pdf"


def test_any_other_file_goes_through_though_it_says_a_hash(contract_year: ContractYear) -> None:
    _assessed(contract_year)
    text = b"The hash of our build is " + b"ab" * 32 + b".\n"
    assert _attach(contract_year, contract_year.executive, text, "build.txt").name == "build.txt"


def test_every_act_that_puts_a_file_beside_evidence_asks_whether_it_is_a_report() -> None:
    import inspect

    from meritbook.actions import reference

    keeps = [
        name
        for name, module in reference.action_modules().items()
        if "EvidenceFile.objects.create" in inspect.getsource(module)
    ]
    assert keeps == ["attach_file"]
    for name in (*keeps, "share_evidence"):
        assert "report_evidence.check(" in inspect.getsource(reference.action_modules()[name])
