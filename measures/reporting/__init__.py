"""Reports are written, looked at and decided: the pages under /admin/my/ (registered in admin/my_reports.py)."""
