"""Former host names of an agency lead to the present one for ever, since QR codes on paper carry them."""

import pytest

from agencies.models import FormerHostName
from tests import factories
from tests.editions import addresses, freeze
from tests.readers import site

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """An agency that has moved twice, and another one beside it."""
    agency = factories.make_agency(domain="first.go.th")
    factories.make_agency("อบต.อื่น", domain="other.go.th")
    edition = freeze(factories.make_year(agency))
    for domain in ("second.go.th", "third.go.th"):
        agency.domain = domain
        agency.save()
    return edition


@pytest.mark.parametrize("host", ["first.go.th", "second.go.th", "FIRST.go.th:8000"])
def test_every_address_at_a_former_name_leads_to_the_same_one_at_the_present(moved, host):
    for address in [*addresses(moved), "/nothing/", "/en/2566/", "/2566/measures/?division=x"]:
        answer = site(host).get(address)
        assert (answer.status_code, answer["Location"]) == (301, f"https://third.go.th{address}"), address
    assert site("third.go.th").get("/2566/").status_code == 200


def test_a_file_sent_to_a_former_name_is_led_there_too(moved):
    assert site("first.go.th").post("/verify/", {"sha256": moved.sha256})["Location"] == "https://third.go.th/verify/"


def test_who_comes_back_to_a_former_name_answers_there_again(moved):
    agency = moved.agency
    agency.domain = "first.go.th"
    agency.save()
    assert site("first.go.th").get("/2566/").status_code == 200
    assert site("third.go.th").get("/2566/")["Location"] == "https://first.go.th/2566/"


def test_a_name_that_another_agency_has_now_is_that_agencys(moved):
    freeze(factories.make_year(factories.make_agency("อบต.ใหม่", domain="first.go.th")))
    assert "อบต.ใหม่" in site("first.go.th").get("/2566/").content.decode()


def test_a_name_is_kept_for_the_agency_that_left_it_last(moved):
    newcomer = factories.make_agency("อบต.ใหม่", domain="first.go.th")
    newcomer.domain = "new.go.th"
    newcomer.save()
    assert FormerHostName.objects.get(name="first.go.th").agency == newcomer


def test_an_agency_without_a_present_name_is_read_at_its_former_ones(moved):
    agency = moved.agency
    agency.domain = None
    agency.save()
    assert site("first.go.th").get("/2566/").status_code == 200


def test_what_was_kept_of_a_page_is_not_shown_under_a_name_that_was_left(moved):
    assert site("third.go.th").get("/2566/").status_code == 200
    moved.agency.domain = "fourth.go.th"
    moved.agency.save()
    assert site("third.go.th").get("/2566/").status_code == 301
