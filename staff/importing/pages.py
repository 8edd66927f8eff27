"""Spreadsheets in the staff's room: a blank table, rows to take out, a file to bring in after a look at it."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from spreadsheets import reading
from spreadsheets.faults import BadSpreadsheet, listed
from spreadsheets.workbook import MAX_ROWS, Sheet
from staff.importing import uploads
from staff.importing.formats import FORMATS, XLSX, FileFormat, dataset_of
from staff.importing.preview import TableResult
from staff.importing.resource import TableResource, version_of
from staff.importing.uploads import Upload

OVERTAKEN = _(
    "Somebody else has changed these rows since the preview, so nothing was saved. "
    "This is what the file would change now."
)
SHOWN = 200  # faults or rows of a preview; more of them nobody reads on a page


class FileForm(forms.Form):
    """The file that is brought in, and which table it holds."""

    table = forms.ChoiceField(label=_("table"))
    file = forms.FileField(label=_("file"), help_text=_("Excel (.xlsx) or CSV, at most 10 MB."), allow_empty_file=True)
    convert = forms.BooleanField(
        label=_("convert points of a weight"),
        required=False,
        help_text=_(
            "Only for figures such as 24.34 of 30. They become scores of 100, which you see before confirming."
        ),
    )

    def __init__(self, *args, resources: list[type[TableResource]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [(resource.name, resource.title) for resource in resources]
        if not any(resource.converts for resource in resources):
            del self.fields["convert"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            reading.check_bytes(file.size)
            self.data_read = file.read()
            self.sheets = reading.read(self.data_read)
        except BadSpreadsheet as error:
            raise ValidationError(listed(error.faults, at_most=SHOWN)) from error
        return file


class SpreadsheetAdmin:
    """A list whose rows, and what hangs on them, come in and go out as spreadsheets."""

    resource_classes: list[type[TableResource]] = []
    change_list_template = "admin/spreadsheets/change_list.html"

    def get_urls(self):
        views = {
            "spreadsheets/": ("spreadsheets", self.spreadsheets_view),
            "spreadsheets/confirm/": ("spreadsheets_confirm", self.confirm_view),
            "spreadsheets/<str:table>/template.xlsx": ("spreadsheets_template", self.template_view),
            "spreadsheets/<str:table>.<str:suffix>": ("spreadsheets_export", self.export_view),
        }
        return [
            path(address, self.admin_site.admin_view(self._for_readers(view)), name=f"{self._label}_{name}")
            for address, (name, view) in views.items()
        ] + super().get_urls()

    def _for_readers(self, view):
        """The view for those who may read the list, and for nobody else."""

        def for_readers(request, *args, **kwargs):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return for_readers

    @property
    def _label(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def may_import(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    # Looking

    def spreadsheets_view(self, request):
        """What can be taken out; for those who may, a form to bring a file in, and the preview of one."""
        form, context = None, {}
        if self.may_import(request):
            posted = (request.POST, request.FILES) if request.method == "POST" else ()
            form = FileForm(*posted, resources=self.resource_classes)
            context = self._preview(request, form) if form.is_valid() else {}
        elif request.method == "POST":
            raise PermissionDenied
        return self._page(request, form=form, **context)

    def _preview(self, request, form: FileForm) -> dict:
        chosen = form.cleaned_data
        upload = Upload(chosen["file"].name, chosen["table"], chosen.get("convert", False), form.data_read)
        return self._preview_of(request, upload, form.sheets)

    def _preview_of(self, request, upload: Upload, sheets: list[Sheet]) -> dict:
        resource = self._resource(request, upload.table, convert=upload.convert)
        result = resource.import_data(dataset_of(sheets), dry_run=True, file_name=upload.name)
        if result.faults:
            return _faulty(result)
        upload = replace(upload, version=version_of(result))
        rows = [row for row in result.rows if not row.is_skip()]
        return {
            "ticket": uploads.keep(upload, user=request.user) if result.has_changes() else "",
            "file_name": upload.name,
            "result": result,
            "headings": resource.get_diff_headers(),
            "rows": rows[:SHOWN],
            "more": len(rows) - SHOWN,
        }

    def _page(self, request, **context) -> TemplateResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Spreadsheets"),
            "address": self._address("spreadsheets"),
            "confirm_address": self._address("spreadsheets_confirm"),
            "tables": [self._links(request, resource) for resource in self.resource_classes],
        }
        return TemplateResponse(request, "admin/spreadsheets/page.html", context)

    def _links(self, request, resource: type[TableResource]) -> dict:
        """The files of a table; those with rows keep to what is filtered in the list that one comes from."""
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return {
            "title": resource.title,
            "template": self._address("spreadsheets_template", resource.name),
            "years": resource.template_years(),
            "files": [
                (
                    file_format.title,
                    self._address("spreadsheets_export", resource.name, file_format.suffix) + query,
                )
                for file_format in FORMATS
            ],
        }

    def _address(self, name: str, *args: str) -> str:
        return reverse(f"admin:{self._label}_{name}", args=args)

    # Bringing in

    def confirm_view(self, request):
        """Save the file that was previewed."""
        if not self.may_import(request):
            raise PermissionDenied
        upload = uploads.take(request.POST.get("ticket", ""), user=request.user)
        if upload is None:
            messages.error(request, gettext("The preview is no longer there. Choose the file once more."))
            return HttpResponseRedirect(self._address("spreadsheets"))
        sheets = reading.read(upload.data)
        resource = self._resource(request, upload.table, convert=upload.convert)
        result = self._save(resource, upload, sheets)
        if result is None:
            messages.warning(request, OVERTAKEN)
            return self._page(request, form=None, **self._preview_of(request, upload, sheets))
        if result.faults:
            return self._page(request, form=FileForm(resources=self.resource_classes), **_faulty(result))
        self._record(request, resource, result, upload)
        messages.success(request, resource.summary(result))
        for notice in result.notices:
            messages.warning(request, notice)
        return HttpResponseRedirect(self._address("changelist"))

    def _save(self, resource: TableResource, upload: Upload, sheets: list[Sheet]) -> TableResult | None:
        """What came of the import; None when it would not be what was shown, and then nothing is saved."""
        with transaction.atomic():
            result = resource.import_data(dataset_of(sheets), file_name=upload.name, retain_instance_in_row_result=True)
            if result.faults or version_of(result) == upload.version:
                return result
            transaction.set_rollback(True)
        return None

    def _record(self, request, resource: TableResource, result: TableResult, upload: Upload) -> None:
        """Say in the history of every row of the list whose own rows changed that they came from a file."""
        changed = [resource.subject(row.instance) for row in result.rows if not row.is_skip()]
        message = gettext("Imported from %(file)s") % {"file": upload.name}
        LogEntry.objects.log_actions(request.user.pk, list(dict.fromkeys(changed)), CHANGE, change_message=message)

    # Taking out

    def export_view(self, request, table: str, suffix: str):
        """The rows of the list, as it is filtered, in a file."""
        file_format = next((known for known in FORMATS if known.suffix == suffix), None)
        if file_format is None:
            raise Http404
        resource = self._resource(request, table)
        try:
            chosen = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._address("changelist"))
        if resource.own(resource.rows(chosen)).count() > MAX_ROWS:
            reason = gettext("There are more than %(limit)s rows. Filter the list first, for example by year.")
            messages.error(request, reason % {"limit": MAX_ROWS})
            return HttpResponseRedirect(self._address("changelist"))
        try:
            return _download(file_format, resource.name, file_format.write(resource.export(chosen)))
        except ValueError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._address("spreadsheets"))

    def template_view(self, request, table: str):
        """A blank table to be filled."""
        resource = self._resource(request, table)
        return _download(XLSX, f"{resource.name}-template", resource.template(request.GET.get("year", "")))

    def _resource(self, request, table: str, **options) -> TableResource:
        """The table of that name, for the rows that are the person's own."""
        for resource in self.resource_classes:
            if resource.name == table:
                return resource(agencies=Agency.objects.for_user(request.user), **options)
        raise Http404


def _faulty(result: TableResult) -> dict:
    return {"faults": result.faults[:SHOWN], "more": len(result.faults) - SHOWN}


def _download(file_format: FileFormat, name: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=file_format.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{file_format.suffix}"'
    return response
