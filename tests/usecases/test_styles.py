"""Minutes as files: each style in each format and language, templates that stay harmless, texts that stay texts."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from core_api.contracts.problems import Invalid
from core_api.usecases.styles import markdown, plain_text, source, template, web_page, word
from core_api.usecases.styles.content import Assignment, Content, Participant, Saying, Topic
from core_api.usecases.styles.document import Document, Paragraph, words
from core_api.usecases.styles.layouts import LAYOUTS

NASTY = "<script>alert(1)</script> [click](javascript:x) | **x** `y` {{ 7*7 }} {% for a in b %} \x1b[31m\u202e & 1. #"
SAYING = Saying("Открываем продажу", "Анна", "6:21")
TOLD = Content(
    title="Планёрка",
    date="вт, 3 марта 2026",
    time="10:00",
    duration="7:01",
    language="ru",
    people=("Анна", "Пётр"),
    overview="Обсудили продажу.",
    key_points=("Продажа",),
    topics=(Topic("Касса", "Печатает без полос."),),
    decisions=(SAYING, Saying(NASTY)),
    assignments=(Assignment("Сделать макет", "Пётр", "пт 6 марта", "1:02"), Assignment("Позвонить")),
    participants=(
        Participant("Анна", (SAYING,), ()),
        Participant("Пётр", (), (Assignment("Сделать макет", "Пётр", "пт 6 марта"),)),
        Participant("Вера", (), ()),
    ),
    questions=("Когда премьера?",),
)
EMPTY = Content("Пусто", "вт", "10:00", "", "ru", (), "", (), (), (), (), (), ())


class Seen(HTMLParser):
    """What a browser would make of a page: its elements and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def word_text(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def every_format(document: Document) -> dict[str, str]:
    """The document as a reader of each format sees it."""
    return {
        "md": re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.render(document)),
        "html": Seen(web_page.render(document)).said,
        "txt": plain_text.render(document),
        "docx": word_text(word.render(document, datetime(2026, 3, 3, tzinfo=UTC))),
    }


@pytest.mark.parametrize("style", LAYOUTS)
def test_each_style_says_the_same_in_every_format(style: str) -> None:
    for text in every_format(LAYOUTS[style](TOLD)).values():
        said = " ".join(text.split())
        assert "Планёрка" in said
        assert "Сделать макет" in said
        assert "пт 6 марта" in said
        assert "\x1b" not in said
        assert "\u202e" not in said
    assert "нечего было записать" in plain_text.render(LAYOUTS[style](EMPTY))


def test_the_protocol_is_numbered_and_has_tables() -> None:
    page = markdown.render(LAYOUTS["protocol"](TOLD))
    assert re.findall(r"^## (\d)\. (.*)$", page, re.MULTILINE) == [
        ("1", "Кратко"),
        ("2", "О чём говорили"),
        ("3", "Решения"),
        ("4", "Поручения"),
        ("5", "Открытые вопросы"),
    ]
    assert "| 1 | Сделать макет | Пётр | пт 6 марта |" in page
    assert "| 1 | Открываем продажу | Анна, 6:21 |" in page


def test_by_speaker_has_what_each_said_and_promised() -> None:
    page = plain_text.render(LAYOUTS["speakers"](TOLD))
    anna, petr = page.index("\nАнна\n"), page.index("\nПётр\n")
    assert page.index("Сказано") < petr < page.index("Обещано")
    assert anna < page.index("Открываем продажу") < petr
    assert "записать нечего: Вера" in page


def test_headings_are_in_the_language_that_is_asked_for() -> None:
    english = markdown.render(LAYOUTS["protocol"](Content(**{**vars(TOLD), "language": "en"})))
    assert "## 3. Decisions" in english
    assert "Поручения" not in english


def test_what_was_said_is_never_markup() -> None:
    """The same letters in every format, and no element, link, table cell or file part of their making."""
    document = LAYOUTS["protocol"](TOLD)
    shown = " ".join(NASTY.replace("\x1b", "").replace("\u202e", "").split())
    for text in every_format(document).values():
        assert shown in " ".join(text.split())
    page = Seen(web_page.render(document))
    assert not page.tags & {"script", "a", "img"}
    source_text = markdown.render(document)
    assert r"\<script\>" in source_text
    assert r"\[click\](" in source_text
    row = next(line for line in source_text.splitlines() if "alert" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 4
    parts = ZipFile(BytesIO(word.render(document, datetime(2026, 3, 3, tzinfo=UTC)))).namelist()
    assert not [part for part in parts if "vba" in part or "embed" in part]


def given(tmp_path: Path, text: str, name: str = "own.md.j2") -> template.Template:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return template.read(path)


OWN = """# {{ title }}

{% for one in decisions %}
- **{{ word.decisions }}:** {{ one.text }}{% if one.speaker %} ({{ one.speaker }}){% endif %}

{% endfor %}
| Кто | Что |
| --- | --- |
{% for one in assignments %}
| {{ one.owner | default('—', true) }} | {{ one.text }} |
{% endfor %}
"""


def test_a_template_in_markdown_gives_every_format(tmp_path: Path) -> None:
    filled = given(tmp_path, OWN).fill(TOLD)
    document = source.read(filled, TOLD.title, "ru")
    shown = " ".join(NASTY.replace("\x1b", "").replace("\u202e", "").split())
    for form, text in every_format(document).items():
        said = " ".join(text.split())
        assert "Открываем продажу (Анна)" in said, form
        assert shown in said, form
        assert "Позвонить" in said, form
    page = Seen(web_page.render(document))
    assert {"strong", "table", "h1", "ul"} <= page.tags
    assert not page.tags & {"script", "a"}


def test_a_template_in_html_escapes_what_was_said(tmp_path: Path) -> None:
    page = given(tmp_path, "<ul>{% for d in decisions %}<li>{{ d.text }}</li>{% endfor %}</ul>", "own.html")
    seen = Seen(page.fill(TOLD))
    assert seen.tags == {"ul", "li"}
    assert "<script>alert(1)</script>" in seen.said


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("ok\n{{ title }", "template-wrong", 2),
        ("{{ title | safe }}", "template-wrong", 1),
        ("ok\n\n{{ owner }}", "template-name", 3),
        ("{% for d in decisions %}\n{{ d.who }}\n{% endfor %}", "template-name", 2),
        ("{{ topics[0].title }}", "template-name", 1),
        ("{{ decisions }}", "template-wrong", 1),
        ("{{ ''.__class__.__mro__ }}", "template-wrong", 1),
        ("{{ title.upper() }}", "template-forbidden", 1),
        ("\n{% set a = 1 %}", "template-forbidden", 2),
        ("{% include '/etc/passwd' %}", "template-forbidden", 1),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "template-forbidden", 1),
        ("{{ 9 ** 999999999 }}", "template-forbidden", 1),
        ("{% for a in topics %}{% for b in topics %}{% for c in topics %}{% endfor %}{% endfor %}{% endfor %}",
         "template-forbidden", 1),
    ],
)  # fmt: skip
def test_a_wrong_template_is_told_where_it_is_set_up(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(Invalid) as told:
        given(tmp_path, text)
    assert (told.value.code, told.value.params["line"]) == (code, line)


def test_a_file_that_is_no_template_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match="template-unreadable"):
        template.read(path)


@pytest.mark.parametrize(
    "said",
    ["1. one", "- x", "# y", "a | b", "**b**", "\\", "_a_ *b*", "<b>", "`c`", "    code", "+ 1", "&amp;"],
)
def test_a_text_comes_back_from_markdown_to_the_letter(said: str) -> None:
    shown = markdown.render(Document("t", "en", (Paragraph(words(said)),)))
    (back,) = source.read(shown, "t", "en").blocks
    assert back == Paragraph(words(said))
