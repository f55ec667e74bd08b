"""Finds out by a few tiny questions whether a server really keeps answers to their form, and when it stops to.

A question asks for small talk and gives a form: only a server that binds the model answers with the form. Nothing of
a meeting is ever in one. What is found is remembered elsewhere.
"""

from collections.abc import Callable
from dataclasses import replace

from llm_service.dialect import LADDERS, Dialect, Message
from llm_service.reply import BadAnswerError, Reply, parse, without_thoughts
from llm_service.schema import Form, ProbeForm, form

FORM: Form[ProbeForm] = form(ProbeForm, {"word": ("board", "card", "list")})
UNTOLD: tuple[Message, ...] = (
    {"role": "system", "content": "You are a friendly assistant."},
    {"role": "user", "content": "Say hello in one short sentence."},
)
"""Does not tell of the form."""
TOKENS = 600
"""Room for a little thinking; endless whitespace ends here."""

Try = Callable[[Dialect], Reply | None]
"""Asks the question in a dialect; None: the server refused it. Raises what asking raises."""


def best(start: Dialect, ask: Try, *, thinking: bool) -> Dialect:
    """The most helpful dialect in which the form is kept to; without any, the first that is not refused.

    Where answers get stuck in every grammar none is asked for.

    A model that thinks aloud is told not to, unless `thinking`; where the form is then ignored, it may after all.
    """
    taken: Dialect | None = None
    stuck = False
    modes = [mode for mode in LADDERS[start.engine] if mode not in ("object", "plain")]
    for mode in modes[modes.index(start.mode) :] if start.mode in modes else []:
        loud = replace(start, mode=mode, quiet=False)
        reply = ask(loud)
        if reply is None:
            continue
        taken, stuck = taken or loud, stuck or reply.stuck
        if _thinks(reply) and not thinking:
            quiet = replace(loud, quiet=True)
            hushed = ask(quiet)
            if hushed is not None and _keeps(hushed):
                return quiet
        if _keeps(reply):
            return loud
    if stuck:
        return start.unbound()
    return taken or replace(start, mode="object", quiet=False)


def _thinks(reply: Reply) -> bool:
    return bool(reply.reasoning.strip()) or without_thoughts(reply.content) != reply.content


def _keeps(reply: Reply) -> bool:
    """True when the answer is the form and nothing else, in the place for answers or in that for thoughts."""
    try:
        parse(reply, FORM)
    except BadAnswerError:
        return False
    return not reply.cut_short
