"""An agency with a row of every kind, another agency beside it, and somebody of every role who knocks at the doors."""

from django.test import Client

from agencies.models import User
from assessments.models import Indicator
from jobs.models import QueuedJob
from publications.models import store
from tests import factories
from tests.editions import freeze
from tests.jobs.slow import stumble


class World:
    """What the table's arguments name (`things`), and who its columns are (`client`)."""

    def __init__(self) -> None:
        self.agency = factories.make_agency("อบต.หนึ่ง", domain="one.go.th")
        self.other = factories.make_agency("อบต.สอง", domain="two.go.th")
        self.division = factories.make_division(self.agency, "สำนักปลัด")
        self.beside = factories.make_division(self.agency, "กองช่าง")
        year = factories.make_year(self.agency)
        progress = year.rounds.get(kind="progress")
        report = factories.make_report(year.measures.get(), progress, self.division, status="draft")
        piece = factories.make_file(report)
        self.edition = freeze(year)
        published = store(self.agency, b"%PDF-1.7", name="a.pdf", extension="pdf", content_type="application/pdf")
        self.things = {
            "agency": self.agency,
            "division": factories.make_division(self.agency, "กองที่ยังไม่มีงาน"),
            "site_text": factories.make_site_text(self.agency),
            "an_officer": self._person("an_officer", User.Role.OFFICER),
            "a_planner": self._person("a_planner", User.Role.PLANNER),
            "a_host": factories.make_user("a_host"),
            "assessment": self.agency.assessments.get(),
            "framework": factories.framework_of(2565),
            "indicator": Indicator.objects.filter(framework__fiscal_year=2565).first(),
            "job": QueuedJob.objects.get(pk=stumble.enqueue().id),
            "plan": factories.make_plan(self.agency, 2567),
            "measure": year.measures.get(),
            "round": progress,
            "report": report,
            "evidence": piece,
            "evidence_name": f"{piece.sha256}.pdf",
            "published_file": published,
            "edition": self.edition,
        }

    def _person(self, name: str, role: str, **fields) -> User:
        return factories.make_user(name, **{"agency": self.agency, "role": role} | fields)

    def _acting_planner(self) -> User:
        person = self._person("acting", User.Role.OFFICER, division=self.beside)
        factories.appoint(person, User.Role.PLANNER)
        return person

    def client(self, column: str) -> Client:
        """A browser in which somebody of that column of the table is signed in."""
        people = {
            "officer": lambda: self._person("officer", User.Role.OFFICER, division=self.division),
            "head": lambda: self._person("head", User.Role.HEAD, division=self.division),
            "planner": lambda: self._person("planner", User.Role.PLANNER),
            "publisher": lambda: self._person("publisher", User.Role.PUBLISHER),
            "host": lambda: factories.make_user("host"),
            "planner_elsewhere": lambda: self._person("elsewhere", User.Role.PLANNER, agency=self.other),
            "publisher_elsewhere": lambda: self._person("elsewhere", User.Role.PUBLISHER, agency=self.other),
            "officer_beside": lambda: self._person("officer_beside", User.Role.OFFICER, division=self.beside),
            "head_beside": lambda: self._person("head_beside", User.Role.HEAD, division=self.beside),
            "acting": self._acting_planner,
        }
        client = Client(headers={"host": "one.go.th"})
        if column != "anonymous":
            client.force_login(people[column]())
        return client
