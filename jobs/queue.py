"""How a job is declared and queued: `@job` above a function of a module, `function.enqueue(…)` where something follows.

    @job
    def send_link(user_pk: int, *, host: str) -> None: …

    send_link.enqueue(user.pk, host="ita.example.go.th")

- A job is queued in the transaction of the act that it follows from: it is there if and only if the act is.
- It gets what JSON can hold: the keys of rows, never the rows, and nothing secret, because the queue is kept and shown.
  A worker has no request: the address of the site is given as well, where it matters.
- It is safe to repeat, even while the first attempt still runs: a job whose worker was killed is done again from its
  beginning. So it looks whether there is anything left to do, and writes what it did in one transaction.
- It returns nothing. One that raises is tried again after growing pauses (jobs/rows.py).
"""

from django_tasks import task as job

__all__ = ["job"]
