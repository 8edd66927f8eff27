"""What the check-list finds: what is missing or does not fit, how serious it is, and where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.consistency.discrepancies import Severity


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is missing or does not fit.

    A code for programs, a sentence for people, the admin page where it can be mended, how serious it is, the figures
    it is about, and for a warning the key under which its written reason is kept.
    """

    code: str
    message: str
    url: str
    severity: Severity = Severity.ERROR
    key: str = ""
    instrument: str = ""
    indicators: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check-list with what it found; nothing found means that it holds."""

    title: str
    issues: tuple[Issue, ...]

    @property
    def state(self) -> str:
        """ok, or the worst severity of what was found: note, warning or error."""
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE):
            if any(issue.severity is severity for issue in self.issues):
                return str(severity)
        return "ok"


def issues(checks: Iterable[Check], severity: Severity) -> list[Issue]:
    """Everything of one severity, in the order of the work: errors block, a warning needs a written reason."""
    return [issue for check in checks for issue in check.issues if issue.severity is severity]
