"""Where somebody comes to who signs in: to the page that was asked for, when it is one of ours."""

import pytest
from django.test import Client
from django.test.utils import override_script_prefix

from agencies.models import User
from tests import factories
from tests.readers import soup
from tests.staff_pages import page

pytestmark = pytest.mark.django_db


def signed_in(agency, target: str):
    factories.make_user("palad", agency=agency, role=User.Role.PLANNER)
    sent = {"username": "palad", "password": "secret", "next": target}
    return Client(headers={"host": "localhost"}).post(page("login"), sent, follow=True)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", "admin:x"]
)
def test_who_signs_in_with_an_unsafe_way_on_comes_to_the_start_page(agency, target):
    response = signed_in(agency, target)
    assert response.redirect_chain == [(page("index"), 302)]
    assert soup(response).select_one("h1")


@pytest.mark.parametrize(
    "target",
    ["/nowhere/", "/nowhere", "/admin/nowhere/", "/admin/measures/nowhere/?all=1", "http://localhost/nowhere/", "x/y"],
)
def test_who_signs_in_for_a_page_that_does_not_exist_comes_to_the_start_page(agency, target):
    response = signed_in(agency, target)
    assert response.redirect_chain == [(page("index"), 302)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        *("/admin/measures/plan/?q=2566", "/admin/measures/plan", "/admin/password_change/", "/verify/", "/verify"),
        *("http://localhost/admin/measures/plan/", "/%61dmin/measures/plan/", "/admin/measures/plan/999/change/"),
    ],
)
def test_who_signs_in_for_a_page_that_exists_comes_to_it(agency, target):
    assert signed_in(agency, target).redirect_chain[0] == (target, 302)


def test_a_page_of_a_portal_that_lies_below_another_address_exists(agency):
    factories.make_user("palad", agency=agency, role=User.Role.PLANNER)
    sent = {"username": "palad", "password": "secret"}
    with override_script_prefix("/ita/"):
        for target, comes_to in (("/ita/verify/", "/ita/verify/"), ("/ita/nowhere/", "/ita/admin/")):
            client = Client(headers={"host": "localhost"}, SCRIPT_NAME="/ita")
            assert client.post("/admin/login/", sent | {"next": target}).url == comes_to
