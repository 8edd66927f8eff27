"""Who signs a document of a plan or round before the one who approves it; all of it may stay empty."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SIGNED = ["preparer_name", "preparer_position", "reviewer_name", "reviewer_position"]


def _signer(verbose_name, help_text="") -> models.CharField:
    return models.CharField(verbose_name, max_length=200, blank=True, help_text=help_text)


class Signed(models.Model):
    """A row whose printed document is signed by who prepared and who reviewed it, where they are named."""

    preparer_name = _signer(
        _("name of the preparer"),
        _("Printed in the signature block and contained in the open data. Leave name and position empty for no line."),
    )
    preparer_position = _signer(_("position of the preparer"), _("For example นักวิเคราะห์นโยบายและแผน."))
    reviewer_name = _signer(_("name of the reviewer"), _("Leave name and position empty for no line."))
    reviewer_position = _signer(_("position of the reviewer"), _("For example ปลัดองค์การบริหารส่วนตำบลท่ามะลิ่ง."))

    class Meta:
        abstract = True

    def signers(self) -> list[tuple[str, str, str]]:
        """Role, name and position of those who are named, in the order in which they sign."""
        lines = [
            ("preparer", self.preparer_name, self.preparer_position),
            ("reviewer", self.reviewer_name, self.reviewer_position),
        ]
        return [line for line in lines if line[1] or line[2]]
