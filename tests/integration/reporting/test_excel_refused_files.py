"""Files that are no sheet of this form: refused whole, with a sentence, and nothing kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import Row, Upload
from reporting.services.uploads import read_upload
from reporting.sheets import SheetRefusedError
from tests.integration.reporting.conftest import Office
from tests.integration.reporting.sheets import download, filled, place, send
from tests.integration.world import AT
from tests.unit.reporting.excel_files import with_cell

pytestmark = pytest.mark.usefixtures("in_time")


def refused(office: Office, data: bytes, name: str = "表.xlsx") -> str:
    body = send(office.browser("clerk"), office.county, data, name).content.decode()
    assert "没有采用，填报单没有变动" in body
    assert not Upload.objects.exists()
    assert all(row.revision == 0 for row in Row.objects.filter(submission=office.county))
    return body


def test_another_region_s_sheet_is_refused(office: Office) -> None:
    data = download(office.browser("city_clerk"), office.city)
    assert "这是“甲市”的表，不是“东县”的" in refused(office, data)


def test_the_sheet_of_a_reader_is_refused(office: Office) -> None:
    assert "只供查阅的导出表" in refused(office, download(office.browser("county_reviewer"), office.county))


def test_rows_out_of_order_are_refused(office: Office) -> None:
    data = filled(download(office.browser("clerk"), office.county), "pension", name="失业率")
    assert "编码与名称不符" in refused(office, data)


def test_unusable_files_are_refused_with_a_sentence(office: Office) -> None:
    assert "文件是空的" in refused(office, b"")
    assert "PDF" in refused(office, b"%PDF-1.7")
    assert "已损坏" in refused(office, b"PK\x03\x04" + bytes(100))
    assert "文件超过 5 MB" in refused(office, bytes(5 * 1024 * 1024 + 1))


def test_a_formula_is_named_and_nothing_is_kept(office: Office) -> None:
    data = download(office.browser("clerk"), office.county)
    where = place(data, "pension", "typed")[1]
    assert f"{where} 是公式" in refused(office, with_cell(data, where, "<f>90+5</f><v>95</v>"))


def test_no_file_is_told(office: Office) -> None:
    body = office.browser("clerk").post(reverse("reporting:upload", args=[office.county.pk])).content.decode()
    assert "没有选择文件" in body


def test_the_service_keeps_nothing_of_a_refused_file(office: Office) -> None:
    with pytest.raises(SheetRefusedError):
        read_upload(submission_id=office.county.pk, name="x", data=b"x", by=office.people["clerk"], at=AT)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>alert(1)</script>.xlsx", "表" * 300 + ".xlsx"])
def test_names_of_files_are_only_shown(office: Office, name: str) -> None:
    browser = office.browser("clerk")
    body = send(browser, office.county, filled(download(browser, office.county), "pension", typed="95"), name)
    assert "<script>alert" not in body.content.decode()
    assert len(Upload.objects.get().name) <= 120
