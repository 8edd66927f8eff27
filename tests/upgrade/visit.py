"""
Visits the portal of DATABASE_URL as citizens and its host do, and writes as JSON what was answered; run by the tests.

Citizens of every agency follow each link from its first page, except to years before the latest; the host signs in.
"""

import html
import json
import os
import re
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.test import Client  # noqa: E402

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
NOT_FOR_CITIZENS = ("/static/", "/admin/")


def pages_of(domain: str) -> dict[str, int]:
    """The status of every public page of an agency's latest year, by its address."""
    citizen = Client(headers={"host": domain})
    year = (
        apps.get_model("publications", "Edition")
        .objects.filter(agency__domain=domain)
        .latest("fiscal_year")
        .fiscal_year
    )
    found: dict[str, int] = {}
    linked = ["/", "/sitemap.xml", "/robots.txt", "/healthz"]
    while linked:
        address = linked.pop()
        of_a_year = re.match(r"/(\d{4})/", address)
        if address in found or address.startswith(NOT_FOR_CITIZENS) or (of_a_year and int(of_a_year[1]) != year):
            continue
        answer = citizen.get(address)
        found[address] = answer.status_code
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            linked += map(html.unescape, LINK.findall(answer.text))
    return found


def sign_in() -> str:
    """The address at which the host finds themself after signing in."""
    host = Client(headers={"host": "127.0.0.1"})
    words = {"username": os.environ["DJANGO_SUPERUSER_USERNAME"], "password": os.environ["DJANGO_SUPERUSER_PASSWORD"]}
    answer = host.post("/admin/login/?next=/admin/", words, follow=True)
    return answer.redirect_chain[-1][0] if answer.status_code == 200 and answer.redirect_chain else "not signed in"


domains = apps.get_model("agencies", "Agency").objects.values_list("domain", flat=True)
json.dump({"pages": {domain: pages_of(domain) for domain in domains}, "signed_in": sign_in()}, sys.stdout)
