"""Deadlines: what makes a day a due date, and what does not.

Patterns over lower-case sentences (`Sentence.low`); what a match comes to is decided elsewhere.
"""

import re

from llm_service.extract.cues.pattern import any_of

DUE_STRONG = any_of(
    r"\bсрок\w*", r"\bдедлайн\w*", r"\bкрайн\w+ (?:срок|дат)", r"\bпостав(?:ь|ьте|им|лю)\b",
    r"\bстав(?:ь|лю|им|ьте)\b", r"\bне позже\b", r"\bперенос(?:им|ите|и|ю)\b", r"\bперенес(?:ем|и|ите|у)\b",
    r"\bсдвига(?:ем|й|ю)\b", r"\bсдвин(?:ем|ь|у)\b", r"\bпоправ(?:лю|ь|им)\b", r"\bпишу\b",
    r"\bдавай(?:те)?\b", r"\bзапиш\w+", r"\bdeadline\b", r"\bdue\b",
    r"\b(?:change|move|shift|push) the (?:due )?date\b", r"\b(?:новая|новую|меняем|поменя\w+) дат",
    r"\bput [^.?!]{1,30} on (?:it|the card|this|that)\b", r"\bstick (?:it|that|this) on\b",
    r"\b(?:at the )?latest\b", r"\bit is\b\W*$", r"\bset [^.?!]{0,40}\bto\b",
    r"\bmove (?:it|the date|the deadline|that) to\b", r"\bno later than\b",
    r"\bpush (?:it |the date )?to\b", r"\bwith (?:the )?[\w -]{1,25} on (?:it|the card)\b",
    r"\bput (?:mon|tues|wednes|thurs|fri|satur|sun)day on\b", r"\bперебе(?:й|йте|ем)\b",
    r"\bперебива(?:ем|й)\b", r"\bпереставь(?:те)?\b", r"\bput the date on\b",
    r"\b(?:i'm|we're|i am) (?:changing|setting) (?:it|the date)\b", r"\bменя(?:ю|ем) (?:срок|дату)\b",
)  # fmt: skip

DUE_PROMISE = any_of(
    r"\b(?:с|на|по|за|до|об|от|при|про|под|вы|у|в|из|раз|пере|пр|от)\w{2,}(?:у|ю|усь|юсь|им|ем|"
    r"дим)\b",
    r"\bбуд(?:у|ет|ем|ут)\b", r"\bдолжн\w+", r"\bнадо\b", r"\bнужно\b", r"\bпрос(?:ит|ят)\b", r"\bчтобы?\b",
    r"\bпода(?:ть|м|дим)\b", r"\bсдела(?:ю|ем|ешь)\b", r"\bнайду\b", r"\bжд(?:ем|у|ет|ут)\b", r"\bwill\b",
    r"\bi(?:'ll|'m going to)\b", r"\bwe(?:'ll| will)\b", r"\bshould be\b", r"\bneeds? to\b", r"\bmust\b",
    r"\bhave (?:it|that|this) (?:ready|done)\b", r"\bready\b", r"\bwant(?:s)?\b",
)  # fmt: skip

BEFORE_DATE = re.compile(
    r"(?:\bдо|\bк|\bко|\bby|\buntil|\btill|\bbefore|\bdue|\bfor|\bна|\bto|не позже|"
    r"than)\s+(?:the\s+|конца\s+|в\s+)?$"
)

PAST_DAY = any_of(
    r"\bвчера\b", r"\bбыл[аио]?\b", r"\bпрош(?:ел|л[аио])\b", r"\byesterday\b", r"\blast\b", r"\bago\b",
    r"\bwas\b", r"\bwere\b", r"\bsince\b", r"\bhad\b",
)  # fmt: skip
