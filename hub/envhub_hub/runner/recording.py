"""Rows into a run folder, and a summary that says how it ended, whatever ended it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime

from envhub.errors import EnvhubError
from envhub.run import Ended, Run, RunRecord, RunWriter, SampleRow, Summary, open_run, scan_samples

from .limits import Meter, RunLimits, cost_of_run
from .order import Order

OnRow = Callable[[SampleRow, int, int], None]
"""Called after each row is written, with the number of rows so far and of those planned."""


class Tally:
    """What the rows of a run come to."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.input_tokens = self.output_tokens = 0
        self.cost: float | None = None

    @classmethod
    def of(cls, folder: object) -> Tally:
        """Count the rows that stand in a run folder."""
        tally = cls()
        for row in scan_samples(str(folder)):
            tally.add(row)
        return tally

    @property
    def rows(self) -> int:
        return sum(self.statuses.values())

    def add(self, row: SampleRow) -> None:
        self.statuses[row.status] += 1
        self.input_tokens += row.input_tokens
        self.output_tokens += row.output_tokens
        judged = row.judging.cost if row.judging is not None else None
        for cost in (row.cost, judged):
            if cost is not None:
                self.cost = (self.cost or 0.0) + cost

    def summary(
        self, status: Ended, seconds: float, record: RunRecord, message: str | None = None
    ) -> Summary:
        """Say how a run ended, just now."""
        return Summary(
            status=status,
            ended_at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            seconds=seconds,
            rows=self.rows,
            passed=self.statuses["pass"],
            failed=self.statuses["fail"],
            invalid=self.statuses["invalid"],
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            cost=cost_of_run(seconds, record.hourly_rate, self.cost),
            message=message,
        )


class Recording:
    """One turn of writing a run: from its first row, or from where it stopped."""

    def __init__(
        self, writer: RunWriter, record: RunRecord, limits: RunLimits, seconds: float = 0.0
    ) -> None:
        """Args: seconds: that the turns before this one took."""
        self._writer = writer
        self._record = record
        self._limits = limits
        self._before = seconds
        self._meter = Meter(limits, record.hourly_rate)

    def write(self, order: Order, on_row: OnRow | None = None) -> Run:
        """Write the rows of an order, then the summary; returns the run.

        Raises:
            KeyboardInterrupt, BackendError and whatever else ended it, once the folder says so.
        """
        tally = Tally.of(self._writer.folder)
        try:
            ended, message = self._rows(order, tally, on_row)
        except KeyboardInterrupt:
            self._finish("interrupted", tally)
            # Ctrl-C may come between the writing of a row and its counting: the file knows.
            self._finish("interrupted", Tally.of(self._writer.folder))
            raise
        except Exception as error:
            # The folder must say how it ended, whatever ended it; a full disk may forbid even that.
            with suppress(EnvhubError):
                self._finish("failed", tally, str(error))
            raise
        if order.only is not None:  # rows took the place of others
            tally = Tally.of(self._writer.folder)
        self._finish(ended, tally, message)
        return open_run(self._writer.folder)

    def _rows(self, order: Order, tally: Tally, on_row: OnRow | None) -> tuple[Ended, str | None]:
        with closing(order.rows()) as rows:
            for row in rows:
                self._writer.append(row)
                tally.add(row)
                self._meter.add(row)
                if on_row is not None:
                    on_row(row, tally.rows, self._record.planned)
                if (why := self._meter.reached()) and tally.rows < self._record.planned:
                    return "limited", why
        return "complete", None

    def _finish(self, status: Ended, tally: Tally, message: str | None = None) -> None:
        seconds = round(self._before + self._meter.seconds, 3)
        self._writer.finish(tally.summary(status, seconds, self._record, message))
