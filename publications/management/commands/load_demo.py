"""Loads an invented agency as demonstration data and publishes its years one after the other."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http.request import validate_host

from agencies.models import Agency
from publications import demo

DOMAIN = "demo.localhost"
# Where the agency answers that was alone until now, as `make run` serves it.
HOME = "127.0.0.1"


class Command(BaseCommand):
    help = (
        f"Load the demonstration data, an invented agency at {DOMAIN}, and publish its years; "
        "does nothing once there is an agency of that host name."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000", help="port of the addresses that are printed")

    @transaction.atomic
    def handle(self, *, port, **options):
        if settings.ALLOWED_HOSTS and not validate_host(DOMAIN, settings.ALLOWED_HOSTS):
            raise CommandError(f"Nothing was loaded: ALLOWED_HOSTS does not allow {DOMAIN}, so nobody could read it.")
        if not Agency.objects.filter(domain=DOMAIN).exists():
            self._say_who_was_named(name_the_only_agency())
            call_command("load_frameworks", stdout=self.stdout)
            call_command("loaddata", settings.BASE_DIR / "fixtures" / "demo.yaml", verbosity=0)
            demo.tell(Agency.objects.get(domain=DOMAIN))
            self.stdout.write("โหลดและเผยแพร่ข้อมูลจำลองแล้ว / the demonstration data are loaded and published")
        self._say_where(port)

    def _say_who_was_named(self, agency: Agency | None) -> None:
        if agency is None:
            return
        self.stdout.write(
            f"{agency}: เปิดดูได้ที่ {HOME} เท่านั้นนับจากนี้ เพราะเมื่อมีหลายหน่วยงาน ระบบเลือกหน่วยงานจากชื่อในที่อยู่เว็บ "
            "(เปลี่ยนได้ในหน้าสำหรับเจ้าหน้าที่)\n"
            f"  answers at {HOME} only from now on: among several agencies the host name decides; see the admin"
        )

    def _say_where(self, port: str) -> None:
        self.stdout.write("เปิดดูได้ที่ / open:")
        for agency in Agency.objects.filter(domain__in=[HOME, DOMAIN]):
            self.stdout.write(f"  http://{agency.domain}:{port}/  {agency}")
        self.stdout.write(f"  http://{HOME}:{port}/admin/  สำหรับเจ้าหน้าที่ / staff")


def name_the_only_agency() -> Agency | None:
    """Give an agency that was alone, and needed no host name, the one under which `make run` serves it; return it."""
    agencies = list(Agency.objects.all()[:2])
    if len(agencies) != 1 or agencies[0].domain:
        return None
    agencies[0].domain = HOME
    agencies[0].save(update_fields=["domain"])
    return agencies[0]
