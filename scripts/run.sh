#!/usr/bin/env bash
# Sets the portal up on this machine and serves it; may be interrupted and repeated at any point.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/check_port.sh "$PORT"
scripts/system_packages.sh run
scripts/virtualenv.sh requirements.lock
scripts/dotenv.sh
.venv/bin/python scripts/set_up.py

home="http://127.0.0.1:$PORT"
export WELCOME="
  เปิดดูได้ที่ · Open in a browser

    หน้าสำหรับประชาชน    $home/
    ผลการวิเคราะห์        $home/2566/analysis/
    เอกสาร PDF          $home/2566/plan.pdf
    ข้อมูลเปิด            $home/2566/data/
    สำหรับเจ้าหน้าที่       $home/admin/

  หยุดด้วย Ctrl-C · Ctrl-C stops the server
"
exec scripts/serve.sh "$PORT"
