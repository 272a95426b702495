"""Signatures: whoever filled in, stands for and reviewed a version, by name, kept on every version."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from indicators.models import ActualVersion, Signature
from reporting import services
from reporting.models import Submission
from reporting.services import SubmissionBlockedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT


def signed(office: Office, code: str = "pension") -> list[dict[str, str]]:
    """By version of 2025, in order: part and name."""
    versions = ActualVersion.objects.filter(
        actual__region="980101", actual__year=2025, actual__indicator__code=code
    )
    ordered = versions.order_by("number").prefetch_related("signatures")
    return [{each.part: each.name for each in version.signatures.all()} for version in ordered]


def test_every_version_names_its_clerk_and_head_and_once_reviewed_its_reviewer(office: Office) -> None:
    office.fill()
    office.submit()
    assert signed(office) == [{"filled": "陈录", "responsible": "郑局"}]
    office.review()
    office.accept()
    assert signed(office) == [{"filled": "陈录", "responsible": "郑局", "reviewed": "夏核"}]
    signatures = Signature.objects.filter(version__actual__year=2025, part="reviewed")
    assert {(each.by, each.at) for each in signatures} == {(office.people["county_reviewer"], LATER)}


def test_all_rows_are_signed_alike(office: Office) -> None:
    office.fill()
    office.submit()
    office.review()
    parts = {code: set(signed(office, code)[0]) for code in office.world.indicators}
    assert all(each == {"filled", "responsible", "reviewed"} for each in parts.values())
    assert len(parts) == 4


def test_versions_that_were_withdrawn_returned_and_corrected_keep_theirs(office: Office) -> None:
    form, clerk = office.county.pk, office.people["clerk"]
    office.fill()
    office.submit()
    services.withdraw(submission_id=form, by=clerk, at=LATER)
    services.save_rows(submission_id=form, entries=[], by=clerk, at=LATER, responsible="王局")
    office.submit(by="second_clerk")
    office.review()
    services.return_for_correction(
        submission_id=form, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["reviewer"], at=LATER,
    )  # fmt: skip
    office.submit()
    office.review()
    office.accept()
    services.open_correction(
        submission_id=form, row_ids=[office.row("pension").pk], reason="修订", by=clerk, at=LATER
    )
    services.save_rows(
        submission_id=form,
        entries=[office.entry("pension", "96", note="公报修订")],
        by=clerk,
        at=LATER,
        responsible="李局",
    )
    office.submit(by="second_clerk")
    assert signed(office) == [
        {"filled": "陈录", "responsible": "郑局"},
        {"filled": "李红", "responsible": "王局", "reviewed": "夏核"},
        {"filled": "陈录", "responsible": "王局", "reviewed": "夏核"},
        {"filled": "李红", "responsible": "李局"},
    ]


def test_names_stay_as_they_were_signed(office: Office) -> None:
    office.fill()
    office.submit()
    User.objects.filter(pk=office.people["clerk"].pk).update(name="陈改名")
    assert signed(office)[0]["filled"] == "陈录"


def test_without_a_head_nothing_is_handed_up(office: Office) -> None:
    office.fill()
    Submission.objects.update(responsible="")
    with pytest.raises(SubmissionBlockedError, match="单位负责人"):
        office.submit()
    assert signed(office) == []


def test_figures_from_published_sources_are_signed_by_nobody(office: Office) -> None:
    published = ActualVersion.objects.filter(entered_by=None, entered_at=AT)
    assert published.exists()
    assert not Signature.objects.filter(version__in=published).exists()


def test_a_part_is_signed_once(office: Office) -> None:
    office.fill()
    office.submit()
    signature = Signature.objects.filter(part="filled").first()
    assert signature is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(version=signature.version, part="filled", name="另一人", at=LATER)
