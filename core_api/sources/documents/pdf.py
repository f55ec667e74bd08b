"""PDF documents. They are read in a process of its own, with no secrets, little memory and little time.

A PDF can be built to unpack without end; what happens in that process cannot hurt this one.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from core_api.contracts.documents import DocumentText
from core_api.contracts.problems import Invalid, TooLarge
from core_api.sources.documents import pdf_text
from core_api.sources.documents.cutting import Block, document_of

_PATIENCE = 120
"""Seconds on the clock; the process gets fewer of the processor's."""
_TELLS = {pdf_text.LOCKED: "document-locked", pdf_text.DAMAGED: "document-damaged"}


def read_pdf(path: Path) -> DocumentText:
    """The pages' text in parts, below the outline's headings.

    Raises Invalid `document-locked`, `document-damaged`, `document-empty`; TooLarge `document-too-large` for a file
    that takes more memory, time or pages than a document may.
    """
    command = [sys.executable, "-I", str(Path(pdf_text.__file__)), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False, env={})
    except subprocess.TimeoutExpired as error:
        raise TooLarge("document-too-large", name=path.name) from error
    if done.returncode in _TELLS:
        raise Invalid(_TELLS[done.returncode], name=path.name)
    if done.returncode != 0:
        raise TooLarge("document-too-large", name=path.name)
    told = json.loads(done.stdout)
    return document_of(_blocks(told["pages"]), path.name, told["title"])


def _blocks(pages: list[dict[str, str]]) -> Iterator[Block]:
    for number, page in enumerate(pages, start=1):
        if page["heading"]:
            yield Block(page["heading"], 1, number)
        for paragraph in pdf_text.paragraphs(page["text"]):
            yield Block(paragraph, page=number)
