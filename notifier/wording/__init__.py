"""From views to words: what a letter says in a messenger, in its reader's language, markup and limits.

`composing` is the way in. A view becomes rich text (`question`, `digest`, `notice`), which is shortened until it fits
(`fitting`) and written in the messenger's markup (`markup`). No messenger is known by name here, nothing is decided,
and every word is from `locales`.
"""

from notifier.wording.composing import compose, compose_now, toast_text

__all__ = ["compose", "compose_now", "toast_text"]
