"""Lists that are asked for what no list has: they say so, and show all their rows."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, SEARCH_VAR
from django.db import DataError, transaction
from django.utils.text import smart_split
from django.utils.translation import gettext
from django.utils.translation import gettext as django_gettext

WORDS = 20  # of a search; each is one more condition on every row
# A number that no database keeps, a text that it does not read or that is none of the bytes of a file.
UNREADABLE = (OverflowError, DataError, ValueError, TypeError)
# Some patterns no database reads, and some never come to an end; an interval has two ends, and is taken as it is sent.
REFUSED_LOOKUPS = ("regex", "range")


class AnsweredLookupsMixin:
    """An admin whose list answers any address and any choice of rows with a sentence."""

    def get_changelist_instance(self, request):
        if len(list(smart_split(request.GET.get(SEARCH_VAR, "")))) > WORDS:
            self.message_user(
                request, gettext("Search for at most %(limit)s words.") % {"limit": WORDS}, messages.WARNING
            )
            raise IncorrectLookupParameters
        if any(name.endswith(REFUSED_LOOKUPS) for name in request.GET):
            raise IncorrectLookupParameters
        try:
            with transaction.atomic():
                return super().get_changelist_instance(request)
        except UNREADABLE as error:
            raise IncorrectLookupParameters from error

    def get_search_results(self, request, queryset, search_term):
        # A choice in a form is searched here, too, and shows no messages.
        if len(list(smart_split(search_term))) > WORDS:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and ERROR_FLAG in request.GET:
            self.message_user(
                request, gettext("The list cannot be narrowed down in this way; it is shown whole."), messages.WARNING
            )
        return super().changelist_view(request, extra_context)

    def response_action(self, request, queryset):
        try:
            with transaction.atomic():
                return super().response_action(request, queryset)
        except UNREADABLE:
            # In Django's own words, as when nothing is chosen.
            message = "Items must be selected in order to perform actions on them. No items have been changed."
            self.message_user(request, django_gettext(message), messages.WARNING)
            return None
