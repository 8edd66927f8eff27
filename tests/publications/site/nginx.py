"""Debian's nginx with the configuration that is shipped, fitted to a test as a host would fit it to a machine."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

from django.conf import settings

SHIPPED = settings.BASE_DIR / "deploy" / "nginx.conf"
MODULES = Path("/usr/share/nginx/modules-available")
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
{modules}
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


def free_port() -> int:
    """A port at which nobody listens; it stays nobody's for the moment that a server takes to start."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Nginx:
    """A web server in front of the portal at `portal` (a port of 127.0.0.1), as a context that ends it."""

    def __init__(self, folder: Path, site_root: Path, portal: int):
        self.folder = folder
        self.port, plain = free_port(), free_port()
        shipped = SHIPPED.read_text()
        for old, new in (
            ("server 127.0.0.1:8000;", f"server 127.0.0.1:{portal};"),
            ("listen 80 default_server;", f"listen 127.0.0.1:{plain};"),
            ("listen 443 ssl http2 default_server;", f"listen 127.0.0.1:{self.port} ssl http2;"),
            ("    listen [::]:80 default_server;\n", ""),
            ("    listen [::]:443 ssl http2 default_server;\n", ""),
            ("/etc/portal/tls/", f"{folder}/"),
            ("/var/lib/portal/site", str(site_root)),
            ("root /var/lib/portal;", f"root {Path(settings.STATIC_ROOT).parent};"),
        ):
            assert old in shipped, old
            shipped = shipped.replace(old, new)
        (folder / "portal.conf").write_text(shipped)
        modules = "\n".join(
            line for file in sorted(MODULES.glob("*brotli*")) for line in re.findall("load_module.*", file.read_text())
        )
        user = "user root;" if os.geteuid() == 0 else ""
        self.main = folder / "nginx.conf"
        self.main.write_text(
            MAIN.format(folder=folder, modules=modules.replace("modules/", "/usr/lib/nginx/modules/"), user=user)
        )
        self._certify()

    def _certify(self) -> None:
        names = ["-subj", "/CN=localhost", "-keyout", "privkey.pem", "-out", "fullchain.pem"]
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        subprocess.run([*command, *names], cwd=self.folder, check=True, capture_output=True)

    def checked(self) -> subprocess.CompletedProcess[str]:
        """What `nginx -t` says of the configuration."""
        return subprocess.run([*self._command(), "-t"], capture_output=True, text=True)

    def _command(self) -> list[str]:
        return ["/usr/sbin/nginx", "-p", str(self.folder), "-c", str(self.main)]

    def __enter__(self) -> "Nginx":
        self.process = subprocess.Popen(self._command(), stderr=subprocess.DEVNULL)
        for _attempt in range(200):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError((self.folder / "error.log").read_text())

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
