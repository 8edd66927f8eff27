#!/usr/bin/env bash
# Sets the portal up as run.sh does and loads the invented agency; serves nothing, and may be repeated at any point.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/system_packages.sh run
scripts/virtualenv.sh requirements.lock
scripts/dotenv.sh
.venv/bin/python scripts/set_up.py
.venv/bin/python manage.py load_demo --port "$PORT"

echo "
  ถ้าระบบยังไม่ทำงาน ให้สั่ง make run · If the portal is not running: make run

    ผลการประเมินหลายปี      http://demo.localhost:$PORT/indicators/
    ฉบับที่แก้ไขและถอนแล้ว    http://demo.localhost:$PORT/2565/editions/
    คำชี้แจงข้อสังเกต         http://demo.localhost:$PORT/2566/analysis/
    รายงานพร้อมภาพหลักฐาน   http://demo.localhost:$PORT/2566/measures/4/
    ไฟล์ที่ปกปิดแล้ว          http://demo.localhost:$PORT/2566/editions/
    รอบที่ยังเปิดอยู่           http://127.0.0.1:$PORT/admin/measures/round/
    ข้อสังเกตในตัวเลข         http://127.0.0.1:$PORT/admin/assessments/assessment/
"
