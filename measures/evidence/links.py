"""Links given as evidence: their shape alone is judged, they are never followed."""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from .refusals import Refused

SCHEMES = ("http", "https")
# A host's name with a dot, in Latin or Thai letters; a port may follow.
_HOST = re.compile(r"(?:[\w\u0e00-\u0e7f](?:[\w\u0e00-\u0e7f-]{0,61}[\w\u0e00-\u0e7f])?\.)+[\w\u0e00-\u0e7f-]{2,63}\.?")


def is_web_link(url: str) -> bool:
    """True for the address of a page or file on the web that anybody can open; raises Refused for any other text."""
    if any(letter.isspace() or letter == "\\" or unicodedata.category(letter)[0] == "C" for letter in url):
        raise Refused(_("The link contains blanks or invisible characters. Copy it again from the browser's address."))
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _no_link() from error
    _check_scheme(parts)
    if "@" in parts.netloc:
        raise Refused(_("The link contains a user name or a password. Take them out, so that they are not published."))
    if host == "localhost" or _is_inner(host):
        raise Refused(_("The link leads to a computer of the own network, which citizens cannot reach."))
    if not _HOST.fullmatch(host):
        raise _no_link()
    return True


def _check_scheme(parts: SplitResult) -> None:
    if parts.scheme not in SCHEMES:
        raise Refused(_("A link of evidence begins with https:// or http://. Copy it from the browser's address."))


def _is_inner(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _no_link() -> Refused:
    return Refused(_("This is no address on the web. It looks like https://www.example.go.th/page."))
