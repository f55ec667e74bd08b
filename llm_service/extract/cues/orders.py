"""Orders and reports about a whole card: moving, finishing, starting, naming, making, stowing away.

Patterns over lower-case sentences (`Sentence.low`); what a match comes to is decided elsewhere.
"""

from llm_service.extract.cues.pattern import any_of

DONE_ORDER = any_of(
    r"\bзакрыва(?:ем|ю|йте|й)\b", r"\bзакрой(?:те)?\b", r"\bзакроем\b", r"\bзакрою\b",
    r"\bможно (?:\w+ ){0,2}закр(?:ыть|ывать)\b", r"\bпора закрывать\b",
    r"\bclos(?:e|ing) (?:it|this|that|this one|that one|the card|the ticket|card|ticket|#)",
    r"\bmark (?:it|this|that|the card) (?:as )?(?:done|complete)", r"\b(?:we|you) can (?:\w+ )?close\b",
    r"\bset (?:it|this|that) to done\b", r"\bi(?:'m| am) closing\b", r"\bсчитаем (?:сделанн|готов)",
)  # fmt: skip
"""The card is ordered closed."""

DONE_DEED = any_of(
    r"\bвсе сделан", r"\bсделан[оаы]?\b", r"\bготов[оаы]\b", r"\bдоделал", r"\bзакончил", r"\bзавершил",
    r"\bзакрыл[аи]?\b", r"\bвыкатил", r"\bзарелизил", r"\bсмержил", r"\bвлил[аи]?\b", r"\bвыложил",
    r"\bопубликовал", r"\bвнедрил", r"\bпочинил", r"\bисправил", r"\bсдал[аи]\b", r"\bподписал[аи]\b",
    r"\bотгрузил", r"\bуже работает\b", r"\bвсе работает\b",
    r"\b(?:it|this|that|this one|that one|which|one|\w+)(?:'s| is| are| was| were| has been|"
    r" have been)(?: (?:all|now|already|finally|basically))* (?:done|finished|complete|"
    r"completed|merged|shipped|released|deployed|live|closed|fixed|published|signed|delivered|"
    r"out|online|off our plate)\b",
    r"^\W*(?:done|finished|shipped|merged|released)\b,? ?(?:then)?\W*$",
    r"\bi(?:'ve| have)? (?:finished|completed|merged|shipped|fixed|closed|released|published|"
    r"delivered)\b",
    r"\bdone with (?:that|this|it)\b", r"\bbeen (?:online|live|out) since\b", r"\bsigned off\b",
    r"\bwe(?:'ve| have)? (?:finished|completed|merged|shipped|released|published)\b",
    r"\b(?:went|gone|goes) live\b",
)  # fmt: skip
"""The work is reported finished."""

MOVE_VERB = any_of(
    r"\bотда(?:ю|л|ла|ли|м|ем|дим|й|йте)\b", r"\bпереда(?:ю|л|ла|ли|м|ем|дим|й|йте)\b",
    r"\bуш(?:ел|ла|ло|ли)\b", r"\bуехал\w*\b",
    r"\bзакин(?:ул|ула|ь|у|ем)\b", r"\bhand(?:s|ed|ing)?\b", r"\bsent\b", r"\bwent\b", r"\bgone\b",
    r"\bmove on to\b",
    r"\bперенес\w*", r"\bперено[сш]\w*", r"\bперекин\w*", r"\bперекид\w*", r"\bпередвин\w*",
    r"\bпередвиг\w*", r"\bдвига\w*", r"\bдвин\w*", r"\bсдвин\w*", r"\bперевед\w*", r"\bперевод\w*",
    r"\bперевож\w*", r"\bперевести\b", r"\bперемест\w*", r"\bперемещ\w*", r"\bперетащ\w*", r"\bперетаск\w*",
    r"\bтащ(?:и|у|им|ите)\b", r"\bверн(?:и|у|ем|ите|уть|ется)\b", r"\bвозвра(?:т|щ)\w*",
    r"\bотправ(?:ь|ьте|ляем|ляю|им|лю|ить|ляется)\b", r"\bуходит\b", r"\bуезжает\b", r"\bпереходит\b",
    r"\bкида(?:й|ем|ю)\b", r"\bкинь\b", r"\bпостав(?:ь|ьте|им|лю)\b", r"\bстав(?:ь|ьте|им|лю)\b",
    r"\bбер(?:и|у|ем|ите)\b", r"\bвозьм(?:и|у|ем|ите)\b", r"\bубер(?:и|у|ем|ите)\b", r"\bубира(?:й|ю|ем)\b",
    r"\bзабира(?:й|ю|ем)\b", r"\bв \w+ сразу\b", r"\bоткладыва(?:ем|ю|й)\b", r"\bmov(?:e|es|ing|ed)\b",
    r"\bput(?:s|ting)?\b", r"\bpush(?:es|ing)?\b", r"\btak(?:e|ing)\b", r"\bpull(?:s|ing)?\b",
    r"\bdrag\w*\b", r"\bshift\w*\b", r"\bbring(?:s|ing)?\b", r"\bbump\w*\b", r"\bsend(?:s|ing)?\b",
    r"\bkick\w*\b", r"\bgo(?:es)?\b", r"\bgoing\b", r"\bbelongs?\b", r"\bcomes?\b", r"\breturn\w*\b",
    r"\bset\b", r"\bback (?:in)?to\b", r"\bdrop\b", r"\bslide\b", r"\btransfer\b",
    r"\bpop\b", r"\bsling\b", r"\bchuck\b", r"\bпихай\b", r"\bпихаем\b", r"\bсуй\b", r"\bгони(?:те|м)?\b",
)  # fmt: skip

START = any_of(
    r"\bначина(?:й|ем|ю|йте)\b", r"\bприступа(?:й|ем|ю)\b", r"\bв работ[еу]\b",
    r"\bуже (?:делаю|делаем|печатают|пишу|рисую)\b", r"\bуже начал",
    r"\bstart(?:ing|ed)? (?:on )?(?:it|this|that|with it)\b", r"\bi(?:'ve| have) (?:started|begun)\b",
    r"\bpick(?:ing)? (?:it|this|that) up\b", r"\bi(?:'m| am) (?:working on|on) (?:it|this|that)\b",
    r"\bget going on\b",
)  # fmt: skip

LABEL = any_of(
    r"\bметк\w*", r"\bярлык\w*", r"\bлейбл\w*", r"\bтег(?:ом|а|у|и|ни|ните)?\b",
    r"\bпомет(?:ь|им|ить|ка|ку)\b", r"\b(?:по|на)вес(?:ь|ьте|им|ить|ил|ила)\b", r"\bвеша(?:ю|ем|й)\b",
    r"\bflag\b", r"\blabel(?:s|led|ed)?\b", r"\btag(?:s|ged)?\b",
)  # fmt: skip

RENAME = any_of(
    r"\bпереимен\w*", r"\bназов(?:и|ите|ем|у)\b", r"\bпереназ\w*", r"\brename\b", r"\bcall it\b",
    r"\bcall the card\b", r"\bcall this\b", r"\bchange the (?:name|title)\b", r"\bretitle\b",
)  # fmt: skip

CREATE = any_of(
    r"\b(?:завед(?:и|ите|ем|у|ите)|заведи|созда(?:й|йте|дим|м|ть)|сдела(?:й|йте|ем)|добав(?:ь|"
    r"ьте|им|лю)|откро(?:й|ем|ю)|нужна|нужно завести|надо завести|заводи(?:м|те)?|завела|завел|"
    r"надо|нужно)\b(?:\W+\w+){0,4}?\W+(?:карточк\w*|задач\w*|тикет\w*)",
    r"\bотдельн\w+ (?:карточк|задач)\w*", r"\bновую (?:карточку|задачу)\b",
    r"\b(?:make|create|add|open|need|file|raise|want|i'd like|start|put in|"
    r"write)\b(?:\W+(?:\w+)){0,3}?\W+(?:a|an|another|new|one|"
    r"separate)(?:\W+\w+){0,1}?\W+(?:card|ticket|task)\b",
    r"\bnew (?:card|ticket)\b", r"^\W*make one\b", r"\bmake one,",
    r"\bshould (?:get|be|have) (?:a|its own) card\b",
    r"\bзавед(?:и|ите|ем)\b(?=.*\b(?:на себя|на меня|на тебя|в (?:бэклог|беклог|очередь))\b)",
    r"\b(?:занес|запиш|добав|заведи)\w*\b(?:\W+\w+){0,3}?\W+на доску\b",
    r"\b(?:add|log|put|get)\W+(?:a|an|one|something)\b(?:\W+\w+){0,6}?\W+(?:on|onto|to) the (?:board|backlog)\b",
)  # fmt: skip

ARCHIVE = any_of(
    r"\bв архив\b", r"\bархивиру\w*", r"\bзаархивир\w*",
    r"\bудал(?:и|ите|яем|им|ить) (?:эту |ту |саму )?карточк", r"\barchive\b(?! of)",
    r"\bdelete (?:the|this|that) card\b", r"\bbin (?:it|that)\b",
)  # fmt: skip

RESTORE = any_of(
    r"\bиз архива\b", r"\bразархив\w*", r"\bunarchive\b", r"\brestore (?:it|the card|that)\b",
    r"\bout of the archive\b",
)  # fmt: skip
