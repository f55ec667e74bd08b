"""Checklist items, and who takes a card.

Patterns over lower-case sentences (`Sentence.low`); what a match comes to is decided elsewhere.
"""

import re

from llm_service.extract.cues.pattern import any_of

TICK = any_of(
    r"\bгалочк\w*", r"\bгалк[уи]\b", r"\bотмет(?:ь|ьте|им|ить|ил|ила|или|ь-ка)\b", r"\bотмеча(?:й|ем|ю|йте|ть)\b",
    r"\bпоставь(?:те)? плюс", r"\bчекни\b", r"\btick(?:s|ed|ing)?\b",
    r"\bcheck (?:it|that|this|them|those|off|the|\w+ and|that one|this one)\b(?! (?:again|later|"
    r"tomorrow|with))",
    r"\bcheck(?:ed|ing)? \w+(?: \w+){0,3} off\b", r"\bcross (?:it|that|this|\w+(?: \w+){0,3}) off\b",
    r"\bin the checklist (?:is )?done\b",
)  # fmt: skip

UNTICK = any_of(
    r"\bсними(?:те)? (?:\w+ )?(?:галочк|отметк)", r"\bубери(?:те)? (?:\w+ )?(?:галочк|отметк)",
    r"\bun(?:tick|check)\b",
)  # fmt: skip

UNDONE_ITEM = re.compile(
    r"(?:остал\w*|осталась|кроме|еще нет|не готов\w*|\bне\b|\bнет\b|нужн\w+|ищу|жд\w+|still|missing|"
    r"left|except|not|haven't|without|waiting|needs?|leave|keep|оставь\w*|оставля\w+|"
    r"n't)\W+(?:\w+\W+){0,3}$"
)
"""Before a checklist item: it is not done."""

UNDONE_SO = re.compile(
    r"^(?:\W+\w+){0,3}\W+(?:нет\b|не\b|отвалил|остал|isn't|aren't|not\b|missing|still|haven't|"
    r"hasn't|needs?\b|n't)|^(?:\W+\w+){0,1}\W+(?:завтра|потом|позже|"
    r"tomorrow|later|next week)\b|^(?:\W+\w+){0,1}\W+(?:процент|percent|половин|half|почти|almost)"
)
"""After a checklist item: it is not done."""

THOSE = re.compile(
    r"\b(?:those|these|them|both|that one|that|this one|this|it|оба|обе|эти|это|их|его|ее|все)\b"
)
"""What is to be ticked was said before."""

ADD_ITEM = any_of(
    r"\bдобав\w*\b[^.!?]*\b(?:пункт\w*|чек-?лист\w*)\b", r"\bпункт\w*\b[^.!?]*\bдобав\w*",
    r"\bв чек-?лист\b",
    r"\badd\b[^.!?]*\b(?:to the checklist|to the list|as an item|checklist item|an item|"
    r"a to-?do|sub-?task)\b",
    r"\bnew checklist item\b",
)  # fmt: skip

TAKE_SELF = any_of(
    r"\b(?:я |давайте я |давай я )возьму\b", r"\bвозьму\b(?! отпуск| паузу| с собой)",
    r"\bберу\b(?! слова)(?: это| ее| его)?(?: на себя| себе)?", r"\bна себя\b(?! взял)",
    r"\bна мне\b", r"\bза мной\b", r"\bна меня\b", r"\bвешай(?:те)? на меня\b", r"\bя (?:этим )?займусь\b",
    r"\bi(?:'ll| will| can| could|'m going to|'m happy to)? (?:take|grab|own|pick|handle|"
    r"do) (?:it|that|this|these|care of|over|them|the \w+ (?:one|card|task)|this one|(?:the )?card|number)\b",
    r"\bput (?:it|that|this) on me\b", r"\bassign (?:it |this |that )?to me\b",
    r"\b(?:it's|that's|this is) (?:on )?(?:me|mine)\b", r"\b(?:is|are) mine\b",
    r"\bleave it (?:to|with) me\b", r"\bi(?:'m| am) on it\b", r"\bi(?:'ve| have) got (?:it|this|that)\b",
    r"\bgive (?:it|that|this) to me\b", r"\bi take it\b", r"\bput my name\b", r"\bhappy to take\b",
    r"\blet me (?:take|have|do) (?:it|that|this)\b",
    r"^\W*(?:cool|ok(?:ay)?|great|right|sure|yes|yep)?\W*(?:i'm )?(?:pulling|grabbing|taking) (?:it|that|this)\b",
    r"\bзабираю (?:это |ее |его )?себе\b",
)  # fmt: skip

YOURS = any_of(
    r"\b(?:it's|that's|this is|is|then it's) (?:all )?yours\b", r"\bbe my guest\b", r"\ball yours\b",
    r"\b(?:она|он|оно|это|карточка|задача|тогда)? ?(?:твоя|твое|твой|ваша|ваше)\W*$", r"\bтогда на тебе\b",
    r"\bзабирай(?:те)?\W*$", r"\bбери(?:те)?\W*$",
)  # fmt: skip
"""Gives the card to whoever has just asked for it."""

OFFERS = any_of(
    r"\bcan i (?:take|grab|have|do|own)\b", r"\bi (?:can|could|will|'ll|would) (?:take|do|grab|own|have)\b",
    r"\bi(?:'ll|'d) (?:take|do|grab|own|like to)\b", r"\bi(?:'m| am) happy to\b", r"\bmay i\b",
    r"\bмо(?:гу|жно) я?\b ?(?:взять|сделать|забрать|заняться|возьму|заберу)\b",
    r"\bя (?:могу|бы) (?:взя|сдела|забра|занят)",
    r"\bмогу (?:взять|сделать|забрать|заняться|помочь)\b", r"\bдавайте? я\b", r"\bя возьму\b",
)  # fmt: skip
"""Offers to take it."""

TAKE_OTHER = any_of(
    r"\bпусть (?:это )?(?:будет|делает|сделает|возьмет|займется)\b", r"\b(?:it's|that's|is) yours\b",
    r"\bвозьм(?:и|ите|ешь|ете|ет|етесь)\b", r"\bбер(?:и|ите|ешь|ете|ет)\b", r"\bзаймис(?:ь|тесь)\b",
    r"\bзайм(?:ешься|ется|етесь)\b", r"\bпоруч\w+", r"\bназнач\w+", r"\bповес(?:ь|ьте|им|ят) на\b",
    r"\bответственн\w+", r"\bисполнител\w+", r"\bзаберешь\b", r"\bпишу на тебя\b",
    r"\bcan you (?:take|do|own|handle|grab|pick|look)\b",
    r"\bcould you (?:take|do|own|handle|grab|pick|look)\b", r"\bassign\w*\b",
    r"\bput \w+ on (?:it|this|that|the card)\b", r"\bwill (?:take|do|own|handle|pick)\b", r"\bwould you\b",
    r"\bwill you\b", r"\byou(?:'re| are) on\b", r"\bhand (?:it|this|that)(?: over)? to\b",
    r"\btakes? (?:it|this|that) (?:over|on)\b", r"\byour name on\b", r"\bgive (?:it|this|that) to\b",
    r"\bbelongs to\b", r"\bis that you\b", r"\btake (?:it|this|that)\b",
    r"\b(?:add|put) \w+(?: \w+)? (?:to|on) (?:it|this|that|that one|this one|the card|the \w+ (?:one|card))\b",
    r"\bдобав(?:ь|ьте|ляй|ляйте|им|ляем) \w+(?: исполнител\w*| (?:в|к|на) (?:карточк\w+|нее|ней|эту|этой))\b",
)  # fmt: skip
