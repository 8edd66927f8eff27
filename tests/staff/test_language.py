"""Each person's own language in the staff's rooms: chosen there, kept on the account, and nobody else's."""

import pytest
from django.test import Client

from agencies.models import User
from tests import factories
from tests.readers import soup
from tests.staff_pages import page

pytestmark = pytest.mark.django_db

INDEX = page("index")


def signed_in(name: str, agency) -> Client:
    client = Client()
    client.force_login(factories.make_user(name, agency=agency))
    return client


def spoken(client: Client) -> str:
    return soup(client.get(INDEX)).html["lang"]


def test_who_chooses_english_reads_english_from_then_on_wherever_signed_in(agency):
    client, colleague = signed_in("somsri", agency), signed_in("somchai", agency)
    form = soup(client.get(INDEX)).select_one("form.language")
    (button,) = form.select("button")
    assert (form["action"], button["value"], button.get_text()) == (page("language"), "en", "English")
    answer = client.post(form["action"], {"language": "en", "next": INDEX})
    assert answer["Location"] == INDEX
    assert (spoken(client), spoken(colleague)) == ("en", "th")
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(username="somsri"))
    assert spoken(elsewhere) == "en"
    assert soup(client.get(INDEX)).select_one("form.language button").get_text() == "ภาษาไทย"


@pytest.mark.parametrize("chosen", ["ms", "", "x" * 300, "en\0"])
def test_what_is_no_language_changes_nothing(agency, chosen):
    client = signed_in("somsri", agency)
    client.post(page("language"), {"language": chosen})
    assert spoken(client) == "th"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_it_leads_back_into_the_portal_alone(agency, address):
    answer = signed_in("somsri", agency).post(page("language"), {"language": "en", "next": address})
    assert answer["Location"] == INDEX


def test_another_site_cannot_choose(agency):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_user("somsri", agency=agency))
    assert client.post(page("language"), {"language": "en"}).status_code == 403
    assert spoken(client) == "th"


def test_a_language_that_the_portal_has_ceased_to_speak_is_thai_again(agency):
    client = signed_in("somsri", agency)
    User.objects.update(language="ms")
    assert spoken(client) == "th"


def test_the_door_and_the_public_pages_do_not_ask_who_reads_them(agency):
    client = signed_in("somsri", agency)
    User.objects.update(language="en")
    assert soup(Client().get(page("login"))).html["lang"] == "th"
    assert soup(client.get("/")).html["lang"] == "th"


def test_what_is_filed_is_the_thai_page_whoever_asks(agency):
    from django.utils import translation

    from publications.publishing.filing import FilingSheet
    from tests.editions import freeze

    freeze(factories.make_year(agency))
    with translation.override("en"):
        answers = FilingSheet.of(agency, 2566).answers
    addresses = [page for answer in answers for page in answer.pages]
    assert addresses
    assert not [address for address in addresses if "/en/" in address]
