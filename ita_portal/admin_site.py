"""The staff's site: its name, the order of its index, and the panels and pages that the rooms register."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, cast
from urllib.parse import unquote, urljoin, urlsplit

from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_script_prefix, include, path, resolve, reverse
from django.utils.translation import gettext_lazy as _

from staff.first_password import OwnPasswordChangeForm
from staff.kept import Kept
from staff.language import choose_language
from staff.signing_in import carrying, kept_page

# The index follows the work of a year: scores, plan, rounds of reports, editions; then what seldom changes.
ROOMS_IN_ORDER = ["assessments", "measures", "publications", "agencies", "jobs"]
MODELS_IN_ORDER = [
    "Assessment",
    "Plan",
    "Measure",
    "Round",
    "Report",
    "Edition",
    "Division",
    "Agency",
    "SiteText",
    "User",
    "Framework",
]


class Panel(NamedTuple):
    """A part of the start page: where it stands, its template, and what the template gets; nothing to show is None."""

    place: int
    template: str
    context: Callable[..., dict[str, Any] | None]


class PortalAdminSite(admin.AdminSite):
    """Django's own site in the portal's words and order."""

    site_header = _("Integrity and transparency portal: staff")
    site_title = _("Integrity and transparency portal")
    index_title = _("The work of the year")
    empty_value_display = "–"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._panels: list[Panel] = []
        self._pages: list[URLPattern | URLResolver] = []

    def register_panel(self, template: str, context: Callable[..., dict[str, Any] | None], *, place: int = 0) -> None:
        """Show `template` on the start page with what `context(request)` returns, the smallest `place` first."""
        self._panels = sorted([*self._panels, Panel(place, template, context)], key=itemgetter(0))

    def register_pages(self, prefix: str, pages: Sequence[URLPattern]) -> None:
        """Serve a room's own pages under /admin/`prefix`, to signed-in staff alone; their names are the site's."""
        for_staff = [
            URLPattern(page.pattern, self.admin_view(page.callback), page.default_args, page.name) for page in pages
        ]
        self._pages.append(path(prefix, include(for_staff)))

    def get_urls(self) -> list[Any]:
        """The rooms' pages and Django's own, without the way to a row's public page: no row has one."""
        own = [address for address in super().get_urls() if getattr(address, "name", None) != "view_on_site"]
        language = path("language/", self.admin_view(choose_language), name="language")
        return [*self._pages, language, *own]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Where Django leads after signing in; to the start page when there is nothing at that address.

        Who had sent a form while nobody was signed in comes to what was typed in it.
        """
        kept = Kept.read(request.POST)
        response: HttpResponse = super().login(request, {**(extra_context or {}), **carrying(kept)})
        if kept and isinstance(response, HttpResponseRedirect):
            return kept_page(request, kept)
        if isinstance(response, HttpResponseRedirect) and not self._is_page(urljoin(request.path, response.url)):
            response["Location"] = reverse("admin:index", current_app=self.name)
        return response

    def _is_page(self, address: str) -> bool:
        """Whether an address, with the slash at its end or without, is a view's own."""
        path = "/" + unquote(urlsplit(address).path).removeprefix(get_script_prefix())
        return any(self._is_view(candidate) for candidate in (path, f"{path}/"))

    def _is_view(self, path: str) -> bool:
        try:
            view = resolve(path).func
        except Resolver404:
            return False
        # Django answers whatever begins like the staff's addresses and is none of them with a view that finds nothing.
        return getattr(view, "__wrapped__", None) != self.catch_all_view

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Django's own page, which names its form and leaves no other way to give it ours."""
        request.current_app = self.name
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordChangeForm,
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return cast(TemplateResponse, view(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        found = [(panel.template, panel.context(request)) for panel in self._panels]
        panels = [{"template": template, **context} for template, context in found if context is not None]
        return super().index(request, {"panels": panels, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms and their tables in the order in which the work passes through them."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"], MODELS_IN_ORDER))
        return sorted(apps, key=lambda app: _place(app["app_label"], ROOMS_IN_ORDER))


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)
