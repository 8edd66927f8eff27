"""Rounds are opened, looked at as a whole, decided in bulk, closed: the pages under /admin/review/."""
