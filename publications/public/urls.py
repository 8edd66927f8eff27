"""The public addresses: nouns that a citizen could guess, years in B.E., the file format is the extension.

Pages have an address in each language (ita_portal/urls.py puts `/en/` before them); files are the same for everybody.
"""

from django.conf import settings
from django.urls import path, register_converter
from django.urls.converters import IntConverter

from agencies.models import SitePage
from publications.models import Kind

from . import feeds, general_pages, search_pages, views


class YearConverter(IntConverter):
    """A year in B.E. with four Arabic digits."""

    regex = "[1-9][0-9]{3}"


class NumberConverter(IntConverter):
    """A number as it is counted: each page has one address, so no leading zeros."""

    regex = "[1-9][0-9]{0,4}"


class KindConverter:
    """The kind of a document."""

    regex = "|".join(Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class ChoiceConverter:
    """By what the list of measures is narrowed."""

    regex = "division|status|indicator"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SitePageConverter:
    """A page whose text the agency may write."""

    regex = "|".join(SitePage.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Sha256Converter:
    """A SHA-256 as it is written: 64 lower-case hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(YearConverter, "year")
register_converter(NumberConverter, "number")
register_converter(KindConverter, "kind")
register_converter(ChoiceConverter, "choice")
register_converter(SitePageConverter, "site_page")
register_converter(Sha256Converter, "sha256")

FILES = [
    path("<year:year>/<kind:kind>.pdf", views.document_download, name="document-download"),
    path("<year:year>/<kind:kind>.docx", views.document_word, name="document-word"),
    path("<year:year>/editions/<number:number>.pdf", views.edition_pdf, name="pdf-download"),
    path("<year:year>/editions/<number:number>/signed.pdf", views.edition_signed, name="signed-download"),
    path("<year:year>/editions/<number:number>.docx", views.edition_word, name="word-download"),
    path("<year:year>/editions/<number:number>.json", views.edition_json, name="json-download"),
    path("<year:year>/evidence/<sha256:sha256>-small.jpg", views.evidence_small, name="evidence-small"),
    path("<year:year>/evidence/<sha256:sha256>.<slug:extension>", views.evidence_show, name="evidence-show"),
    path("<year:year>/data/<str:name>", views.data_download, name="data-download"),
    path("search/index.json", search_pages.search_index, name="search-index"),
    path("sitemap.xml", feeds.sitemap, name="sitemap-show"),
    path("robots.txt", feeds.robots, name="robots-show"),
    path("healthz", feeds.health_check, name="health-check"),
]
PAGES = [
    path("", views.year_latest, name="year-latest"),
    path("<year:year>/", views.year_detail, name="year-detail"),
    path("<year:year>/analysis/", views.analysis_detail, name="analysis-detail"),
    path("<year:year>/measures/", views.measure_list, name="measure-list"),
    path("<year:year>/measures/<choice:by>/<slug:value>/", views.measure_choice, name="measure-choice"),
    path("<year:year>/measures/<number:number>/", views.measure_detail, name="measure-detail"),
    path("<year:year>/progress/", views.progress_list, name="progress-list"),
    path("<year:year>/editions/", views.edition_list, name="edition-list"),
    path("<year:year>/editions/<number:number>/", views.edition_detail, name="edition-detail"),
    path("<year:year>/editions/<number:number>/changes/", views.edition_changes, name="edition-changes"),
    path("<year:year>/data/", views.data_list, name="data-list"),
    path("feed.xml", feeds.feed, name="edition-feed"),
    path("indicators/", views.indicator_list, name="indicator-list"),
    path("indicators/<number:number>/", views.indicator_detail, name="indicator-detail"),
    path("<site_page:page>/", general_pages.text_detail, name="text-detail"),
    path("contact/", general_pages.contact_detail, name="contact-detail"),
    path("site-map/", general_pages.page_list, name="page-list"),
    path("search/", search_pages.search_show, name="search-show"),
    path("verify/", views.verify, name="document-verify"),
    path("verify/<str:sha256>/", views.verify_answer, name="hash-verify"),
]
if settings.DEBUG:
    PAGES.append(path("gallery/", views.gallery, name="component-list"))
files = (FILES, "files")
pages = (PAGES, "publications")
