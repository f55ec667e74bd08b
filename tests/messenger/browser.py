"""A person with a browser on the approval page: opens a link, presses buttons, types; keeps cookies, runs no script."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from fastapi.testclient import TestClient

from core_api.locales import text
from tests.messenger.office import Office


@dataclass
class Form:
    """A form as it stands on the page."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    """Label → value; what has no value sends what was typed."""
    types: bool = False


class Reading(HTMLParser):
    """What a person reads on a page, and its forms."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.sounds: list[str] = []
        self.refresh = ""
        self.text = ""
        self.toast = ""
        self.notes = ""
        self._toast = self._note = False
        self._button: str | None = None
        self._link: str | None = None
        self._style = False

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in given}
        assert tag not in {"script", "img", "iframe", "link"}
        assert not any(name.startswith("on") for name in at)
        if tag == "form":
            assert at["method"] == "post"
            self.forms.append(Form(at["action"]))
        elif tag == "input" and at["type"] == "hidden":
            self.forms[-1].hidden[at["name"]] = at["value"]
        elif tag == "input":
            self.forms[-1].types = True
        elif tag == "button":
            self._button = at.get("value", "")
        elif tag == "a":
            self._link = at["href"]
        elif tag == "audio":
            self.sounds.append(at["src"])
        elif tag == "meta" and at.get("http-equiv") == "refresh":
            self.refresh = at["content"].partition("url=")[2]
        self._style = tag == "style"
        self._toast = at.get("class") == "toast"
        self._note = self._note or tag == "aside"

    def handle_endtag(self, tag: str) -> None:
        self._button = None if tag == "button" else self._button
        self._link = None if tag == "a" else self._link
        self._style = self._toast = False
        self._note = self._note and tag != "aside"

    def handle_data(self, data: str) -> None:
        if self._style:
            return
        if self._button is not None:
            self.forms[-1].buttons[data] = self._button
        if self._link is not None:
            self.links[data] = self._link
        self.text += data + " "
        if self._toast:
            self.toast += data
        if self._note:
            self.notes += data


@dataclass
class Browser:
    """One person's browser; `office` works on what they press before the next page is shown."""

    client: TestClient
    office: Office
    response: httpx.Response = field(default_factory=lambda: httpx.Response(204))
    page: Reading = field(default_factory=Reading)
    link: str = ""

    def open(self, link: str) -> "Browser":
        self.link = link
        self._shows(self.client.get(f"/decide/{link}"))
        return self

    def first_question(self) -> str:
        """Have a meeting, and open its first question by the digest's link; gives its proposal."""
        self.office.meet()
        self.open(link(self.office)).press("button-next")
        return self.office.waiting()[0].proposal.id

    def press(self, label: str) -> "Browser":
        """Press the button with the words of that code, or with words that contain these."""
        form, value = next(
            (form, value)
            for form in self.page.forms
            for words, value in form.buttons.items()
            if text(label, "ru") in words and value
        )
        return self.send({**form.hidden, "press": value})

    def write(self, text: str) -> "Browser":
        form = next(form for form in self.page.forms if form.types)
        return self.send({**form.hidden, "text": text})

    def send(self, fields: dict[str, str]) -> "Browser":
        """Send a form, have it worked on, and look at what the page says then."""
        self.office.clock.later(seconds=5)
        answer = self.client.post(f"/decide/{self.link}", data=fields, follow_redirects=False)
        if answer.status_code != 303:
            self._shows(answer)
            return self
        self.office.work()
        self._shows(self.client.get(f"/decide/{answer.headers['location']}"))
        self.link = self.response.url.path.rpartition("/")[2]
        return self

    def follow(self, label: str) -> "Browser":
        return self.open(next(to for words, to in self.page.links.items() if text(label, "ru") in words))

    def sees(self, label: str) -> bool:
        """Whether there is such a button."""
        return any(text(label, "ru") in words for words in self.labels)

    @property
    def labels(self) -> list[str]:
        return [label for form in self.page.forms for label in form.buttons]

    @property
    def text(self) -> str:
        return self.page.text

    def _shows(self, response: httpx.Response) -> None:
        self.response = response
        self.page = Reading()
        self.page.feed(response.text)


def link(office: Office, user: str = "b") -> str:
    """The ticket in the newest link that the person was sent."""
    chat = office.messenger.chat(user, "webhook")
    urls = [button.url for letter in chat for row in letter.rows for button in row.buttons if button.url]
    return next(url for url in reversed(urls) if "/decide/" in url).rpartition("/")[2]
