"""What is checked before a commit is what `make check` checks."""

import re

import yaml
from django.conf import settings


def test_the_hooks_before_a_commit_run_every_check_and_nothing_from_elsewhere():
    [checks] = re.findall(r"set -- (.*)", (settings.BASE_DIR / "scripts/check.sh").read_text())
    [repository] = yaml.safe_load((settings.BASE_DIR / ".pre-commit-config.yaml").read_text())["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == [f"scripts/check.sh {name}" for name in checks.split()]
