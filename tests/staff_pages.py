"""What a member of staff does with a page of the staff's room: sign in, open, read, fill in, save."""

from django.test import Client
from django.urls import reverse

from agencies.models import Agency, User
from tests import factories
from tests.readers import soup

LISTS = [
    *(
        "agencies_division",
        "agencies_sitetext",
        "agencies_user",
        "assessments_assessment",
        "assessments_framework",
        "measures_plan",
    ),
    *("measures_measure", "measures_round", "measures_report", "publications_edition"),
]


def browser(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def staff(agency: Agency, role: str = User.Role.PLANNER, **fields) -> Client:
    return browser(factories.make_user(f"{role}-{agency.pk}", agency=agency, role=role, **fields))


def superuser() -> Client:
    return browser(factories.make_user("root"))


def page(name: str, *args) -> str:
    return reverse(f"admin:{name}", args=args)


def errors(response) -> str:
    """What is said at the fields and above the form, in one line."""
    return " ".join(said.get_text(" ", strip=True) for said in soup(response).select(".errorlist"))


def form_of(response) -> dict[str, str | list[str]]:
    """What the page's form would send as it stands."""
    form = soup(response).select_one("#content-main form[id], #content form")
    sent: dict[str, str | list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type")
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            sent[name] = [option["value"] for option in field.select("option[selected]")]
        elif field.name == "textarea":
            sent[name] = field.get_text().removeprefix("\n")
        elif kind not in ("submit", "file"):
            sent[name] = field.get("value", "")
    return sent


def send(client: Client, address: str, **changes):
    """Open a page, change some fields of its form, press save."""
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(address, form_of(client.get(address)) | changes)
