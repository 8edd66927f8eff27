"""What an agency states of itself, as its staff keep it: how it is reached, and the texts of its site."""

import pytest

from agencies.models import Agency, SiteText, User
from agencies.site_texts import default_text
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff, superuser

pytestmark = pytest.mark.django_db


def contact(client, agency, **changes):
    return send(client, page("agencies_agency_change", agency.pk), **changes)


def begin(page_: str = "privacy", language: str = "th") -> str:
    return f"{page('agencies_sitetext_add')}?page={page_}&language={language}"


# How the agency is reached


def test_a_planner_states_how_the_agency_is_reached(agency):
    contact(staff(agency), agency, telephone=" ๐ ๐๐๐๐ ๐๐๐๐  ต่อ ๑๒", email="us@example.go.th", opening_hours="ทุกวัน")
    agency.refresh_from_db()
    assert (agency.telephone, agency.email) == ("0 0000 0000 ต่อ 12", "us@example.go.th")
    assert (agency.opening_hours, agency.site_version) == ("ทุกวัน", 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("telephone", value) for value in ("javascript:alert(1)", "0 0000 0000\njavascript:", "โทรศัพท์", "0" * 201)),
        *(
            ("email", value)
            for value in ("us@example.go.th\nBcc: x@example.org", "javascript:alert(1)", "a@b", "ก" * 300)
        ),
        *((name, "ก" * 501) for name in ("postal_address", "opening_hours")),
    ],
)
def test_what_reaches_nobody_is_refused_at_its_field(agency, name, value):
    response = contact(staff(agency), agency, **{name: value})
    assert soup(response).select(f".field-{name} .errorlist") or errors(response)
    assert Agency.objects.values_list(name, "site_version").get() == ("", 0)


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.HEAD])
def test_an_officer_may_not_change_how_the_agency_is_reached(agency, role):
    sent = form_of(superuser().get(page("agencies_agency_change", agency.pk))) | {"telephone": "191"}
    assert staff(agency, role).post(page("agencies_agency_change", agency.pk), sent).status_code == 403
    assert Agency.objects.get().telephone == ""


def test_a_planner_of_another_agency_may_not_either(agency, other):
    sent = form_of(superuser().get(page("agencies_agency_change", agency.pk))) | {"telephone": "191"}
    staff(other).post(page("agencies_agency_change", agency.pk), sent)
    agency.refresh_from_db()
    assert agency.telephone == ""


# The texts


def test_a_new_text_begins_with_the_portals_own(agency):
    client = staff(agency)
    shown = form_of(client.get(begin("policy", "en")))
    assert (shown["page"], shown["language"]) == (["policy"], ["en"])
    assert shown["text"] == default_text(agency, "policy", "en")


def test_a_planner_writes_changes_and_deletes_a_text(agency):
    client = staff(agency)
    send(client, begin(), text="ของเรา")
    written = SiteText.objects.get()
    assert (written.agency, written.page, written.language, written.text) == (agency, "privacy", "th", "ของเรา")
    send(client, page("agencies_sitetext_change", written.pk), text="ของเราเอง")
    assert "ของเราเอง" in text(client.get("/privacy/"))
    client.post(page("agencies_sitetext_delete", written.pk), {"post": "yes"})
    assert not SiteText.objects.exists()
    assert "ของเราเอง" not in text(client.get("/privacy/"))


def test_the_list_offers_each_page_that_is_not_written_yet(agency):
    factories.make_site_text(agency, "privacy", "th")
    shown = soup(staff(agency).get(page("agencies_sitetext_changelist")))
    offered = [link["href"] for link in shown.select("#content-main a.addlink")]
    assert len(offered) == 9
    assert begin("privacy", "en") in offered
    assert begin("privacy", "th") not in offered


def test_who_only_reads_is_offered_nothing(agency):
    shown = soup(staff(agency, User.Role.OFFICER).get(page("agencies_sitetext_changelist")))
    assert not shown.select("#content-main a.addlink")


@pytest.mark.parametrize("asked", ["", "?page=privacy", "?page=other&language=th", "?page=privacy&language=xx"])
def test_a_text_of_no_page_leads_back_to_the_list(agency, asked):
    answer = staff(agency).get(page("agencies_sitetext_add") + asked)
    assert answer["Location"] == page("agencies_sitetext_changelist")


def test_a_text_is_written_of_the_page_that_was_asked_for(agency):
    response = send(staff(agency), begin(), page="about", text="ของเรา")
    assert errors(response)
    assert not SiteText.objects.exists()


@pytest.mark.parametrize(("length", "count"), [(10_000, 1), (20_000, 1), (20_001, 0)])
def test_a_text_may_be_long_but_not_without_end(agency, length, count):
    send(staff(agency), begin(), text="ก" * length)
    assert SiteText.objects.count() == count


def test_a_second_text_of_the_same_page_is_refused_in_words(agency):
    factories.make_site_text(agency)
    response = send(staff(agency), begin(), text="อีกครั้ง")
    assert "หน้านี้มีข้อความของหน่วยงานในภาษานี้แล้ว" in errors(response)


def test_who_wrote_what_is_told(agency):
    client = staff(agency)
    send(client, begin(), text="ก่อนหน้านี้")
    written = SiteText.objects.get()
    send(client, page("agencies_sitetext_change", written.pk), text="หลังจากนี้")
    told = text(client.get(page("agencies_sitetext_history", written.pk)))
    assert "ก่อนหน้านี้" in told
    assert "หลังจากนี้" in told
    assert [record.text for record in SiteText.history.order_by("history_id")] == ["ก่อนหน้านี้", "หลังจากนี้"]


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.HEAD])
def test_an_officer_may_neither_write_nor_change_a_text(agency, role):
    written, client = factories.make_site_text(agency), staff(agency, role)
    assert client.post(begin("about"), {"page": "about", "language": "th", "text": "x"}).status_code == 403
    assert client.post(page("agencies_sitetext_change", written.pk), {"text": "x"}).status_code == 403
    assert client.post(page("agencies_sitetext_delete", written.pk), {"post": "yes"}).status_code == 403
    assert SiteText.objects.get().text == "ข้อความของเรา"


def test_a_planner_of_another_agency_reaches_none_of_its_texts(agency, other):
    written, client = factories.make_site_text(agency), staff(other)
    sent = form_of(superuser().get(page("agencies_sitetext_change", written.pk))) | {"text": "x"}
    client.post(page("agencies_sitetext_change", written.pk), sent)
    client.post(page("agencies_sitetext_delete", written.pk), {"post": "yes"})
    assert SiteText.objects.get().text == "ข้อความของเรา"
    assert "ข้อความของเรา" not in text(client.get(page("agencies_sitetext_changelist")))


def test_a_host_of_several_agencies_says_whose_text_it_is(agency, other):
    response = send(
        superuser(), page("agencies_sitetext_add"), agency=str(other.pk), page="about", language="en", text="x"
    )
    assert response.status_code == 302, errors(response)
    assert SiteText.objects.get().agency == other
