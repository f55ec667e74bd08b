"""A meeting's minutes as a file: a style of ours or a person's template, in Markdown, HTML, plain text or Word."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from core_api.contracts.model import Language
from core_api.contracts.problems import Conflict, Invalid, Missing
from core_api.contracts.report import MeetingReport
from core_api.usecases.file_names import safe_name
from core_api.usecases.installation import Installation
from core_api.usecases.report import report
from core_api.usecases.styles import markdown, plain_text, source, template, web_page, word
from core_api.usecases.styles.content import Content, content
from core_api.usecases.styles.document import Document
from core_api.usecases.styles.layouts import LAYOUTS
from core_api.usecases.styles.template import Template

Format = Literal["md", "html", "txt", "docx"]
Style = Literal["brief", "protocol", "speakers", "own"]
"""`own` is the installation's template."""

MEDIA: dict[Format, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_TEXTS: dict[Format, Callable[[Document], str]] = {
    "md": markdown.render,
    "html": web_page.render,
    "txt": plain_text.render,
}


@dataclass(frozen=True)
class Exported:
    """A file to hand on."""

    name: str
    media: str
    content: bytes


def minutes(
    installation: Installation,
    meeting_id: str,
    style: Style | Template,
    form: Format,
    language: Language | None = None,
) -> Exported:
    """The minutes of a meeting; headings in the language of the minutes unless another one is named.

    Raises NotFound; Conflict `minutes-not-ready`; Missing `template-not-set`; Invalid for a template that is wrong or
    does not give the format.
    """
    told = report(installation, meeting_id)
    if told.minutes is None or told.transcript is None:
        raise Conflict("minutes-not-ready", id=meeting_id)
    chosen = own_template(installation) if style == "own" else style
    spoken = installation.manner.language_of(told.meeting, told.transcript)
    return Exported(
        name=safe_name(f"{told.meeting.title[:80]}.{form}"),
        media=MEDIA[form],
        content=_written(told, content(told, language or spoken), chosen, form),
    )


def styles(installation: Installation) -> tuple[Style, ...]:
    """The styles that there are here."""
    every: tuple[Style, ...] = get_args(Style)
    return tuple(one for one in every if one != "own" or installation.manner.template is not None)


def own_template(installation: Installation) -> Template:
    """The installation's template. Raises Missing `template-not-set`, Invalid where it is wrong."""
    path = installation.manner.template
    if path is None:
        raise Missing("template-not-set")
    return template.read(path)


def template_of(path: Path) -> Template:
    """The template in a file. Raises Invalid `template-missing` and as `template.read` does."""
    if not path.is_file():
        raise Invalid("template-missing", style=str(path))
    return template.read(path)


def _written(told: MeetingReport, filling: Content, style: Style | Template, form: Format) -> bytes:
    if not isinstance(style, Template):
        return _rendered(LAYOUTS[style](filling), told, form)
    if style.written not in {"md", form}:
        raise Invalid("template-format", name=style.name, formats=style.written)
    filled = style.fill(filling)
    if style.written == form:
        return filled.encode()
    return _rendered(source.read(filled, filling.title, filling.language), told, form)


def _rendered(document: Document, told: MeetingReport, form: Format) -> bytes:
    if form == "docx":
        return word.render(document, told.meeting.started_at)
    return _TEXTS[form](document).encode()
