"""A page as the content of Matrix events: text, formatted text, edits, voice notes. Nothing is sent here."""

from typing import Any

from notifier.channel import Page
from notifier.lines import html

_VOICE = "voice.ogg"
_VOICE_KIND = "audio/ogg"

Content = dict[str, Any]


def text(page: Page) -> Content:
    """The page as a message. What makes no sound is a notice, of which people are not told."""
    content: Content = {
        "msgtype": "m.notice" if page.silent else "m.text",
        "body": page.plain,
        "m.mentions": {},
    }
    return content | _formatted(page)


def voice(page: Page, address: str) -> Content:
    """The page as a voice note that lies at that address; the text is its caption."""
    length = {"duration": round(page.seconds * 1000)}
    content: Content = {
        "msgtype": "m.audio",
        "body": page.plain or _VOICE,
        "filename": _VOICE,
        "url": address,
        "info": {"mimetype": _VOICE_KIND, "size": len(page.voice or b""), **length},
        "org.matrix.msc1767.audio": length,
        "org.matrix.msc3245.voice": {},
        "m.mentions": {},
    }
    return content | (_formatted(page) if page.plain else {})


def voice_file(page: Page) -> tuple[str, str, bytes]:
    """Name, media type and bytes of the page's voice note."""
    return _VOICE, _VOICE_KIND, page.voice or b""


def answering(content: Content, event: str) -> Content:
    """The message as an answer to another one."""
    return content | {"m.relates_to": {"m.in_reply_to": {"event_id": event}}} if event else content


def replacing(content: Content, event: str) -> Content:
    """The message in the place of one that was sent; what old clients show of it begins with an asterisk."""
    return {
        "msgtype": content["msgtype"],
        "body": f"* {content['body']}",
        "m.mentions": {},
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
        **({"url": content["url"]} if "url" in content else {}),
    }


def _formatted(page: Page) -> Content:
    return {"format": "org.matrix.custom.html", "formatted_body": html(page.text)}
