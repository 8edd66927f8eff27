#!/usr/bin/env bash
# Sees to the programs and libraries that Python packages do not bring: system_packages.sh run|test|messages
#
# Only what is missing is installed, and only where root or a password-less sudo allows it;
# otherwise one line names the command that an administrator has to run.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=$1

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
has_pango() {
    # The libraries that WeasyPrint opens when it is imported.
    "$python" - libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libfontconfig.so.1 libharfbuzz.so.0 \
        libharfbuzz-subset.so.0 2>/dev/null <<< 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]'
}
has_gettext() { command -v msgfmt >/dev/null; }
has_pdftotext() { command -v pdftotext >/dev/null; }
has_chromium() { scripts/find_chromium.sh >/dev/null; }
has_java() { command -v java >/dev/null && compgen -G "/usr/share/java/jaxb-impl*.jar" >/dev/null; }
has_libreoffice() { command -v soffice >/dev/null; }
has_openssl() { command -v openssl >/dev/null; }
has_nginx() { [ -x /usr/sbin/nginx ] && compgen -G "/usr/share/nginx/modules-available/*brotli-static*" >/dev/null; }
has_postgres() { scripts/find_postgres.sh >/dev/null; }

# What there has to be for the purpose, and the Debian and Ubuntu packages that bring it.
declare -A packages=(
    [pango]="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    [gettext]="gettext"
    [pdftotext]="poppler-utils"
    [chromium]="$(grep -qs "^ID=ubuntu" /etc/os-release && echo chromium-browser || echo chromium)"
    [postgres]="postgresql"
    [java]="default-jre-headless libjaxb-java"
    [libreoffice]="libreoffice-writer-nogui"
    [nginx]="nginx-light libnginx-mod-http-brotli-static"
    [openssl]="openssl"
)
case $purpose in
    run) needed=(venv pango) ;;
    test) needed=(venv pango gettext pdftotext chromium postgres java libreoffice nginx openssl) ;;
    messages) needed=(gettext) ;;
esac
if [[ " ${needed[*]} " == *" venv "* ]]; then
    python=$(scripts/find_python.sh)
    packages[venv]=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
fi

missing() {
    local thing
    for thing in "${needed[@]}"; do "has_$thing" || echo "${packages[$thing]}"; done
}

wanted=$(missing | xargs)
[ -n "$wanted" ] || exit 0
install="apt-get install --yes --no-install-recommends $wanted"

if ! command -v apt-get >/dev/null; then
    echo "Please install what Debian calls: $wanted — then run this again." >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "System packages are missing. Run this as administrator, then try again:  sudo apt-get update; sudo $install" >&2
    exit 1
fi

echo "Installing system packages: $wanted …"
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${apt[@]}" update >"$log" 2>&1 || echo "The package lists could not all be renewed; going on with those that are here." >&2
# shellcheck disable=SC2086 # a list of words
if ! "${apt[@]}" install --yes --no-install-recommends $wanted >"$log" 2>&1; then
    cat "$log" >&2
    echo "The system packages could not be installed (see above): $wanted" >&2
    exit 1
fi

still_wanted=$(missing | xargs)
if [ -n "$still_wanted" ]; then
    echo "Installed, but still not usable: $still_wanted. (On Ubuntu a browser that works: sudo snap install chromium)" >&2
    exit 1
fi
