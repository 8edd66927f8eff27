"""The agency to which every row of the portal belongs, its divisions and its people."""

from typing import Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .usernames import normalise, validate_username


class AgencyQuerySet(models.QuerySet["Agency"]):
    def get_by_natural_key(self, name: str, district: str, province: str) -> "Agency":
        return self.get(name=name, district=district, province=province)

    def for_host(self, host: str) -> "Agency | None":
        """The agency whose domain is `host` (without port), else the only agency there is, else None."""
        host = host.lower()
        two = self.order_by("pk").values("pk")[:2]
        found = list(self.filter(models.Q(domain=host) | models.Q(pk__in=two)))
        by_domain = next((agency for agency in found if agency.domain == host), None)
        return by_domain or (found[0] if len(found) == 1 else None)

    def for_user(self, user: "User") -> Self:
        """The agencies whose rows `user` may see: all for a superuser, else the own one."""
        return self if user.is_superuser else self.filter(pk=user.agency_id)


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
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.name, self.district, self.province)

    def has_published(self, fiscal_year: int) -> bool:
        """Whether citizens can read an edition of `fiscal_year` (B.E.)."""
        return self.editions.filter(fiscal_year=fiscal_year, withdrawn_at=None).exists()


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


class StaffManager(UserManager):
    """Finds a person by any spelling of the user name that looks like the one kept."""

    use_in_migrations = False

    def get_by_natural_key(self, username):
        return super().get_by_natural_key(self.model.normalize_username(username))


class User(AbstractUser):
    """A member of staff; what one may do follows from the role (ita_portal/roles.py), what one sees from the agency."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Officer of a division")
        OFFICE = "office", _("Palad's office")
        PUBLISHER = "publisher", _("Palad or chief executive (publishes)")

    username = models.CharField(
        _("user name"),
        max_length=150,
        unique=True,
        validators=[validate_username],
        help_text=_("In Thai or English, without blanks, for example สมศรี or somsri.j"),
        error_messages={"unique": _("There is a user of this name already.")},
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("agency"),
        help_text=_("Staff see and change the rows of this agency only. Empty for the host's administrators."),
    )
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("division"),
        help_text=_("An officer reports for this division."),
    )
    is_staff = models.BooleanField(
        _("may sign in to the staff's rooms"),
        default=True,
        help_text=_("Everybody who has an account here is staff."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.OFFICER)

    objects = StaffManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_superuser=True) | models.Q(agency__isnull=False),
                name="staff_belong_to_an_agency_unless_superuser",
                violation_error_message=_("Choose the agency of this member of staff."),
            ),
            models.CheckConstraint(
                condition=~models.Q(role="officer") | models.Q(is_superuser=True) | models.Q(division__isnull=False),
                name="an_officer_belongs_to_a_division",
                violation_error_message=_("Choose the division for which this officer reports."),
            ),
        ]

    def save(self, *args, **kwargs):
        self.username = self.normalize_username(self.username)
        super().save(*args, **kwargs)

    @classmethod
    def normalize_username(cls, username):
        """The one spelling under which a name is kept and looked up, at signing in, too."""
        return normalise(username) if isinstance(username, str) else username

    @property
    def role_name(self) -> str:
        """What the person is here; to the host's administrators the roles of an agency do not apply."""
        return _("Host administrator") if self.is_superuser else self.get_role_display()
