"""How reports are written, looked at and decided on the pages under /admin/my/."""
