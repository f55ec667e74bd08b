"""A board of 5,000 cards is read through the store within 200 MB, and the second time from where the first ended.

The peak of the whole process is counted; what a vendor's answers take on top is for each connector's own tests.
"""

import subprocess
import sys
from pathlib import Path

MOST = 200
_CODE = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core_api import wiring
from core_api.contracts.board import Board, Card, Column
from core_api.contracts.connector import Capabilities
from core_api.settings import Settings
from core_api.usecases.reading import read_board

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def card(number, version=0):
    return Card(
        id=f"{number:024x}", number=number, name=f"Card {number}.{version}", description="Russian: задача. " * 25,
        column_id=f"c{number % 7}", member_ids=(f"m{number % 9}",), label_ids=(f"l{number % 5}",), due=DUE,
        last_activity=DUE, revision=str(version), detailed=False,
    )


class Vendor:
    capabilities = Capabilities(incremental=True)
    readings = 0

    def snapshot(self, board_id, known=None):
        self.readings += 1
        cards = known.cards if known else tuple(card(number) for number in range(5000))
        cards = (card(0, self.readings), *cards[1:])
        columns = tuple(Column(id=f"c{one}", name=str(one)) for one in range(7))
        return Board(id=board_id, name="Big", columns=columns, cards=cards, cursor=str(self.readings))


here = wiring.install(Settings(home=Path(sys.argv[1]), timezone="UTC", _env_file=None))
vendor = Vendor()
door = lambda ref: (vendor, ref.partition(":")[2])
here = replace(here, connector_for=door, background_connector_for=door)
for version in (1, 2, 3):
    board = read_board(here, "trello:big")
    assert len(board.cards) == 5000
    assert board.cards[0].name == f"Card 0.{version}"
here.close()
status = Path("/proc/self/status").read_text()
print(int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024)
"""


def test_a_board_of_5000_cards_is_read_within_200_mb(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _CODE, str(tmp_path / "home")], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) <= MOST
