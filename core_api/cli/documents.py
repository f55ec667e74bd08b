"""`boardscribe documents …`: add, list, remove."""

import json
import sys
from pathlib import Path

from rich.table import Table
from rich.text import Text

from core_api import wiring
from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.documents import Document
from core_api.usecases import documents


def add(files: list[Path], board: str | None, title: str | None, *, as_json: bool) -> int:
    """Take the files in, one after the other; the first that cannot be read ends it, and is said."""
    desk = open_desk()
    for file in files:
        document = documents.add(
            desk.installation, wiring.read_document, file, title=title, board=board, by=desk.actor
        )
        _tell(desk, document, "added" if document.version == 1 else "renewed", as_json=as_json)
    return DONE


def list_all(*, as_json: bool) -> int:
    """The documents that can be answered from."""
    desk = open_desk()
    found = documents.every(desk.installation, desk.actor)
    if as_json:
        lines = [document.model_dump(mode="json") for document in found]
        sys.stdout.write(json.dumps({"documents": lines}, ensure_ascii=False) + "\n")
        return DONE
    if not found:
        desk.out.print(desk.say("documents-none"))
        return DONE
    table = Table()
    for column in ("title", "file", "who", "version", "added", "id"):
        table.add_column(desk.say(f"documents-column-{column}"))
    for one in found:
        whose = one.board or desk.say("documents-everybody")
        cells = (one.title, one.name, whose, str(one.version), desk.minute(one.added_at), one.id)
        table.add_row(*map(Text, cells))
    desk.out.print(table)
    return DONE


def remove(text: str, *, as_json: bool) -> int:
    """Take a document out."""
    desk = open_desk()
    document = documents.remove(desk.installation, text, desk.actor)
    _tell(desk, document, "removed", as_json=as_json)
    return DONE


def _tell(desk: Desk, document: Document, what: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(document.model_dump_json() + "\n")
        return
    told = {"title": document.title, "version": document.version, "words": document.words}
    style = "yellow" if what == "removed" else "green"
    desk.out.print(Text(desk.say(f"documents-{what}", **told), style=style))
