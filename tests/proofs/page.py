"""Somebody with a browser on the approval page, over HTTP: opens a link, presses buttons; keeps cookies."""

import time
from types import TracebackType
from typing import Self

import httpx

from tests.messenger.browser import Reading

_PATIENCE = 120.0


class Page:
    """The page as it stands."""

    def __init__(self, site: str, path: str) -> None:
        """Open it."""
        headers = {"Accept-Language": "ru"}
        self._client = httpx.Client(
            base_url=site, timeout=60, trust_env=False, follow_redirects=True, headers=headers
        )
        self.asked = 0
        """Requests, each of which came back."""
        self._shows(self._client.get(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def press(self, label: str) -> None:
        """Press the button with words that contain these, once it is there."""
        ends = time.monotonic() + _PATIENCE
        while (found := self._found(label)) is None:
            assert time.monotonic() < ends, f"no {label} on the page: {self.reading.text}"
            time.sleep(0.1)
            self._shows(self._client.get(self._url))
        self._shows(self._client.post(self._url.split("?")[0], data=found))

    def _found(self, label: str) -> dict[str, str] | None:
        """What that button sends."""
        for form in self.reading.forms:
            for words, value in form.buttons.items():
                if label in words and value:
                    return {**form.hidden, "press": value}
        return None

    def _shows(self, response: httpx.Response) -> None:
        self.asked += 1
        response.raise_for_status()
        self._url = str(response.url)
        self.reading = Reading()
        self.reading.feed(response.text)
