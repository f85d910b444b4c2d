"""Let exactly one process be the watch, and let a late one notice that it no longer is.

The duty is a lease in the book's store, held in real time and renewed well before it ends.
Each time it changes hands its fencing number rises; the watch's entries carry that number, and
the books refuse a smaller one, so a process that slept through its own replacement writes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from metro_flow.db import writing
from metro_flow.watch.table import leases

LEASE: Final = timedelta(seconds=5)
# Renewed at a third: two renewals may fail before another process may take over.
RENEWED_BEFORE: Final = timedelta(seconds=3.4)
THE_DUTY: Final = "watch"


class Duty:
    """One process's claim on the watch."""

    def __init__(self, engine: Engine, process: str, *, duty: str = THE_DUTY) -> None:
        self._engine = engine
        self._duty = duty
        # A restarted process is another holder: its forerunner may still be writing.
        self.holder = f"{process} {uuid4().hex[:12]}"
        self._process = process
        self.fence: int | None = None
        self._until: datetime | None = None

    def hold(self, real: datetime) -> bool:
        """Claim the duty, or keep it; False while another process has it."""
        if self.fence is not None and self._until is not None:
            if self._until - real > RENEWED_BEFORE:
                return True
            if self._renew(real):
                return True
        return self._claim(real)

    def release(self) -> None:
        """Give the duty up, so that another process need not wait for the lease to end."""
        if self.fence is None:
            return
        mine = (leases.c.duty == self._duty) & (leases.c.fence == self.fence)
        with writing(self._engine) as connection:
            begun = datetime.fromtimestamp(0).astimezone()
            connection.execute(update(leases).where(mine).values(until=begun))
        self.fence = None

    def _renew(self, real: datetime) -> bool:
        mine = (leases.c.duty == self._duty) & (leases.c.fence == self.fence)
        with writing(self._engine) as connection:
            found = connection.execute(update(leases).where(mine).values(until=real + LEASE))
        if found.rowcount:
            self._until = real + LEASE
            return True
        self.fence = None
        return False

    def _claim(self, real: datetime) -> bool:
        try:
            with writing(self._engine) as connection:
                fence = self._take(connection, real)
        except IntegrityError:
            return False
        if fence is None:
            return False
        self.fence, self._until = fence, real + LEASE
        return True

    def _take(self, connection: Connection, real: datetime) -> int | None:
        """Write our name when the lease has ended or is our own process's; None when it is not."""
        held = connection.execute(select(leases).where(leases.c.duty == self._duty)).first()
        values = {"holder": self.holder, "until": real + LEASE}
        if held is None:
            first = {"duty": self._duty, "fence": 1, **values}
            connection.execute(insert(leases), first)
            return 1
        ours = held.holder.rpartition(" ")[0] == self._process
        if held.until > real and not ours:
            return None
        # The fence is compared again in the update: two may have read the same one.
        unchanged = (leases.c.duty == self._duty) & (leases.c.fence == held.fence)
        found = connection.execute(
            update(leases).where(unchanged).values(fence=held.fence + 1, **values)
        )
        return held.fence + 1 if found.rowcount else None
