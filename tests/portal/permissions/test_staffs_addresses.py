"""Every address of the staff's room answers everybody as the table says, and the table names every address."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from tests import factories

from .addresses import DOOR, registered, rows, unnamed
from .table import COLUMNS, SIGNS
from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def answer(client: Client, address: str, *methods: str) -> str:
    """What an address answers to each method, as the table writes it."""
    found = [getattr(client, method)(address) for method in methods or ("get", "post")]
    for response in found:
        response.getvalue()  # closes the file that a download reads
    return "".join(SIGNS.get(response.status_code, str(response.status_code)) for response in found)


def test_every_address_below_admin_has_its_row():
    assert registered() - DOOR == {row.name for row in rows()}
    assert unnamed() == []


@pytest.mark.parametrize("column", COLUMNS)
def test_every_address_answers_as_the_table_says(world, column):
    client = world.client(column)
    answers = {row.line: answer(client, row.address(world.things)) for row in rows()}
    assert answers == {row.line: row.cells[column] for row in rows()}


@pytest.mark.parametrize("column", ["anonymous", "officer", "planner", "planner_elsewhere"])
def test_a_head_or_options_request_opens_no_more_than_the_page(world, column):
    client = world.client(column)
    for row in rows():
        address, page = row.address(world.things), row.cells[column][0]
        assert answer(client, address, "head") == page, row.line
        options = client.options(address)
        body = options.getvalue()  # a view made of a class names its methods to everybody, and nothing else
        assert page == "+" or options.status_code != 200 or not body, row.line


def test_who_is_not_signed_in_is_sent_to_the_door_by_every_address(world):
    client = world.client("anonymous")
    for row in rows():
        assert client.get(row.address(world.things)).url.startswith(reverse("admin:login")), row.line


def test_who_may_no_longer_sign_in_is_sent_to_the_door(world):
    client = world.client("publisher")
    User.objects.filter(username="publisher").update(is_active=False)
    assert answer(client, reverse("admin:index")) == ">>"


def test_a_role_counts_from_the_next_click_on(world):
    client, address = world.client("officer"), reverse("admin:measures_plan_add")
    assert answer(client, address) == "--"
    User.objects.filter(username="officer").update(role=User.Role.PLANNER)
    assert answer(client, address) == "++"


def test_who_has_a_first_password_comes_to_no_address_before_choosing_another(world):
    client = world.client("publisher")
    User.objects.filter(username="publisher").update(must_change_password=True)
    for row in rows():
        if row.name not in ("admin:password_change", "admin:jsi18n"):
            address = row.address(world.things)
            assert answer(client, address, "get", "post", "head", "options") == ">>>>", row.line
            assert client.post(address).url == reverse("admin:password_change"), row.line


@pytest.mark.parametrize(("days", "expected"), [((1, 3), "-"), ((0, 3), "+"), ((-3, 0), "+"), ((-3, -1), "-")])
def test_an_acting_official_holds_the_role_on_the_first_and_the_last_day_and_not_beyond(world, days, expected):
    client = world.client("officer")
    factories.appoint(User.objects.get(username="officer"), User.Role.PLANNER, days=days)
    assert answer(client, reverse("admin:measures_plan_add"), "get") == expected
    assert answer(client, reverse("admin:agencies_user_changelist"), "get") == expected
