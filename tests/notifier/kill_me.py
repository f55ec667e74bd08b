"""A process that keeps arrivals in a journal one after another and says each that is kept, until it is killed."""

import sys
from pathlib import Path

from notifier.journal import Journal
from tests.notifier.arrivals import came

journal = Journal(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    number += 1
    journal.keep((came(number),))
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
