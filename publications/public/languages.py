"""The languages of the public pages: each page has an address in each, and Thai stands at the root."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_from_path, get_language_info


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: the language's code and its name for itself, and the path of the page."""

    code: str
    name: str
    path: str
    is_shown: bool

    @property
    def locale(self) -> str:
        """The language as social networks name it, with the country in which the site is read."""
        return f"{self.code}_TH"


def of_path(path: str) -> str:
    """The language of the page at `path`, which begins with a slash: what its prefix names, else the site's own."""
    return get_language_from_path(path) or settings.LANGUAGE_CODE


def in_language(path: str, code: str) -> str:
    """The path of the same page in another language."""
    prefix = get_language_from_path(path)
    plain = path.removeprefix(f"/{prefix}") if prefix else path
    return plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}"


def versions(path: str) -> list[Version]:
    """The page at `path` in every language of the site, the site's own first."""
    shown = get_language()
    return [
        Version(code, get_language_info(code)["name_local"], in_language(path, code), code == shown)
        for code, _name in settings.LANGUAGES
    ]
