"""Several processes share one ledger; some are killed; every job is done, and done once."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from core_api.jobs import ledger
from core_api.store import changes
from core_api.store.database import Database

JOBS = 120
CLAIMER = Path(__file__).parent / "claimer.py"


class Process:
    """A claimer, and what it took."""

    def __init__(self, url: str) -> None:
        self.taken: list[str] = []
        self.busy = threading.Semaphore(0)
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", str(CLAIMER), url], stdout=subprocess.PIPE, text=True
        )
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            for line in said:
                if line.strip() != "ready":
                    self.taken.append(line.strip())
                    self.busy.release()
        self.busy.release()

    def kill_in_the_middle(self) -> None:
        for _ in range(5):
            assert self.busy.acquire(timeout=60)
        self.process.kill()

    def end(self) -> int:
        self.listener.join(100)
        return self.process.wait(60)


def test_every_job_is_done_once_although_workers_are_killed(database: Database, url: str) -> None:
    now = datetime.now(UTC)
    with database.transaction() as session:
        asked = [
            ledger.submit(session, "apply", f"a{number}", meeting_id=None, args={}, now=now).id
            for number in range(JOBS)
        ]
    processes = [Process(url) for _ in range(3)]
    for victim in processes[:2]:
        victim.kill_in_the_middle()
    late = Process(url)
    codes = [process.end() for process in (*processes, late)]
    assert codes == [-9, -9, 0, 0]
    with database.reading() as session:
        states = Counter(ledger.get(session, job).state for job in asked)
        effects = Counter(record.id for record in changes.recent(session, 10 * JOBS))
        attempts = sum(ledger.get(session, job).attempt for job in asked)
    assert states == {"done": JOBS}
    assert effects == dict.fromkeys(asked, 1)
    assert attempts <= JOBS + 2  # only what a victim held was begun again
