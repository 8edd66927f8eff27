"""Who may open and send what: every address of the staff's room, and the citizens' addresses, for every role."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from agencies.models import User
from assessments.models import Indicator
from jobs.models import QueuedJob
from measures.models import Evidence
from tests import factories
from tests.editions import addresses, freeze
from tests.jobs.slow import stumble

pytestmark = pytest.mark.django_db

ROLES = ["officer", "planner", "publisher", "superuser", "elsewhere"]
# What GET/POST answer to each of ROLES: 200 a page, 302 not this page (a row of another agency, or one step before it),
# 403 refused, 404 not there. `elsewhere` is the publisher of another agency. Every POST is empty, so that what is
# allowed stops at the form. The plan of the previews is not complete, which sends back to it.
STAFF = """
index                          200/200 200/200 200/200 200/200 200/200
password_change                200/200 200/200 200/200 200/200 200/200
password_change_done           200/405 200/405 200/405 200/405 200/405
jsi18n                         200/405 200/405 200/405 200/405 200/405
autocomplete                   403/405 403/405 403/405 403/405 403/405
app_list agencies              200/200 200/200 200/200 200/200 200/200
app_list assessments           200/200 200/200 200/200 200/200 200/200
app_list jobs 404/404 404/404 404/404 200/200 404/404
app_list measures              200/200 200/200 200/200 200/200 200/200
app_list publications          200/200 200/200 200/200 200/200 200/200
agencies.agency changelist     302/302 302/302 302/302 200/200 302/302
agencies.agency add            403/403 403/403 403/403 200/200 403/403
agencies.agency change         200/403 200/200 200/200 200/200 302/302
agencies.agency history        200/200 200/200 200/200 200/200 302/302
agencies.agency delete         403/403 403/403 403/403 200/200 403/403
agencies.division changelist   200/200 200/200 200/200 200/200 200/200
agencies.division add          403/403 200/200 200/200 200/200 200/200
agencies.division change       200/403 200/200 200/200 200/200 302/302
agencies.division history      200/200 200/200 200/200 200/200 302/302
agencies.division delete       403/403 200/200 200/200 200/200 302/302
agencies.user changelist       403/403 403/403 403/403 200/200 403/403
agencies.user add              403/403 403/403 403/403 200/200 403/403
agencies.user change           403/403 403/403 403/403 200/200 403/403
agencies.user history          403/403 403/403 403/403 200/200 302/302
agencies.user delete           403/403 403/403 403/403 200/200 403/403
agencies.user password         403/403 403/403 403/403 200/200 403/403
assessments.assessment changelist 200/200 200/200 200/200 200/200 200/200
assessments.assessment add     403/403 200/200 200/200 200/200 200/200
assessments.assessment change  200/403 200/200 200/200 200/200 302/302
assessments.assessment history 200/200 200/200 200/200 200/200 302/302
assessments.assessment delete  403/403 200/200 200/200 200/200 302/302
assessments.assessment spreadsheets 200/403 200/200 200/200 200/200 200/200
assessments.assessment spreadsheets_confirm 403/403 302/302 302/302 302/302 302/302
assessments.assessment spreadsheets_template 200/200 200/200 200/200 200/200 200/200
assessments.assessment spreadsheets_export 200/200 200/200 200/200 200/200 200/200
assessments.assessment ways    200/405 200/405 200/405 200/405 404/405
assessments.framework changelist 200/200 200/200 200/200 200/200 200/200
assessments.framework add      403/403 403/403 403/403 200/200 403/403
assessments.framework change   200/403 200/403 200/403 200/200 200/403
assessments.framework history  200/200 200/200 200/200 200/200 200/200
assessments.framework delete   403/403 403/403 403/403 200/200 403/403
assessments.indicator changelist 200/200 200/200 200/200 200/200 200/200
assessments.indicator add      403/403 403/403 403/403 403/403 403/403
assessments.indicator change   200/403 200/403 200/403 200/200 200/403
assessments.indicator history  200/200 200/200 200/200 200/200 200/200
assessments.indicator delete   403/403 403/403 403/403 403/403 403/403
jobs.queuedjob changelist 403/403 403/403 403/403 200/200 403/403
jobs.queuedjob add     403/403 403/403 403/403 403/403 403/403
jobs.queuedjob change  403/403 403/403 403/403 200/403 403/403
jobs.queuedjob history 403/403 403/403 403/403 200/200 403/403
jobs.queuedjob delete  403/403 403/403 403/403 403/403 403/403
measures.plan changelist       200/200 200/200 200/200 200/200 200/200
measures.plan add              403/403 200/200 200/200 200/200 200/200
measures.plan change           200/403 200/200 200/200 200/200 302/302
measures.plan history          200/200 200/200 200/200 200/200 302/302
measures.plan delete           403/403 200/200 200/200 200/200 302/302
measures.plan next             403/403 200/200 200/200 200/200 404/404
measures.plan spreadsheets      200/403 200/200 200/200 200/200 200/200
measures.plan spreadsheets_confirm 403/403 302/302 302/302 302/302 302/302
measures.plan spreadsheets_template 200/200 200/200 200/200 200/200 200/200
measures.plan spreadsheets_export 200/200 200/200 200/200 200/200 200/200
measures.measure changelist    200/200 200/200 200/200 200/200 200/200
measures.measure add           403/403 302/302 302/302 302/302 302/302
measures.measure change        200/403 200/200 200/200 200/200 302/302
measures.measure history       200/200 200/200 200/200 200/200 302/302
measures.measure delete        403/403 200/200 200/200 200/200 302/302
measures.round changelist      200/200 200/200 200/200 200/200 200/200
measures.round add             403/403 403/403 403/403 403/403 403/403
measures.round change          200/403 200/200 200/200 200/200 302/302
measures.round history         200/200 200/200 200/200 200/200 302/302
measures.round delete          403/403 200/200 200/200 200/200 302/302
measures.report changelist     200/200 200/200 200/200 200/200 200/200
measures.report add            403/403 403/403 403/403 403/403 403/403
measures.report change         200/200 200/200 200/200 200/200 302/302
measures.report history        200/200 200/200 200/200 200/200 302/302
measures.report delete         403/403 200/200 200/200 200/200 302/302
measures.report file           200/200 200/200 200/200 200/200 404/404
publications.edition changelist 200/200 200/200 200/200 200/200 200/200
publications.edition add       403/403 403/403 403/403 403/403 403/403
publications.edition change    200/403 200/403 200/403 200/403 302/403
publications.edition history   200/200 200/200 200/200 200/200 302/302
publications.edition delete    403/403 403/403 403/403 403/403 403/403
publications.edition preview   302/302 302/302 302/302 302/302 404/404
publications.edition preview_pdf 302/302 302/302 302/302 302/302 404/404
publications.edition prepare   403/403 200/200 200/200 200/200 404/404
publications.edition publish   403/403 403/403 200/200 200/200 404/404
publications.edition withdraw  403/403 403/403 200/200 200/200 404/404
"""
TABLE = {
    line[: line.index("/") - 3].strip(): line[line.index("/") - 3 :].split() for line in STAFF.strip().splitlines()
}

UNSCOPED = ["index", "password_change", "password_change_done", "jsi18n", "autocomplete"]
# The door: for people who are not signed in.
DOOR = {
    *("admin:login", "admin:logout"),
    *("admin_password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"),
}


def registered(patterns, namespace: str = "") -> set[str]:
    """The names of all addresses below `patterns`; what has no name leads to one that has."""
    found = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            found |= registered(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            found.add(namespace + pattern.name)
    return found


class World:
    """An agency with a row of every kind, and another agency beside it."""

    def __init__(self) -> None:
        self.agency = factories.make_agency("อบต.หนึ่ง", domain="one.go.th")
        self.other = factories.make_agency("อบต.สอง", domain="two.go.th")
        year = factories.make_year(self.agency)
        progress = year.rounds.get(kind="progress")
        report = factories.make_report(year.measures.get(), progress, status="draft")
        self.edition = freeze(year)
        self.rows = {
            "agencies.agency": self.agency,
            "agencies.division": factories.make_division(self.agency, "กองที่ยังไม่มีงาน"),
            "agencies.user": factories.make_user("somebody", agency=self.agency),
            "assessments.assessment": self.agency.assessments.get(),
            "assessments.framework": factories.framework_of(2565),
            "assessments.indicator": Indicator.objects.filter(framework__fiscal_year=2565).first(),
            "jobs.queuedjob": QueuedJob.objects.get(pk=stumble.enqueue().id),
            "measures.plan": factories.make_plan(self.agency, 2567),
            "measures.measure": year.measures.get(),
            "measures.round": progress,
            "measures.report": report,
            "publications.edition": self.edition,
        }
        file = SimpleUploadedFile("evidence.pdf", b"%PDF-1.7")
        self.evidence = Evidence.objects.create(report=report, caption="ประกาศ", file=file)

    def client(self, role: str) -> Client:
        """A browser in which a person of that role is signed in."""
        client = Client(headers={"host": "one.go.th"})
        if role == "superuser":
            client.force_login(factories.make_user(role))
        elif role == "elsewhere":
            client.force_login(factories.make_user(role, agency=self.other, role=User.Role.PUBLISHER))
        elif role in User.Role.values:
            client.force_login(factories.make_user(role, agency=self.agency, role=role))
        return client

    def addresses(self) -> dict[str, str]:
        """Every address of the staff's room, under the name it has in the table."""
        found = {name: reverse(f"admin:{name}") for name in UNSCOPED}
        for app in ("agencies", "assessments", "jobs", "measures", "publications"):
            found[f"app_list {app}"] = reverse("admin:app_list", args=[app])
        for model in admin.site._registry:
            found |= self._addresses_of(model._meta.label_lower)
        for label, table in (("assessments.assessment", "scores"), ("measures.plan", "measures")):
            found |= self._spreadsheets_of(label, table)
        plan = self.rows["measures.plan"].pk
        for name in ("preview", "preview_pdf", "prepare", "publish"):
            found[f"publications.edition {name}"] = reverse(f"admin:publications_edition_{name}", args=[plan, "plan"])
        found["publications.edition withdraw"] = reverse("admin:publications_edition_withdraw", args=[self.edition.pk])
        found["measures.plan next"] = reverse("admin:measures_plan_next", args=[plan])
        result = self.rows["assessments.assessment"].pk
        found["assessments.assessment ways"] = reverse("admin:assessments_assessment_ways", args=[result])
        found["measures.report file"] = reverse("admin:measures_evidence_file", args=[self.evidence.pk])
        found["agencies.user password"] = reverse(
            "admin:auth_user_password_change", args=[self.rows["agencies.user"].pk]
        )
        return found

    def _spreadsheets_of(self, label: str, table: str) -> dict[str, str]:
        pages = {
            "spreadsheets": [],
            "spreadsheets_confirm": [],
            "spreadsheets_template": [table],
            "spreadsheets_export": [table, "csv"],
        }
        name = label.replace(".", "_")
        return {f"{label} {page}": reverse(f"admin:{name}_{page}", args=args) for page, args in pages.items()}

    def _addresses_of(self, label: str) -> dict[str, str]:
        name = label.replace(".", "_")
        found = {f"{label} {page}": reverse(f"admin:{name}_{page}") for page in ("changelist", "add")}
        row = [self.rows[label].pk]
        return found | {
            f"{label} {page}": reverse(f"admin:{name}_{page}", args=row) for page in ("change", "history", "delete")
        }


@pytest.fixture
def world() -> World:
    return World()


def answer(client: Client, address: str) -> str:
    responses = [client.get(address), client.post(address)]
    for response in responses:
        response.getvalue()  # closes the file that a download reads
    return "/".join(str(response.status_code) for response in responses)


def test_the_table_names_every_address_of_the_staffs_room(world):
    assert world.addresses().keys() == TABLE.keys()


def test_no_address_below_admin_is_missing_from_the_table(world):
    below = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith("admin/")]
    assert registered(below) - DOOR == {resolve(address).view_name for address in world.addresses().values()}


def test_the_door_stands_open_to_everybody(world):
    client = world.client("anonymous")
    for name in DOOR - {"admin:logout"}:
        address = reverse(name, args=["MQ", "token"] if name == "password_reset_confirm" else [])
        assert client.get(address).status_code == 200, name


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_staffs_room_answers_a_role_as_the_table_says(world, role):
    client, column = world.client(role), ROLES.index(role)
    answers = {name: answer(client, address) for name, address in world.addresses().items()}
    assert answers == {name: cells[column] for name, cells in TABLE.items()}


def test_nobody_comes_into_the_staffs_room_without_signing_in(world):
    client = world.client("anonymous")
    for name, address in world.addresses().items():
        assert answer(client, address) == "302/302", name
        assert client.get(address).url.startswith(reverse("admin:login")), name


def test_who_may_no_longer_sign_in_is_sent_to_the_door(world):
    client = world.client("publisher")
    User.objects.filter(username="publisher").update(is_active=False)
    assert answer(client, reverse("admin:index")) == "302/302"


@pytest.mark.parametrize("role", ["anonymous", "officer", "superuser", "elsewhere"])
def test_citizens_pages_are_the_same_for_everybody_and_take_nothing(world, role):
    client, stranger = world.client(role), world.client("anonymous")
    for address in addresses(world.edition):
        assert client.get(address).content == stranger.get(address).content, address
        assert client.get(address).status_code == 200, address
        if address != reverse("publications:document-verify"):
            assert client.post(address).status_code == 405, address
