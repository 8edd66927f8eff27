"""How a file or a link is refused: one sentence that says which one, what is wrong and what to do."""

from django.utils.functional import Promise


class Refused(ValueError):
    """A file or a link that cannot be kept as evidence; as text it is the sentence for the person who gave it."""

    def __init__(self, reason: str | Promise, name: str = "") -> None:
        self.reason, self.name = str(reason), name
        super().__init__(f"{name}: {self.reason}" if name else self.reason)
