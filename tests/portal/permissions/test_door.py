"""The addresses that are open to everybody: the door of the staff's room, and the citizens' pages."""

import pytest
from django.urls import reverse

from tests.editions import addresses

from .addresses import DOOR
from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_the_door_stands_open_to_everybody(world):
    client = world.client("anonymous")
    for name in DOOR - {"admin:logout"}:
        address = reverse(name, args=["MQ", "token"] if name == "password_reset_confirm" else [])
        assert client.get(address).status_code == 200, name


@pytest.mark.parametrize("column", ["anonymous", "officer", "host", "planner_elsewhere"])
def test_citizens_pages_are_the_same_for_everybody_and_take_nothing(world, column):
    client, stranger = world.client(column), world.client("anonymous")
    for address in addresses(world.edition):
        assert client.get(address).content == stranger.get(address).content, address
        assert client.get(address).status_code == 200, address
        if address != reverse("publications:document-verify"):
            assert client.post(address).status_code == 405, address
