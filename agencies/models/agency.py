"""The agency to which every row of the portal belongs, and its divisions."""

import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agencies.contact import validate_telephone
from thai.telephones import dialled

if TYPE_CHECKING:
    from .people import User


def new_calendar_key() -> str:
    """What nobody guesses, the private part of the address at which an agency's due dates are subscribed to."""
    return secrets.token_urlsafe(24)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def get_by_natural_key(self, name: str, district: str, province: str) -> "Agency":
        return self.get(name=name, district=district, province=province)

    def for_host(self, host: str) -> "Agency | None":
        """The agency whose host name is `host` (without port) or once was, else the only agency there is, else None."""
        host = host.lower()
        two = self.order_by("pk").values("pk")[:2]
        left = models.Exists(FormerHostName.objects.filter(name=host, agency=models.OuterRef("pk")))
        found = list(
            self.annotate(left=left).filter(models.Q(domain=host) | models.Q(pk__in=two) | models.Q(left=True))
        )
        by_domain = next((agency for agency in found if agency.domain == host), None)
        by_former = next((agency for agency in found if agency.left), None)
        return by_domain or by_former or (found[0] if len(found) == 1 else None)

    def for_user(self, user: "User") -> Self:
        """The agencies whose rows `user` may see: all for a superuser, else the own one."""
        return self if user.is_superuser else self.filter(pk=user.agency_id)

    def raise_site_version(self, pk: int) -> None:
        """Have the public pages of an agency made anew, because something that they show was changed."""
        self.filter(pk=pk).update(site_version=F("site_version") + 1)


class Digits(models.TextChoices):
    """In which digits an agency's documents are printed."""

    THAI = "thai", _("Thai digits (๑, ๒, ๓)")
    ARABIC = "arabic", _("Arabic digits (1, 2, 3)")


class Agency(models.Model):
    """A local government (here: a subdistrict administrative organization) that is assessed every year."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("Full official name, for example องค์การบริหารส่วนตำบลท่ามะลิ่ง."),
    )
    subdistrict = models.CharField(_("subdistrict"), max_length=100)
    district = models.CharField(_("district"), max_length=100)
    # Lists of thousands of agencies are narrowed down by it.
    province = models.CharField(_("province"), max_length=100, db_index=True)
    domain = models.CharField(
        _("host name of the public pages"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        help_text=_(
            "For example ita.thamaling.go.th, without https:// and without a slash. "
            "May stay empty while the portal serves one agency."
        ),
        error_messages={"unique": _("Another agency already uses this host name.")},
    )
    seal = models.ImageField(
        _("seal"),
        upload_to="seals/",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
        help_text=_("The agency's own seal (PNG or JPEG). The Garuda emblem does not belong on this document."),
    )
    days_to_report = models.PositiveSmallIntegerField(
        _("days for the divisions to report"),
        default=15,
        validators=[MaxValueValidator(180)],
        help_text=_("The due date proposed for a round lies so many days after its last day."),
    )
    heads_review = models.BooleanField(
        _("heads of division review first"),
        default=False,
        help_text=_("A report goes to the head of its division before the Palad's office accepts or returns it."),
    )
    obstacles_are_public = models.BooleanField(
        _("obstacles are published"),
        default=True,
        help_text=_("Untick to keep what the divisions write about obstacles within the agency."),
    )
    digits = models.CharField(
        _("digits of the printed documents"),
        max_length=10,
        choices=Digits.choices,
        default=Digits.THAI,
        help_text=_("Official documents are printed in Thai digits; addresses and codes keep theirs in any case."),
    )
    menu_path = models.CharField(
        _("way through the menu of the main site"),
        max_length=500,
        blank=True,
        help_text=_(
            "What is chosen on the agency's main web site from its home page to this portal, in order and separated "
            "by >. For example ข้อมูลสาธารณะ (OIT) > ระบบเผยแพร่มาตรการ. It is written on the filing sheet."
        ),
    )
    postal_address = models.TextField(
        _("postal address"),
        max_length=500,
        blank=True,
        help_text=_("As it is written on an envelope. Citizens read it on the page “Contact”."),
    )
    telephone = models.CharField(
        _("telephone"),
        max_length=200,
        blank=True,
        validators=[validate_telephone],
        help_text=_("Of the office, never a private one; several separated by commas, for example 0 0000 0000 ต่อ 12."),
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Of the agency, for example saraban@example.go.th; citizens write to it.")
    )
    opening_hours = models.TextField(
        _("opening hours"),
        max_length=500,
        blank=True,
        help_text=_("For example วันจันทร์ถึงวันศุกร์ เวลา 08.30–16.30 น. เว้นวันหยุดราชการ."),
    )
    # Grows with every change of what the public pages show of the agency outside its editions: its name and place, how
    # it is reached, its texts. A kept page is as old as this number (publications/public/cache_key.py); the site
    # written as files is to tell by it, too, whether it is out of date. It never falls, so that no old page comes back.
    site_version = models.PositiveIntegerField(_("version of the site"), default=0, editable=False)
    calendar_key = models.CharField(
        _("private part of the calendar's address"),
        max_length=64,
        default=new_calendar_key,
        unique=True,
        editable=False,
    )

    SHOWN_TO_CITIZENS = (
        *("name", "subdistrict", "district", "province"),
        *("postal_address", "telephone", "email", "opening_hours"),
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["province", "district", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "district", "province"],
                name="agency_is_named_once_in_its_district",
                violation_error_message=_("This agency is already registered in this district and province."),
            ),
            models.CheckConstraint(
                condition=models.Q(domain__isnull=True) | ~models.Q(domain=""),
                name="agency_domain_is_null_or_a_name",
                violation_error_message=_("Leave the host name out entirely instead of giving an empty one."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.domain = self.domain.strip().lower() or None if self.domain else None
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            before = type(self).objects.filter(pk=self.pk).values_list("domain", flat=True).first()
            self._save_and_count(*args, **kwargs)
            if before and before != self.domain:
                FormerHostName.objects.update_or_create(name=before, defaults={"agency": self})

    def _save_and_count(self, *args, **kwargs):
        # Reckoned by the database, since the number read with this row may be out of date by now.
        self.site_version = F("site_version") + self._is_shown_otherwise()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "site_version"}
        super().save(*args, **kwargs)
        self.refresh_from_db(fields=["site_version"])

    def _is_shown_otherwise(self) -> int:
        """1 when something that citizens read of the agency is no longer what is stored, else 0."""
        stored = Agency.objects.filter(pk=self.pk).values_list(*self.SHOWN_TO_CITIZENS).first()
        return int(stored != tuple(getattr(self, name) for name in self.SHOWN_TO_CITIZENS))

    def has_left(self, host: str) -> bool:
        """Whether `host` was its host name once and is not any more."""
        return host.lower() != self.domain and self.former_host_names.filter(name=host.lower()).exists()

    def natural_key(self):
        return (self.name, self.district, self.province)

    @property
    def base_address(self) -> str:
        """Where its portal is found, without a slash at the end: its own host name, else what the host has set.

        Empty where nobody has said so.
        """
        return f"https://{self.domain}" if self.domain else settings.BASE_ADDRESS.rstrip("/")

    @property
    def telephones(self) -> list[tuple[str, str]]:
        """Each telephone number as it is written and as it is dialled; empty where nobody has said so."""
        return list(dialled(self.telephone))

    @property
    def menu_steps(self) -> list[str]:
        """What is chosen on the main site, one after the other; empty where nobody has said so."""
        return [step.strip() for step in self.menu_path.split(">") if step.strip()]

    def has_published(self, fiscal_year: int) -> bool:
        """Whether citizens can read an edition of `fiscal_year` (B.E.)."""
        return self.editions.filter(fiscal_year=fiscal_year, withdrawn_at=None).exists()


class FormerHostName(models.Model):
    """A host name that an agency had once: whoever asks there is led to the present one, for ever."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_host_names", verbose_name=_("agency"))
    name = models.CharField(_("former host name"), max_length=253, unique=True)

    class Meta:
        verbose_name = _("former host name")
        verbose_name_plural = _("former host names")
        ordering = ["name"]

    def __str__(self):
        return self.name


class DivisionQuerySet(models.QuerySet["Division"]):
    def get_by_natural_key(self, name: str, *agency: str) -> "Division":
        return self.get(name=name, agency=Agency.objects.get_by_natural_key(*agency))


class Division(models.Model):
    """A division (กอง, สำนัก, หน่วย) of an agency; it owns measures and reports on them."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="divisions", verbose_name=_("agency"))
    name = models.CharField(_("name"), max_length=150, help_text=_("For example กองคลัง."))
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Divisions are listed by this number, smallest first.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_(
            "“Every division” means every active one. Untick instead of deleting a division that no longer exists."
        ),
    )

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="division_is_named_once_in_its_agency",
                violation_error_message=_("This agency already has a division of this name."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name, *self.agency.natural_key())

    natural_key.dependencies = ["agencies.agency"]
