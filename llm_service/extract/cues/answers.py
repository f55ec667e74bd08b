"""Yes and no, decisions and promises.

Patterns over lower-case sentences (`Sentence.low`); what a match comes to is decided elsewhere.
"""

import re

from llm_service.extract.cues.pattern import any_of

YES = re.compile(
    r"^\W*(?:(?:ну|oh|ok(?:ay)?|well|so|а|и)\W+)?(?:да\b|ага|угу|конечно|давай|хорошо|ладно|ок\b|"
    r"окей|точно|так и|можно|бери|сделаю|сделай|возьму|согласн|верно|yes\b|yep\b|yeah\b|yup\b|"
    r"sure\b|please\b|do (?:that|it)\b|go ahead|ok(?:ay)?\b|absolutely|of course|fine\b|sounds good|"
    r"agreed|right\b|good idea|let's|will do|exactly|definitely|works for me|plus one|no objection|"
    r"happy to|i can\b|i will\b|i'll\b)"
)

NO = re.compile(
    r"^\W*(?:(?:ну|oh|well|так|hm+|хм)\W+)?(?:нет\b|не\b|неа|no\b|nope|nah|not (?:yet|now|really)|"
    r"рано\b|подожди|погоди|wait\b|hold on|don't)"
)

DECIDED = any_of(
    r"\bреш(?:или|аем|ено|ил[аи]?)\b(?! (?:проблем|вопрос))", r"\bдоговорил", r"\bпостановил",
    r"\bутвердил", r"\bтак и (?:сделаем|решим|будем)\b", r"\bостановил(?:ись|ся) на\b",
    r"\bрешение (?:по|о|об|такое|простое)\b", r"\bрешение:", r"\bпереходим на\b",
    r"\bотказыва(?:емся|ем)\b", r"\bвыбира(?:ем|ю)\b",
    r"\b(?:значит|тогда|итак|в общем|короче|всё|все)\b,? (?:\w+ ){0,2}(?:не )?(?!закрыва|поехал|"
    r"перено[сш]|перенес|двига|двин|возвращ|верн|отправ|став|постав|переведем|"
    r"переводим|бере|дальше|посмотр|подожд|жд|"
    r"начн|начина|начин|работа|заканчив|закончи|отмеча|вешаем|пиш)\w{2,}(?:аем|яем|им|ем)\b(?! (?:ли|потом))",
    r"\bмы передумал", r"\bпродлева(?:ем|ли)\b", r"\bс этого (?:дня|момента)\b",
    r"\bправило\b\W{0,2}[:—-]", r"\b(?:new|the|a|one) rule\b\W{0,2}[:—-]",
    r"\bтеперь (?:всегда|будем)\b", r"\bсо следующ\w+ (?:раза|недели|месяца)\b",
    r"\bdecided\b(?! not to decide)", r"\b(?:the|our|a) decision\b", r"\bagreed\b",
    r"\bwe(?:'ll| will) go (?:with|for)\b", r"\blet's go (?:with|for)\b",
    r"\bwe(?:'re| are) going (?:with|for)\b",
    r"\b(?:then|so|okay|ok|right) (?!monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"where|what|how|that)\w+ it is\b",
    r"\bso it's \w+ then\b", r"\bwe (?:drop|keep|use|stick with|switch to|won't|will not|stop)\b",
    r"\bthat's settled\b", r"\bsettled\b", r"\bfrom now on\b", r"\bgoing forward\b", r"\bwe choose\b",
    r"\bfinal(?:ly)? (?:answer|call)\b", r"\blet's (?:freeze|stop|ban|adopt)\b",
)  # fmt: skip

COMMITS = any_of(
    r"\b(?:сделаю|напишу|скину|отправлю|узнаю|возьму|подготовлю|проверю|посмотрю|спрошу|позвоню|"
    r"перезвоню|допишу|доделаю|закрою|обновлю|поправлю|найду|соберу|сброшу|пришлю|договорюсь|"
    r"подпишу|закажу|создам|заведу|разберусь|уточню|подам|займусь|поставлю|переименую|начну|"
    r"добью|закончу|выложу|выкачу|починю|исправлю|согласую|организую|попробую|покажу|свяжусь)\b",
    r"\bi(?:'ll| will|'m going to| am going to) (?!be\b|say\b|have to go)\w+",
    r"\bi can (?:do|take|write|ask|check|look|send|call|prepare|fix)\b",
    r"\blet me (?:do|take|write|ask|check|send|talk)\b",
)  # fmt: skip

SMALL_PROMISE = re.compile(
    r"\b(?:send|ask|call|email|e-mail|ping|talk|write to|remind|tell|let you know|напишу|скину|"
    r"отправлю|позвоню|пришлю|спрошу|перезвоню|узнаю|уточню|напомню|скажу|расскажу|созвон\w+|"
    r"поговорю)\b"
)
"""A promise of a small thing: no deadline of the card."""
