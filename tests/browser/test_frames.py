"""Nothing sticks out of its frame: pictures, tables and whole pages, from a telephone to a desk, in both languages."""

from decimal import Decimal
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from agencies.models import Agency, User
from assessments.models import Assessment
from measures.models import Measure, Plan, Report, Round
from publications.models import Edition
from publications.public.languages import in_language
from publications.render import charts, pdf
from tests import factories
from tests.browser.frames import hidden_cells, sticking_out
from tests.editions import freeze_sample

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

WIDTHS = (360, 768, 1280)
LANGUAGES = ("th", "en")
OF_A_YEAR = ("", "analysis/", "measures/", "measures/1/", "editions/", "data/")
OF_ALL_YEARS = (
    *("/indicators/", "/indicators/4/", "/indicators/9/", "/search/", "/search/?q=2566", "/search/?q=zzz"),
    *("/verify/", "/verify/abc/", "/nothing/"),
)


@pytest.fixture
def sample_and_demo(monkeypatch):
    """The real sample and the invented agency, published with a stand-in for their PDFs."""
    monkeypatch.setattr(pdf, "render", lambda frozen, sha256, **_: b"%PDF-1.7 stand-in for " + sha256.encode())
    freeze_sample()
    call_command("load_demo", verbosity=0)


def public_addresses(live_server) -> list[str]:
    """Every page of both agencies, each at its own host."""
    port = urlsplit(live_server.url).port
    found = []
    for agency in Agency.objects.all():
        editions = Edition.objects.for_agency(agency)
        years = sorted(set(editions.values_list("fiscal_year", flat=True)))
        paths = [*OF_ALL_YEARS, *(f"/{year}/{page}" for year in years for page in OF_A_YEAR)]
        for edition in editions:
            paths += [f"/{edition.fiscal_year}/editions/{edition.number}/", f"/verify/{edition.sha256}/"]
        found += [f"http://{agency.domain}:{port}{path}" for path in paths]
    return found


def staff_addresses() -> list[str]:
    """The lists of the staff's room, the page of each result and plan, and of one row of each other kind."""
    models = (Assessment, Plan, Round, Measure, Report, Edition)
    lists = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in models]
    rows = [*Assessment.objects.all(), *Plan.objects.all()]
    rows += [model.objects.order_by("pk").last() for model in (Round, Measure, Report, Edition)]
    pages = [reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]) for row in rows]
    return [reverse("admin:index"), *lists, *pages]


def faults_of(window: Page, address: str) -> list[str]:
    window.goto(address)
    faults = []
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        faults += [f"{address} at {width} px: {fault}" for fault in sticking_out(window)]
    return faults


def sign_in(window: Page, live_server) -> None:
    """The host's superuser, who sees every agency."""
    client = Client()
    client.force_login(factories.make_user("host"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


def test_nothing_of_a_public_page_sticks_out_of_its_frame(sample_and_demo, open_window, live_server):
    addresses, window = public_addresses(live_server), open_window()
    assert len(addresses) > 60
    for language in LANGUAGES:
        spoken = [urljoin(address, in_language(urlsplit(address).path, language)) for address in addresses]
        assert [fault for address in spoken for fault in faults_of(window, address)] == []


def test_nothing_of_a_staff_page_sticks_out_of_its_frame(sample_and_demo, open_window, live_server):
    addresses = staff_addresses()
    assert len(addresses) > 20
    window = open_window()
    sign_in(window, live_server)
    for language in LANGUAGES:
        User.objects.update(language=language)
        assert [fault for address in addresses for fault in faults_of(window, address)] == []
        assert window.locator("html").get_attribute("lang") == language
        assert window.locator("#user-tools").count() == 1


def line_chart(score: str, years: range) -> charts.LineChart:
    """Years of one score of which every other begins a scale of its own."""
    target = Decimal("85.00")
    return charts.lines(charts.YearScore(year, Decimal(score), target, scale=year // 2) for year in years)


EXTREMES = {
    "lines.svg": [line_chart("100", range(2560, 2565)), line_chart("0", range(2555, 2570))],
    "bars.svg": [
        charts.bars([charts.Scored(10, "การป้องกันการทุจริต", Decimal(100))] * 10, Decimal(target))
        for target in (0, 50, 100)
    ],
    "radar.svg": [charts.radar([charts.Scored(10, "", Decimal(100), "OIT")] * 10, None, Decimal(100))],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_figures_nothing_of_a_picture_is_cut(open_window, language):
    factories.make_agency()
    window = open_window(360)
    window.goto("/verify/")
    with translation.override(language):
        drawn = [
            Template("{% include picture %}").render(
                Context({"picture": f"publications/charts/{name}", "chart": chart, "year": 2566, "year_before": 2565})
            )
            for name, extreme in EXTREMES.items()
            for chart in extreme
        ]
    window.evaluate("pictures => { document.querySelector('main').innerHTML = pictures }", "".join(drawn))
    assert window.locator("main svg").count() == len(drawn) == 6
    assert sticking_out(window) == []


@pytest.mark.parametrize(("table", "rows"), [("score-table", 10), ("doc-instruments", 4), ("coverage-table", 10)])
def test_scores_stand_within_a_narrow_window_without_scrolling(open_window, table, rows):
    freeze_sample()
    window, scores = open_window(360), f".{table} tbody td:nth-child(3)"
    window.goto("/2566/analysis/")
    assert window.locator(scores).count() == rows
    assert hidden_cells(window, scores) == []


def test_in_a_narrow_window_every_field_of_a_row_stands_under_its_label(open_window, live_server):
    freeze_sample()
    window = open_window(360)
    sign_in(window, live_server)
    window.goto(reverse("admin:assessments_assessment_change", args=[Assessment.objects.first().pk]))
    finding = window.locator("#scores-group tr.has_original").nth(3).locator("textarea").first
    label = window.locator(f"label[for={finding.get_attribute('id')}]")
    field, above = finding.bounding_box(), label.bounding_box()
    assert label.inner_text() == "ข้อค้นพบ"
    assert above["width"] > 30
    assert above["height"] > 10
    assert above["y"] + above["height"] <= field["y"] + 1
    assert field["x"] >= 0
    assert field["x"] + field["width"] <= 360
    assert field["width"] > 250
