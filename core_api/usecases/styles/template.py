"""A person's own template of minutes: read, checked, filled. It may print, choose and repeat, and nothing else.

The template is sandboxed and poor in logic: no calls, no definitions, no files, two loops inside each other at most.
What people said is data: it is escaped for the format that the template is written in, and never read as a template.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core_api.contracts.problems import Invalid
from core_api.language.controls import plain
from core_api.locales import translator
from core_api.usecases.styles import markdown
from core_api.usecases.styles.content import Assignment, Content, Participant, Saying, Topic

Written = Literal["md", "html", "txt"]
"""What a template is written in."""

_LARGEST = 256 << 10
_MOST = 4 << 20
"""Characters that a filled template may have."""
_DEPTH = 2
_FILTERS = ("default", "first", "join", "last", "length", "lower", "upper", "trim")
_TESTS = ("defined", "even", "odd")
_WORDS = (
    "overview", "topics", "decisions", "assignments", "questions", "said", "promised", "date", "duration", "people",
)  # fmt: skip
"""Headings of ours that a template may print, as `word.decisions`."""
_ALLOWED = (
    nodes.And, nodes.Compare, nodes.Concat, nodes.CondExpr, nodes.Const, nodes.Filter, nodes.For, nodes.Getattr,
    nodes.Getitem, nodes.If, nodes.Keyword, nodes.Name, nodes.Not, nodes.Operand, nodes.Or, nodes.Output,
    nodes.Template, nodes.TemplateData, nodes.Test,
)  # fmt: skip
_SUFFIXES = (".j2", ".jinja", ".jinja2")
_HERE = "<template>"


@dataclass(frozen=True)
class Template:
    """A template that was checked."""

    name: str
    written: Written
    source: str

    def fill(self, content: Content) -> str:
        """The template with these minutes. Raises Invalid `template-name`, `template-wrong`."""
        return _filled(self, content)


def read(path: Path) -> Template:
    """The template in a file, checked by filling it.

    Raises Invalid `template-unreadable`, `template-wrong`, `template-name` for what it names and minutes have not,
    `template-forbidden` for more logic than it may have.
    """
    try:
        raw = path.read_bytes()
        if len(raw) > _LARGEST:
            raise Invalid("template-unreadable", name=path.name, detail=f"{len(raw) >> 10} KB")
        source = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise Invalid("template-unreadable", name=path.name, detail=detail) from error
    template = Template(path.name, _written(path), source)
    _check(template)
    for example in (_EXAMPLE, _EMPTY):
        template.fill(example)
    return template


def _written(path: Path) -> Written:
    """By the name: `minutes.html.j2` is HTML, `minutes.txt` plain text, everything else Markdown."""
    name = path.name.lower()
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return "html" if name.endswith((".html", ".htm")) else "txt" if name.endswith(".txt") else "md"


def _environment(written: Written) -> ImmutableSandboxedEnvironment:
    def shown(value: object) -> object:
        """What is printed: a text or a number, escaped. Lists and objects are no text."""
        if isinstance(value, Undefined):
            return str(value)  # raises, with the name
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise TemplateError(f"{type(value).__name__} is no text")
        text = " ".join(plain(str(value)).split())
        return markdown.escape(text) if written == "md" else text

    environment = ImmutableSandboxedEnvironment(
        autoescape=written == "html",
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment


def _check(template: Template) -> None:
    try:
        tree = _environment(template.written).parse(template.source)
        for node, depth in _walk(tree, 0):
            if not isinstance(node, _ALLOWED) or depth > _DEPTH:
                raise _wrong(template, "forbidden", node.lineno or 1, type(node).__name__.lower())
    except TemplateSyntaxError as error:
        raise _wrong(template, "wrong", error.lineno, error.message or "") from error
    except RecursionError as error:
        raise _wrong(template, "wrong", 1, "too deep") from error


def _walk(node: nodes.Node, depth: int) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with how many loops it stands in, its own among them."""
    inner = depth + isinstance(node, nodes.For)
    yield node, inner
    for child in node.iter_child_nodes():
        yield from _walk(child, inner)


def _filled(template: Template, content: Content) -> str:
    try:
        compiled = _environment(template.written).from_string(template.source)
        pieces, size = [], 0
        for piece in compiled.generate(_context(content)):
            size += len(piece)
            if size > _MOST:
                raise Invalid("template-wrong", name=template.name, line=1, detail=f"> {_MOST >> 20} MB")
            pieces.append(piece)
    except TemplateSyntaxError as error:
        raise _wrong(template, "wrong", error.lineno, error.message or "") from error
    except UndefinedError as error:
        raise _wrong(template, "name", _line(error.__traceback__), error.message or "") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise _wrong(template, "wrong", _line(error.__traceback__), str(error)) from error
    return "".join(pieces)


def _context(content: Content) -> Mapping[str, Any]:
    say = translator(content.language)
    words = {name: say(f"minutes-{name}") for name in _WORDS}
    return {one.name: getattr(content, one.name) for one in fields(content)} | {"word": words}


def _wrong(template: Template, code: str, line: int, detail: str) -> Invalid:
    return Invalid(f"template-{code}", name=template.name, line=line, detail=detail)


def _line(trace: TracebackType | None) -> int:
    """The template's line that was being filled."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _HERE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


_EMPTY = Content("x", "x", "x", "", "en", (), "", (), (), (), (), (), ())
_SAYING, _TASK = Saying("x", "x", "x"), Assignment("x", "x", "x", "x")
_EXAMPLE = Content(
    "x", "x", "x", "x", "en", ("x",), "x", ("x",), (Topic("x", "x"),), (_SAYING,), (_TASK,),
    (Participant("x", (_SAYING,), (_TASK,)),), ("x",),
)  # fmt: skip
"""Minutes with everything in them, and minutes with nothing: a template must do for both."""
