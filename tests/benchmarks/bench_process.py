"""How long a one-hour transcript against a board of 500 cards takes without a language model, and how much memory.

Prints figures; asserts nothing about this machine. The meeting and the board are made here from a fixed seed.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

WORDS = 9000
CARDS = 500

_AREAS = (
    "Billing Search Onboarding Invoice Calendar Export Sync Mobile Dashboard Login Report Archive".split()
)
_THINGS = (
    "page flow bug import timeout layout filter cache webhook retry form tooltip migration banner".split()
)
_EXTRAS = (
    "on phones, for admins, in Safari, after midnight, with coupons, second round, v2, on Windows".split(", ")
)
_TALK = (
    "So {card} is nearly there, I only need the review.",
    "I looked at {card} yesterday and it is still failing on the second run.",
    "Can we move {card} to review today?",
    "I will finish {card} by Friday.",
    "No, scrap that, leave it where it is.",
    "We decided to keep the old layout for now and talk again next month.",
    "Right, and the weather was terrible on the way in, I was soaked to the bone.",
    "If we had another week we could look at {card}, but we do not.",
    "Anything else, or shall we go on to the next point on the list?",
)


def make_board(path: Path) -> list[str]:
    """Write a board of CARDS cards in Trello's export shape; their names."""
    dice = random.Random(1)
    lists = ["Backlog", "To do", "In progress", "Review", "Waiting", "Done"]
    names = [
        f"{dice.choice(_AREAS)} {dice.choice(_THINGS)} {dice.choice(_EXTRAS)} {index}"
        for index in range(CARDS)
    ]
    board = {
        "id": "b" * 24,
        "name": "Benchmark",
        "url": "",
        "lists": [
            {"id": f"{index:024x}", "name": name, "closed": False, "pos": index}
            for index, name in enumerate(lists)
        ],
        "cards": [
            {
                **{
                    "id": f"{1000 + index:024x}",
                    "idShort": index + 1,
                    "shortLink": f"c{index}",
                    "name": name,
                },
                **{"desc": "", "idList": f"{index % len(lists):024x}", "closed": False, "due": None},
                **{"dueComplete": False, "idMembers": [], "labels": [], "idChecklists": [], "url": ""},
                **{"dateLastActivity": "2026-02-01T10:00:00.000Z"},
            }
            for index, name in enumerate(names)
        ],
        "members": [{"id": "a" * 24, "fullName": "Anna Petrova", "username": "anna"}],
        "labels": [],
        "checklists": [],
        "actions": [],
    }
    path.write_text(json.dumps(board), encoding="utf-8")
    return names


def make_meeting(path: Path, names: list[str]) -> int:
    """Write a VTT of about WORDS words over an hour; how many cues it has."""
    dice = random.Random(2)
    cues, words, at = [], 0, 0.0
    while words < WORDS:
        line = dice.choice(_TALK).format(card=dice.choice(names))
        words += len(line.split())
        length = len(line.split()) * 0.4
        start, end = (f"{int(t // 3600):02}:{int(t // 60) % 60:02}:{t % 60:06.3f}" for t in (at, at + length))
        cues.append(
            f"{start} --> {end}\n<v {dice.choice(('Anna Petrova', 'Ben Ito', 'Olga Smirnova'))}>{line}\n"
        )
        at += length
    path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
    return len(cues)


def bench_an_hour_against_500_cards(tmp_path: Path) -> None:
    """The whole command as a child process, and `--help` beside it: the difference is the work."""
    board, meeting = tmp_path / "board.json", tmp_path / "meeting.vtt"
    cues = make_meeting(meeting, make_board(board))
    command = [sys.executable, "-c", "from core_api.cli import main; main()"]
    start = time.perf_counter()
    subprocess.run([*command, "--help"], check=True, capture_output=True)
    idle = time.perf_counter() - start
    arguments = ["process", str(meeting), "--board", f"file:{board}", "--dry-run", "--json"]
    start = time.perf_counter()
    child = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = child.communicate()
    seconds = time.perf_counter() - start
    assert child.returncode == 0, errors.decode()
    peak = _peak_of_children() / 1024
    proposals = len(json.loads(output)["proposals"])
    print(f"\n{WORDS} words in {cues} cues, {CARDS} cards: {proposals} proposals")
    print(f"--help {idle:.2f} s; process {seconds:.2f} s; peak {peak:.0f} MB")


def _peak_of_children() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # KiB on Linux


if __name__ == "__main__":
    os.environ.setdefault("BOARDSCRIBE_LANGUAGE", "en")
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        bench_an_hour_against_500_cards(Path(folder))
