"""`make contracts SPECS=folder`: is every request that our adapters make one that the vendor's description takes?

A validator that says yes proves nothing by itself: one mistake in a description silences it for a whole route. So each
route is first shown requests with one thing wrong, and counts as checked only when some of them are refused.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.contracts import bot_api
from tests.contracts.description import Route, Routes, Sent
from tests.contracts.prism import Prism
from tests.contracts.recording import listen
from tests.contracts.vendors import ALL, Vendor


@dataclass
class Verdicts:
    """What came out for one vendor."""

    accepted: int = 0
    checked: set[str] = field(default_factory=set)
    """Routes on which the validator refused something that is wrong."""
    routes: set[str] = field(default_factory=set)
    broken: int = 0
    refused: int = 0
    refusals: list[str] = field(default_factory=list)
    """Requests of ours that the description does not take."""
    known: list[str] = field(default_factory=list)


def main(specs: str, installed: str) -> int:
    """Check all vendors whose description is in the folder; the exit code."""
    folder, prism = Path(specs), Path(installed)
    present = [vendor for vendor in ALL if specs and (folder / vendor.file).is_file()]
    missing = [vendor.file for vendor in ALL if vendor not in present and not vendor.optional]
    if missing:
        print(f"SPECS={specs or '?'}: a folder with {', '.join(missing)} is needed")
        return 2
    verdicts = [_check(vendor, folder, prism) for vendor in present]
    differing = any(verdict.refusals for verdict in verdicts)
    if (folder / bot_api.FILE).is_file():
        differing = bot_api.check(folder / bot_api.FILE) or differing
    return 1 if differing else 0


def _check(vendor: Vendor, folder: Path, installed: Path) -> Verdicts:
    recorded = listen(vendor.tests, vendor.name, vendor.credential, vendor.base)
    description = vendor.read(folder / vendor.file)
    routes, verdicts = Routes(description), Verdicts()
    with Prism(installed, description, query=vendor.query, headers=vendor.headers) as prism:
        for sent in recorded.requests:
            route = routes.of(sent)
            if route is None:
                _differs(vendor, verdicts, sent.line, "the description has no such route")
                continue
            first = route.name not in verdicts.routes
            verdicts.routes.add(route.name)
            ruling = prism.rule(sent)
            if not ruling.accepted:
                _differs(vendor, verdicts, route.name, f"{ruling.status} {ruling.why} for {sent}")
                continue
            verdicts.accepted += 1
            for name in route.undeclared(sent):
                _differs(vendor, verdicts, route.name, f"the description has no {name}")
            if first or route.name not in verdicts.checked:
                _break(prism, route, sent, verdicts)
    _report(vendor, len(recorded.requests), recorded.heard, verdicts)
    return verdicts


def _break(prism: Prism, route: Route, sent: Sent, verdicts: Verdicts) -> None:
    """Show the validator requests that are wrong: does it look at this route at all?"""
    for broken in route.broken(sent):
        verdicts.broken += 1
        if not prism.rule(broken.sent).accepted:
            verdicts.refused += 1
            verdicts.checked.add(route.name)


def _differs(vendor: Vendor, verdicts: Verdicts, route: str, what: str) -> None:
    for known in vendor.known:
        if known.route == route and known.needle in what:
            line = f"{route}: {known.needle}: {known.reason}"
            if line not in verdicts.known:
                verdicts.known.append(line)
            return
    if f"{route}: {what}" not in verdicts.refusals:
        verdicts.refusals.append(f"{route}: {what}")


def _report(vendor: Vendor, distinct: int, heard: int, verdicts: Verdicts) -> None:
    unchecked = sorted(verdicts.routes - verdicts.checked)
    print(f"== {vendor.name}")
    print(f"routes                 {len(verdicts.routes)}")
    print(f"requests               {distinct} distinct of {heard} sent")
    print(f"accepted               {verdicts.accepted}")
    print(f"broken, and refused    {verdicts.refused} of {verdicts.broken}")
    print(f"routes checked         {len(verdicts.checked)}")
    _list("not checked", unchecked)
    _list("known to differ", verdicts.known)
    _list("NOT ACCEPTED", verdicts.refusals)


def _list(head: str, lines: Iterable[str]) -> None:
    found = list(lines)
    print(f"{head:<22} {len(found)}")
    for line in found:
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
