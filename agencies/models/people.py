"""The people of an agency: what each may do follows from the role, for a time also from another's."""

import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.usernames import normalise, validate_username

from .agency import Agency, Division


class StaffQuerySet(models.QuerySet["User"]):
    def holding(self, role: str, on: datetime.date | None = None) -> Self:
        """Those who hold a role on a day (today), as their own post or as acting official; hosts hold none."""
        acting = ActingAppointment.objects.on(on or timezone.localdate()).filter(role=role)
        return self.filter(Q(role=role) | Q(pk__in=acting.values("user")), is_superuser=False)


class StaffManager(UserManager.from_queryset(StaffQuerySet)):  # type: ignore[misc]  # a class made by Django
    """Finds a person by any spelling of the user name that looks like the one kept."""

    use_in_migrations = False

    def get_by_natural_key(self, username):
        return super().get_by_natural_key(self.model.normalize_username(username))


class Role(models.TextChoices):
    """What a person is in the agency, in the order in which the work passes from hand to hand."""

    OFFICER = "officer", _("Officer of a division")
    HEAD = "head", _("Head of a division")
    PLANNER = "planner", _("Planner (Palad's office)")
    PUBLISHER = "publisher", _("Publisher (Palad, chief executive)")


# The roles that are held in a division.
IN_A_DIVISION = [Role.OFFICER, Role.HEAD]


class User(AbstractUser):
    """A member of staff; what one may do follows from the role (ita_portal/roles.py), what one sees from the agency."""

    Role = Role

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
    also_serves = models.ManyToManyField(
        Division,
        blank=True,
        related_name="helpers",
        verbose_name=_("also serves"),
        help_text=_("Other divisions for which this person does the same work."),
    )
    is_staff = models.BooleanField(
        _("may sign in to the staff's rooms"),
        default=True,
        help_text=_("Everybody who has an account here is staff."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.OFFICER)
    # Out of settings.LANGUAGES, which the row does not know: a language more is an entry there and nothing here.
    language = models.CharField(_("language"), max_length=10, default="th", editable=False)
    must_change_password = models.BooleanField(
        _("must choose a new password"),
        default=False,
        help_text=_("At the next sign-in, before anything else: somebody else knows the present one."),
    )

    objects = StaffManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=True) | Q(agency__isnull=False),
                name="staff_belong_to_an_agency_unless_superuser",
                violation_error_message=_("Choose the agency of this member of staff."),
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["officer", "head"]) | Q(is_superuser=True) | Q(division__isnull=False),
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

    @property
    def name(self) -> str:
        """How the person is named to colleagues."""
        return self.get_full_name() or self.get_username()

    # What one holds today: the own post, and for stated days another's

    def roles(self, on: datetime.date | None = None) -> frozenset[str]:
        """The roles held on a day (today): the own one and those held as acting official."""
        return frozenset([self.role, *(acting.role for acting in self._acting(on))])

    def divisions(self, on: datetime.date | None = None) -> frozenset[int]:
        """The divisions, by primary key, for which one writes reports on a day (today)."""
        own = [self.division_id, *(division.pk for division in self.also_serves.all())]
        acting = [acting.division_id for acting in self._acting(on) if acting.role in IN_A_DIVISION]
        return frozenset(pk for pk in [*(own if self.role in IN_A_DIVISION else []), *acting] if pk is not None)

    def headed_divisions(self, on: datetime.date | None = None) -> frozenset[int]:
        """The divisions, by primary key, whose reports one reviews as their head on a day (today)."""
        own = [self.division_id, *(division.pk for division in self.also_serves.all())]
        acting = [acting.division_id for acting in self._acting(on) if acting.role == Role.HEAD]
        return frozenset(pk for pk in [*(own if self.role == Role.HEAD else []), *acting] if pk is not None)

    def _acting(self, on: datetime.date | None) -> "list[ActingAppointment]":
        day = on or timezone.localdate()
        if not hasattr(self, "_appointments"):
            self._appointments = list(self.acting_appointments.all()) if self.pk else []
        return [appointment for appointment in self._appointments if appointment.holds_on(day)]


class ActingAppointmentQuerySet(models.QuerySet["ActingAppointment"]):
    def on(self, day: datetime.date) -> Self:
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class ActingAppointment(models.Model):
    """A role that somebody holds as acting official (รักษาราชการแทน) from one day to another, both included."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="acting_appointments", verbose_name=_("member of staff")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    division = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acting_appointments",
        verbose_name=_("division"),
        help_text=_("For an officer or a head of a division: which one."),
    )
    starts_on = models.DateField(_("first day"), help_text=_("B.E., for example 01/10/2565."))
    ends_on = models.DateField(_("last day"), help_text=_("B.E.; the role ends by itself after this day."))

    objects = ActingAppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("acting appointment")
        verbose_name_plural = _("acting appointments")
        ordering = ["user", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["officer", "head"], division__isnull=False)
                | (~Q(role__in=["officer", "head"]) & Q(division__isnull=True)),
                name="appointment_in_a_division_names_it",
                violation_error_message=_("Name the division for an officer or a head of a division, and only then."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.user}"

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the role is held on a day."""
        return self.starts_on <= day <= self.ends_on
