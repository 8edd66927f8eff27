"""The portal's settings with one more address: the same bytes from memory, to compare with."""

from ita_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
