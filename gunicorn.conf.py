"""How the production server serves the portal; every value can be overruled on gunicorn's command line."""

import os

wsgi_app = "ita_portal.wsgi:application"
bind = "127.0.0.1:8000"
# Two processes keep the site answering while one of them renders a PDF; threads share what each has loaded.
workers = int(os.environ.get("WEB_CONCURRENCY", 2))
threads = 4
# Loaded before the server opens its door: a mistake in the settings is seen at once, not on the first request.
preload_app = True
# Rendering a long document takes seconds, never minutes.
timeout = 120
loglevel = "warning"
# Steered by signals alone, as every process manager does it.
control_socket_disable = True


def when_ready(_server) -> None:
    """Say what to open, as soon as somebody answers there."""
    if "WELCOME" in os.environ:
        print(os.environ["WELCOME"], flush=True)
