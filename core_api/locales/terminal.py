"""In which language the terminal is spoken to. Read straight from the environment, because `--help` loads nothing."""

import locale
import os
from functools import cache

from core_api.locales import Translate, translator


@cache
def say() -> Translate:
    """The translator of the terminal: `BOARDSCRIBE_LANGUAGE`, else the system's language, else English."""
    return translator("ru" if interface_language() == "ru" else "en")


def interface_language() -> str:
    """`ru` or `en`."""
    chosen = os.environ.get("BOARDSCRIBE_LANGUAGE")
    for name in (chosen, os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"), os.environ.get("LANG")):
        if name:
            return "ru" if name.lower().startswith("ru") else "en"
    return "ru" if (locale.getlocale()[0] or "").lower().startswith("ru") else "en"
