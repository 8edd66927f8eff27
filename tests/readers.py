"""How tests read the public site: a client at a host and in a language, and pages as their reader gets them."""

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from measures.models import Plan
from publications.models import Edition
from publications.public.languages import in_language
from tests import factories
from tests.editions import addresses, freeze


class Reader(Client):
    """A reader who opens pages at their address in a language; files have one address for everybody.

    Each answer is read to its end, also one that comes from a file: its `body`.
    """

    def __init__(self, language: str, **options):
        super().__init__(**options)
        self.language = language

    def generic(self, method, path, *args, **options):
        is_page = path.partition("?")[0].endswith("/") and not path.startswith("/admin/")
        if is_page and not translation.get_language_from_path(path):
            path = in_language(path, self.language)
        response = super().generic(method, path, *args, **options)
        response.body = b"".join(response) if response.streaming else response.content
        return response


def site(host: str = "testserver", language: str = "th") -> Client:
    """A reader who asks at `host`, in `language`."""
    return Reader(language, headers={"host": host})


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "lxml")


def answered(response) -> BeautifulSoup:
    """The page that was asked for, and no other answer."""
    assert response.status_code == 200
    return soup(response)


def words(part) -> str:
    """The words of a part of a page, blanks run together."""
    return " ".join(part.get_text(" ").split())


def text(response) -> str:
    return words(soup(response))


def thai(msgid: str, **values) -> str:
    """The words as the Thai catalogue has them; other words than these are not what is tested here."""
    with translation.override("th"):
        return gettext(msgid) % values


def pages_of(edition: Edition) -> list[str]:
    """The addresses that are pages and not files."""
    return [address for address in addresses(edition) if address.partition("?")[0].endswith("/")]


def reported_year(**report) -> Plan:
    """A published plan of one measure, whose report on the first round is accepted and not yet published."""
    plan = factories.make_year()
    freeze(plan)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), **report)
    return plan
