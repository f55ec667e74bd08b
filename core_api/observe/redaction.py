"""Takes secrets out of a text before anybody may read it: those that are known, and what looks like one.

A net for what slips through, of libraries above all. Our own code puts no secret into a message in the first place:
the tests look for every secret of theirs in what was logged before this net.
"""

import base64
import json
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "***"
_LEAST_LENGTH = 4
"""A shorter secret would hide half of every text."""

_NAMES = (
    "access_token|api_key|api_token|apikey|client_secret|key|oauth_consumer_key|oauth_token|passwd|password"
    "|refresh_token|secret|sig|signature|token|x-auth-token"
)
_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # token=…, key=…, "token": "…"
        rf"(?P<keep>(?<![a-z])(?:{_NAMES})=)[\"']?[^&\s\"'#,;)}}\]]+",
        rf"(?P<keep>[\"'](?:{_NAMES})[\"']\s*:\s*[\"'])[^\"']+",
        # Authorization: …, 'authorization': 'Basic …' / Bearer …
        r"(?P<keep>authorization\W{1,4})[^\s\"',}\]][^\n\"'}\]]*",
        r"(?P<keep>\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}",
        # a bot's address at a messenger
        r"(?P<keep>\bbot)\d{5,}:[A-Za-z0-9_-]{20,}",
        # the secret part of a webhook's address
        r"(?P<keep>/(?:hooks|messages)/[a-z]+/)[^\s/?\"']+",
        # a link to the approval page
        r"(?P<keep>/decide/)[^\s/?\"']+",
        # who and with what password, in an address
        r"(?P<keep>\b[a-z][a-z0-9+.-]*://)[^/\s@\"']+(?=@)",
    )
)


class Redactor:
    """Hides secrets in texts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """`secrets` are the values to hide wherever they stand, also as they look in an address or in JSON."""
        forms = {form for secret in secrets if len(secret) >= _LEAST_LENGTH for form in _forms(secret)}
        ordered = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def __call__(self, text: str) -> str:
        """The text with stars where secrets stood."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        for shape in _SHAPES:
            text = shape.sub(rf"\g<keep>{HIDDEN}", text)
        return text


def _forms(secret: str) -> set[str]:
    coded = base64.b64encode(secret.encode()).decode().rstrip("=")
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1], coded}
