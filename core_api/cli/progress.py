"""Progress bars for long work, with an estimate from the measured rate of the stage itself."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from core_api.contracts.job import Progress as Report
from core_api.locales import Translate


class Bars:
    """One bar a stage, on standard error; silent where nobody watches."""

    def __init__(self, console: Console, say: Translate) -> None:
        self._say = say
        self._stages: dict[str, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        """Show the bars."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        self._progress.stop()

    def show(self, report: Report) -> None:
        """Move the bar of the report's stage."""
        task = self._stages.get(report.stage)
        if task is None:
            task = self._progress.add_task(self._say(f"stage-{report.stage}"), total=report.total)
            self._stages[report.stage] = task
        self._progress.update(task, completed=report.done, total=report.total)
