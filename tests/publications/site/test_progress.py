"""What the publisher is told of the site: written, being written, or not written and why."""

import errno

import pytest
from django.test import Client

from agencies.models import User
from publications.site import progress, write
from tests import factories
from tests.editions import freeze, withdraw
from tests.queued import run_jobs
from tests.readers import soup, words
from tests.staff_pages import page

pytestmark = pytest.mark.django_db


def said(plan) -> str:
    client = Client()
    client.force_login(
        User.objects.filter(username="palad").first() or factories.make_user("palad", agency=plan.agency)
    )
    shown = soup(client.get(page("measures_plan_change", plan.pk)))
    return " ".join(words(part) for part in shown.select("#documents [role=status]"))


def test_it_is_said_whether_citizens_read_what_is_published(monkeypatch):
    plan = factories.make_year()
    assert said(plan) == ""
    freeze(plan)
    assert "กำลังจัดทำหน้าเว็บสาธารณะ" in said(plan)
    run_jobs()
    assert "ตรงกับที่เผยแพร่ล่าสุด" in said(plan)
    freeze(plan, reason="แก้ไข")
    monkeypatch.setattr(write, "write", full_disk)
    run_jobs(failing=1)
    assert "จัดทำหน้าเว็บสาธารณะชุดใหม่ไม่สำเร็จ" in said(plan)
    assert "No space left on device" in said(plan)


def full_disk(_agency: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_anothers_failure_is_not_told_of_ones_own_site(monkeypatch):
    other = freeze(factories.make_year(factories.make_agency("อบต.อื่น", domain="other.go.th")))
    monkeypatch.setattr(write, "write", full_disk)
    run_jobs(failing=1)
    plan = factories.make_year()
    freeze(plan)
    assert (progress.of(other.agency).standing, progress.of(plan.agency).standing) == ("failed", "waiting")


def test_where_no_site_is_kept_nothing_is_said(settings):
    plan = factories.make_year()
    withdraw(freeze(plan))
    settings.SITE_ROOT = ""
    assert said(plan) == ""
