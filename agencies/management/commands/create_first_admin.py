"""Gives a new installation its first administrator, with a random password that is shown once."""

import secrets

from django.core.management.base import BaseCommand

from agencies.models import User


class Command(BaseCommand):
    help = "Create the administrator of a new installation and print the random password once; does nothing later."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="admin")

    def handle(self, *, username, **options):
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(15)
        User.objects.create_superuser(username, password=password)
        self.stdout.write("ผู้ดูแลระบบ (แสดงครั้งเดียว กรุณาจดไว้) / administrator, shown this once:")
        self.stdout.write(f"  username: {username}\n  password: {password}")
