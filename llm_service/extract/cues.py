"""What people say when they ask, report, doubt, take back: patterns over lower-case sentences in both languages.

Patterns only. They read `Sentence.low` (lower case, ё as е). What a match comes to is decided elsewhere.
"""

import re
from re import Pattern


def _any(*parts: str) -> Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in parts))


NEGATION = re.compile(
    r"(?:\bне\b|\bни\b|\bнет\b|\bnot\b|n't\b|\bdont\b|\bcant\b|\bnever\b|\bno need to\b|\bwithout\b|\bбез\b|\brather than\b|"
    r"\binstead of\b|\bвместо\b)"
    r"(?:(?<=t)\W+\w+(?:\W+\w+)?|(?<!t)\W+(?:надо|нужно|стоит|будем|буду|хочу|хотим|get|to)?(?:\W*\w+)?)?\W*$"
)
"""Matched against the words before an act."""

HYPOTHETICAL = _any(
    r"\bесли\b", r"(?<!надо )(?<!нужно )(?<!хорошо )(?<!хотел )(?<!хотела )\bбы\b", r"\bб\b", r"\bпредположим", r"\bдопустим", r"когда-нибудь", r"теоретически", r"\bесли бы",
    r"\bif\b(?! you (?:like|want|don't mind))", r"\bwhat if\b", r"\bsuppos(?:e|ing)\b", r"\bimagine\b", r"\bsomeday\b",
    r"\bone day\b", r"hypothetical", r"\bunless\b", r"\b(?:we|you|i|they|it|he|she|that) (?:could|would|might)\b(?! you)",
    r"\bwould be (?:nice|great|cool)\b", r"\bi wish\b", r"\bin theory\b", r"\bwhether\b", r"\bdepends on\b", r"зависит от",
    r"\bhow about\b", r"\bwhy don't\b", r"\bwhen (?:you|we|they|it|he|she)\b", r"\bas soon as\b", r"\bкак только\b",
    r"\bкогда (?:\w+ )?(?:начн|буд|сдела|законч|прид|появ)",
)  # fmt: skip

HEDGED = _any(
    r"\bнаверно", r"\bможет\b", r"\bвозможно\b", r"\bвроде\b", r"\bкажется\b", r"\bпожалуй\b", r"скорее всего",
    r"не уверен", r"\bподума", r"потом реш", r"\bпосмотрим\b", r"\bхотя\b", r"\bили подожди", r"\bили нет\b", r"не знаю",
    r"\bmaybe\b", r"\bperhaps\b", r"\bprobably\b", r"\bi think\b", r"\bi guess\b", r"\bnot sure\b", r"\bsort of\b",
    r"\bpossibly\b", r"\bor don't\b", r"\bdon't know\b", r"\bmight\b", r"\bi suppose\b", r"\bideally\b", r"по идее",
    r"\bi would rather\b", r"\bа может\b", r"\bдумаю\b", r"\bhopefully\b",
)  # fmt: skip

UNDECIDED = _any(
    r"потом реш", r"let me sleep on", r"\bsleep on it\b", r"not (?:picking|deciding)", r"can see both", r"не спор",
    r"кто (?:из (?:вас|нас) )?прав", r"\bуточн(?:ю|и|им|ите|ить)\b", r"перезвон", r"\bразбер(?:усь|емся|ись|итесь)\b",
    r"\bузна(?:ю|й|йте|ем)\b", r"\bспрошу\b", r"\bспроси\b", r"talk about (?:that|it|this) later", r"let me (?:talk|check|ask)",
    r"i(?:'ll| will) (?:ask|check|find out)", r"agree to disagree", r"не соглас", r"i don't agree", r"i disagree",
    r"a bit of both", r"clear as mud", r"вернемся к этому", r"обсудим (?:потом|позже|отдельно)", r"we (?:can|will|'ll) see",
    r"\bpark (?:it|that|this)\b", r"take (?:it|this|that) offline", r"\bзавтра решим\b", r"или подожди",
)  # fmt: skip

RETRACTED = _any(
    r"\bотбой\b", r"\bотстав(?:ить|ь|им)\b", r"\bне (?:надо|нужно)\W*$", r"\bзабудь(?:те)?\b(?! про)", r"\bотмена\b",
    r"\bотменя(?:й|ем|ю)\b", r"\b(?:я|мы) передумал", r"\bберу (?:свои |эти )?(?:слова )?(?:назад|обратно)\b",
    r"\bпусть (?:\w+ ){0,2}(?:остается|остаются|останется)\b", r"\bоставь(?:те)?(?: (?:ее|его|их|это|все|там|где|как)|\W*$)",
    r"\bоставляем\b", r"\bоставим\b", r"\bне трога", r"\bне лезем\b", r"\bвсе как было\b", r"\bне заказываем\b",
    r"\bзабираю (?:слова|обратно)\b", r"\bвычерк(?:ни|иваем)\b", r"\bскинь со счетов\b", r"\bне буд(?:ем|у|ете?)\b",
    r"\bнет,? не\b", r"\bstrike that\b", r"\bscrap (?:that|it|this)\b", r"\bscratch (?:that|it)\b", r"\bnever ?mind\b",
    r"\bforget (?:it|that|about it|i said)\b", r"\bleave (?:it|that|this|them)\b", r"\btake (?:it|that|this) back\b",
    r"\bon second thoughts?\b", r"\bcancel (?:that|it)\b", r"\blet's not\b", r"\bnot accepted\b", r"\bundo that\b",
    r"\bdon't do anything\b", r"\bdon't touch\b", r"\bstays? (?:put|where|in the|as it)", r"\bkeep (?:it|that) (?:where|as|in)\b",
    r"\bdon't (?:move|close|touch|change|bother)\b", r"\bactually,? no\b", r"\bno,? don't\b", r"\bwe(?:'re| are) not\b.*\bafter all\b",
    r"\bhands off\b", r"\bi was wrong\b", r"\bdon't go\b",
)  # fmt: skip

TAKES_ALL_BACK = _any(
    r"\b(?:беру|забираю) (?:свои |эти )?(?:слова )?(?:назад|обратно)\b", r"\btake (?:it|that) back\b", r"\bnot accepted\b",
    r"\bстоп,? не\b", r"\bвсе отменя", r"\bscrap (?:all|everything)",
)  # fmt: skip
"""Everything that the meeting asked for on this card so far is taken back, however long ago."""

STAYS = _any(
    r"\bпусть (?:\w+ ){0,2}(?:вис|лежи|стои)", r"\bpусть\b", r"где (?:висит|стоит|лежит)", r"\bstays? (?:put|where|in|as)",
    r"\bостается\b", r"\bleave it where\b", r"\bоставляем (?:в|там)\b",
)  # fmt: skip
"""The card stays in its column: only moves are taken back."""

OTHER_TEAM = _any(
    r"\bне мы\b", r"\bне нам\b", r"\bне наш(?:а|е|и|у|ей|его|их|ему)?\b", r"\bне к нам\b", r"\bне у нас\b", r"\bу них сво[йяеи]\b",
    r"\bих (?:доск|трекер|карточк|задач|зон)", r"\bна их доск", r"\bдруг(?:ая|ой|ую|ие) (?:команд|отдел)", r"\bчужая\b",
    r"\bу н(?:их|его) свой трекер\b", r"\bэто (?:делает|делают|ведет|ведут) (?!я\b|мы\b)\w+", r"\bnot (?:us|ours)\b",
    r"\bnot our (?:card|board|thing|problem|team|job|ticket|area|call)\b", r"\btheir (?:own )?(?:board|team|tracker|thing|card|job|designer)\b",
    r"\bbelongs? to (?:the )?\w+(?: \w+)? (?:people|team|squad|folks|guys|department)\b", r"\b(?:another|other|different) (?:team|squad|department)\b",
    r"\bsomeone else's\b", r"\bthat's the \w+ (?:squad|team|people|folks)\b", r"\bisn't ours\b", r"\bare not ours\b",
    r"\bthe \w+ (?:team|squad) (?:owns?|does|handles|is doing)\b", r"\bне наша зона\b",
)  # fmt: skip

JOKE = _any(
    r"\bшуч", r"\bшутк", r"\bха-?ха", r"\bахах", r"\bприкол", r"\bjust kidding\b", r"\bkidding\b", r"\bjoke\b",
    r"\bjoking\b", r"\bhaha", r"\blol\b", r"\bдед мороз", r"\bна (?:луну|марс)\b", r"\bhell freezes\b", r"\bwhen pigs fly\b",
    r"delete (?:everything|the whole)", r"удалим все\b",
)  # fmt: skip

NO_NEWS = _any(
    r"без изменений", r"без новостей", r"нет новостей", r"новостей нет", r"ничего нового", r"пока (?:ничего|тихо|без)",
    r"все (?:по-?прежнему|как было|так же)", r"не (?:начинал|брал|трогал|добрал|успел|дош)", r"руки не дош",
    r"\bnothing new\b", r"\bno (?:news|updates?|progress)\b", r"\bno changes?\W*$", r"\bnothing (?:yet|to report)\b", r"\bsame as (?:last|before)\b",
    r"\bhaven't (?:started|touched|looked|had time|begun|got to)\b", r"\bhave not (?:started|touched|looked|had time|begun)\b",
    r"\bdone nothing\b", r"\bdidn't (?:get to|touch|start)\b", r"\bno time for\b", r"\bstill (?:the same|just) \b", r"is just blocked",
)  # fmt: skip

YES = re.compile(
    r"^\W*(?:(?:ну|oh|ok(?:ay)?|well|so|а|и)\W+)?(?:да\b|ага|угу|конечно|давай|хорошо|ладно|ок\b|окей|точно|так и|можно|бери|"
    r"сделаю|сделай|возьму|согласн|верно|yes\b|yep\b|yeah\b|yup\b|sure\b|please\b|do (?:that|it)\b|go ahead|ok(?:ay)?\b|"
    r"absolutely|of course|fine\b|sounds good|agreed|right\b|good idea|let's|will do|exactly|definitely|works for me|"
    r"plus one|no objection|happy to|i can\b|i will\b|i'll\b)"
)
NO = re.compile(
    r"^\W*(?:(?:ну|oh|well|так|hm+|хм)\W+)?(?:нет\b|не\b|неа|no\b|nope|nah|not (?:yet|now|really)|рано\b|подожди|погоди|wait\b|"
    r"hold on|don't)"
)

DONE_ORDER = _any(
    r"\bзакрыва(?:ем|ю|йте|й)\b", r"\bзакрой(?:те)?\b", r"\bзакроем\b", r"\bзакрою\b", r"\bможно (?:\w+ ){0,2}закр(?:ыть|ывать)\b", r"\bпора закрывать\b",
    r"\bclos(?:e|ing) (?:it|this|that|this one|that one|the card|the ticket|card|ticket|#)", r"\bmark (?:it|this|that|the card) (?:as )?(?:done|complete)",
    r"\bwe can close\b", r"\bset (?:it|this|that) to done\b", r"\bi(?:'m| am) closing\b", r"\bсчитаем (?:сделанн|готов)",
)  # fmt: skip
"""The card is ordered closed."""

DONE_DEED = _any(
    r"\bвсе сделан", r"\bсделан[оаы]?\b", r"\bготов[оаы]\b", r"\bдоделал", r"\bзакончил", r"\bзавершил", r"\bзакрыл[аи]?\b",
    r"\bвыкатил", r"\bзарелизил", r"\bсмержил", r"\bвлил[аи]?\b", r"\bвыложил", r"\bопубликовал", r"\bвнедрил", r"\bпочинил",
    r"\bисправил", r"\bсдал[аи]\b", r"\bподписал[аи]\b", r"\bотгрузил", r"\bуже работает\b", r"\bвсе работает\b",
    r"\b(?:it|this|that|this one|that one|which|one|\w+)(?:'s| is| are| was| were| has been| have been)(?: (?:all|now|already|finally|basically))*"
    r" (?:done|finished|complete|completed|merged|shipped|released|deployed|live|closed|fixed|published|signed|delivered|out|online|off our plate)\b",
    r"^\W*(?:done|finished|shipped|merged|released)\b,? ?(?:then)?\W*$", r"\bi(?:'ve| have)? (?:finished|completed|merged|shipped|fixed|closed|released|published|delivered)\b",
    r"\bdone with (?:that|this|it)\b", r"\bbeen (?:online|live|out) since\b", r"\bsigned off\b", r"\bwe(?:'ve| have)? (?:finished|completed|merged|shipped|released|published)\b",
    r"\b(?:went|gone|goes) live\b",
)  # fmt: skip
"""The work is reported finished."""

MOVE_VERB = _any(
    r"\bперенес\w*", r"\bперено[сш]\w*", r"\bперекин\w*", r"\bперекид\w*", r"\bпередвин\w*", r"\bпередвиг\w*", r"\bдвига\w*",
    r"\bдвин\w*", r"\bсдвин\w*", r"\bперевед\w*", r"\bперевод\w*", r"\bперевож\w*", r"\bперевести\b", r"\bперемест\w*", r"\bперемещ\w*",
    r"\bперетащ\w*", r"\bперетаск\w*", r"\bтащ(?:и|у|им|ите)\b", r"\bверн(?:и|у|ем|ите|уть|ется)\b", r"\bвозвра(?:т|щ)\w*",
    r"\bотправ(?:ь|ьте|ляем|ляю|им|лю|ить|ляется)\b", r"\bуходит\b", r"\bуезжает\b", r"\bпереходит\b", r"\bкида(?:й|ем|ю)\b", r"\bкинь\b",
    r"\bпостав(?:ь|ьте|им|лю)\b", r"\bстав(?:ь|ьте|им|лю)\b", r"\bбер(?:и|у|ем|ите)\b", r"\bвозьм(?:и|у|ем|ите)\b",
    r"\bубер(?:и|у|ем|ите)\b", r"\bубира(?:й|ю|ем)\b", r"\bзабира(?:й|ю|ем)\b", r"\bв \w+ сразу\b", r"\bоткладыва(?:ем|ю|й)\b",
    r"\bmov(?:e|es|ing|ed)\b", r"\bput(?:s|ting)?\b", r"\bpush(?:es|ing)?\b", r"\btak(?:e|ing)\b", r"\bpull(?:s|ing)?\b", r"\bdrag\w*\b",
    r"\bshift\w*\b", r"\bbring(?:s|ing)?\b", r"\bbump\w*\b", r"\bsend(?:s|ing)?\b", r"\bkick\w*\b", r"\bgo(?:es)?\b", r"\bgoing\b",
    r"\bbelongs?\b", r"\bcomes?\b", r"\breturn\w*\b", r"\bset\b", r"\bback (?:in)?to\b", r"\bdrop\b", r"\bslide\b", r"\btransfer\b",
)  # fmt: skip

START = _any(
    r"\bначина(?:й|ем|ю|йте)\b", r"\bприступа(?:й|ем|ю)\b", r"\bв работ[еу]\b", r"\bуже (?:делаю|делаем|печатают|пишу|рисую)\b",
    r"\bуже начал", r"\bstart(?:ing|ed)? (?:on )?(?:it|this|that|with it)\b", r"\bi(?:'ve| have) (?:started|begun)\b", r"\bpick(?:ing)? (?:it|this|that) up\b",
    r"\bi(?:'m| am) (?:working on|on) (?:it|this|that)\b", r"\bget going on\b",
)  # fmt: skip

TICK = _any(
    r"\bгалочк\w*", r"\bотмет(?:ь|ьте|им|ить|ил|ила|или|ь-ка)\b", r"\bотмеча(?:й|ем|ю|йте|ть)\b", r"\bпоставь(?:те)? плюс", r"\bчекни\b",
    r"\btick(?:s|ed|ing)?\b", r"\bcheck (?:it|that|this|them|those|off|the|\w+ and|that one|this one)\b(?! (?:again|later|tomorrow|with))",
    r"\bcheck(?:ed|ing)? \w+(?: \w+){0,3} off\b", r"\bcross (?:it|that|this|\w+(?: \w+){0,3}) off\b", r"\bin the checklist (?:is )?done\b",
)  # fmt: skip

UNTICK = _any(
    r"\bсними(?:те)? (?:\w+ )?(?:галочк|отметк)", r"\bубери(?:те)? (?:\w+ )?(?:галочк|отметк)", r"\bun(?:tick|check)\b",
)  # fmt: skip

DEED = _any(
    r"\b(?:при|вы|до|за|по|с|под|об|от|на|у|про|раз|пере|в|вз|из|ис)?\w{3,}(?:л|ла|ли|ло|лся|лась|лись)\b", r"\bготов\w?\b", r"\bесть\b",
    r"\bfinished\b", r"\bdone\b", r"\bready\b", r"\bpass(?:es|ed)?\b", r"\bworks?\b", r"\bcomplete\b", r"\bfixed\b", r"\bsigned\b",
    r"\bdelivered\b", r"\barrived\b", r"\bмож(?:но|ем)\b",
)  # fmt: skip
"""Something has been done: for a checklist item."""

UNDONE_ITEM = re.compile(
    r"(?:остал\w*|осталась|кроме|еще нет|не готов\w*|\bне\b|\bнет\b|нужн\w+|ищу|жд\w+|still|missing|left|except|not|haven't|without|waiting|needs?|leave|keep|оставь\w*|оставля\w+|n't)\W+(?:\w+\W+){0,3}$"
)
"""Before a checklist item: it is not done."""

UNDONE_SO = re.compile(
    r"^(?:\W+\w+){0,3}\W+(?:нет\b|не\b|отвалил|остал|isn't|aren't|not\b|missing|still|haven't|hasn't|needs?\b|n't)|^(?:\W+\w+){0,1}\W+(?:процент|percent|половин|half|почти|almost)"
)
"""After a checklist item: it is not done."""

THOSE = re.compile(
    r"\b(?:those|these|them|both|that one|that|this one|this|it|оба|обе|эти|это|их|его|ее|все)\b"
)
"""What is to be ticked was said before."""

SMALL_PROMISE = re.compile(
    r"\b(?:send|ask|call|email|e-mail|ping|talk|write to|remind|tell|let you know|напишу|скину|отправлю|позвоню|пришлю|спрошу|перезвоню|узнаю|"
    r"уточню|напомню|скажу|расскажу|созвон\w+|поговорю)\b"
)
"""A promise of a small thing: no deadline of the card."""

ADD_ITEM = _any(
    r"\bдобав\w*\b[^.!?]*\b(?:пункт\w*|чек-?лист\w*)\b", r"\bпункт\w*\b[^.!?]*\bдобав\w*", r"\bв чек-?лист\b",
    r"\badd\b[^.!?]*\b(?:to the checklist|to the list|as an item|checklist item|an item|a to-?do|sub-?task)\b", r"\bnew checklist item\b",
)  # fmt: skip

LABEL = _any(
    r"\bметк\w*", r"\bярлык\w*", r"\bлейбл\w*", r"\bтег(?:ом|а|у|и|ни|ните)?\b", r"\bпомет(?:ь|им|ить|ка|ку)\b", r"\b(?:по|на)вес(?:ь|ьте|им|ить|ил|ила)\b", r"\bвеша(?:ю|ем|й)\b", r"\bflag\b", r"\blabel(?:s|led|ed)?\b",
    r"\btag(?:s|ged)?\b",
)  # fmt: skip

RENAME = _any(
    r"\bпереимен\w*", r"\bназов(?:и|ите|ем|у)\b", r"\bпереназ\w*", r"\brename\b", r"\bcall it\b", r"\bcall the card\b", r"\bcall this\b",
    r"\bchange the (?:name|title)\b", r"\bretitle\b",
)  # fmt: skip

CREATE = _any(
    r"\b(?:завед(?:и|ите|ем|у|ите)|заведи|созда(?:й|йте|дим|м|ть)|сдела(?:й|йте|ем)|добав(?:ь|ьте|им|лю)|откро(?:й|ем|ю)|нужна|нужно завести|"
    r"надо завести|заводи(?:м|те)?|завела|завел|надо|нужно)\b(?:\W+\w+){0,4}?\W+(?:карточк\w*|задач\w*|тикет\w*)",
    r"\bотдельн\w+ (?:карточк|задач)\w*", r"\bновую (?:карточку|задачу)\b",
    r"\b(?:make|create|add|open|need|file|raise|want|i'd like|start|put in|write)\b(?:\W+(?:\w+)){0,3}?\W+(?:a|an|another|new|one|separate)"
    r"(?:\W+\w+){0,1}?\W+(?:card|ticket|task)\b", r"\bnew (?:card|ticket)\b", r"^\W*make one\b", r"\bmake one,", r"\bshould (?:get|be|have) (?:a|its own) card\b",
)  # fmt: skip

ARCHIVE = _any(
    r"\bв архив\b", r"\bархивиру\w*", r"\bзаархивир\w*", r"\bудал(?:и|ите|яем|им|ить) (?:эту |ту |саму )?карточк", r"\barchive\b(?! of)",
    r"\bdelete (?:the|this|that) card\b", r"\bbin (?:it|that)\b",
)  # fmt: skip

RESTORE = _any(
    r"\bиз архива\b",
    r"\bразархив\w*",
    r"\bunarchive\b",
    r"\brestore (?:it|the card|that)\b",
    r"\bout of the archive\b",
)

TAKE_SELF = _any(
    r"\b(?:я |давайте я |давай я )возьму\b", r"\bвозьму\b(?! отпуск| паузу| с собой)", r"\bбер(?:у|ем)\b(?! слова)(?: это| ее| его)?(?: на себя| себе)?",
    r"\bна себя\b(?! взял)", r"\bна мне\b", r"\bза мной\b", r"\bна меня\b", r"\bвешай(?:те)? на меня\b", r"\bя (?:этим )?займусь\b",
    r"\bi(?:'ll| will| can| could|'m going to|'m happy to)? (?:take|grab|own|pick|handle|do) (?:it|that|this|these|care of|over|them|the \w+ (?:one|card|task)|this one)\b",
    r"\bput (?:it|that|this) on me\b", r"\bassign (?:it |this |that )?to me\b", r"\b(?:it's|that's|this is) (?:on )?(?:me|mine)\b", r"\b(?:is|are) mine\b", r"\bleave it (?:to|with) me\b",
    r"\bi(?:'m| am) on it\b", r"\bi(?:'ve| have) got (?:it|this|that)\b", r"\bgive (?:it|that|this) to me\b", r"\bi take it\b", r"\bput my name\b",
    r"\bhappy to take\b", r"\blet me (?:take|have|do) (?:it|that|this)\b",
)  # fmt: skip

TAKE_OTHER = _any(
    r"\bвозьм(?:и|ите|ешь|ете|ет|етесь)\b", r"\bбер(?:и|ите|ешь|ете|ет)\b", r"\bзаймис(?:ь|тесь)\b", r"\bзайм(?:ешься|ется|етесь)\b",
    r"\bпоруч\w+", r"\bназнач\w+", r"\bповес(?:ь|ьте|им|ят) на\b", r"\bответственн\w+", r"\bисполнител\w+", r"\bзаберешь\b", r"\bпишу на тебя\b",
    r"\bcan you (?:take|do|own|handle|grab|pick|look)\b", r"\bcould you (?:take|do|own|handle|grab|pick|look)\b", r"\bassign\w*\b", r"\bput \w+ on (?:it|this|that|the card)\b",
    r"\bwill (?:take|do|own|handle|pick)\b", r"\bwould you\b", r"\bwill you\b", r"\byou(?:'re| are) on\b", r"\bhand (?:it|this|that)(?: over)? to\b",
    r"\btakes? (?:it|this|that) (?:over|on)\b", r"\byour name on\b", r"\bgive (?:it|this|that) to\b", r"\bbelongs to\b", r"\bis that you\b", r"\btake (?:it|this|that)\b",
)  # fmt: skip

DUE_STRONG = _any(
    r"\bсрок\w*", r"\bдедлайн\w*", r"\bкрайн\w+ (?:срок|дат)", r"\bпостав(?:ь|ьте|им|лю)\b", r"\bстав(?:ь|лю|им|ьте)\b", r"\bне позже\b",
    r"\bперенос(?:им|ите|и|ю)\b", r"\bперенес(?:ем|и|ите|у)\b", r"\bсдвига(?:ем|й|ю)\b", r"\bсдвин(?:ем|ь|у)\b", r"\bпоправ(?:лю|ь|им)\b", r"\bпишу\b", r"\bдавай(?:те)?\b", r"\bзапиш\w+",
    r"\bdeadline\b", r"\bdue\b", r"\b(?:change|move|shift|push) the (?:due )?date\b", r"\b(?:новая|новую|меняем|поменя\w+) дат", r"\bput [^.?!]{1,30} on (?:it|the card|this|that)\b", r"\bstick (?:it|that|this) on\b", r"\b(?:at the )?latest\b", r"\bit is\b\W*$",
    r"\bset [^.?!]{0,40}\bto\b", r"\bmove (?:it|the date|the deadline|that) to\b", r"\bno later than\b", r"\bpush (?:it |the date )?to\b",
)  # fmt: skip

DUE_PROMISE = _any(
    r"\b(?:с|на|по|за|до|об|от|при|про|под|вы|у|в|из|раз|пере|пр|от)\w{2,}(?:у|ю|усь|юсь|им|ем|дим)\b", r"\bбуд(?:у|ет|ем|ут)\b", r"\bдолжн\w+", r"\bнадо\b", r"\bнужно\b",
    r"\bпрос(?:ит|ят)\b", r"\bчтобы?\b", r"\bпода(?:ть|м|дим)\b", r"\bсдела(?:ю|ем|ешь)\b", r"\bнайду\b", r"\bжд(?:ем|у|ет|ут)\b",
    r"\bwill\b", r"\bi(?:'ll|'m going to)\b", r"\bwe(?:'ll| will)\b", r"\bshould be\b", r"\bneeds? to\b", r"\bmust\b", r"\bhave (?:it|that|this) (?:ready|done)\b", r"\bready\b", r"\bwant(?:s)?\b",
)  # fmt: skip

BEFORE_DATE = re.compile(
    r"(?:\bдо|\bк|\bко|\bby|\buntil|\btill|\bbefore|\bdue|\bfor|\bна|\bto|не позже|than)\s+(?:the\s+|конца\s+|в\s+)?$"
)

PAST_DAY = _any(
    r"\bвчера\b", r"\bбыл[аио]?\b", r"\bпрош(?:ел|л[аио])\b", r"\byesterday\b", r"\blast\b", r"\bago\b", r"\bwas\b", r"\bwere\b", r"\bsince\b", r"\bhad\b",
)  # fmt: skip

DECIDED = _any(
    r"\bреш(?:или|аем|ено|ил[аи]?)\b(?! (?:проблем|вопрос))", r"\bдоговорил", r"\bпостановил", r"\bутвердил", r"\bтак и (?:сделаем|решим|будем)\b",
    r"\bостановил(?:ись|ся) на\b", r"\bпереходим на\b", r"\bотказыва(?:емся|ем)\b", r"\bвыбира(?:ем|ю)\b", r"\bвыбрали\b",
    r"\b(?:значит|тогда|итак|в общем|короче|всё|все)\b,? (?:\w+ ){0,2}(?:не )?(?!закрыва|поехал|дальше|посмотр|подожд|жд)\w{3,}(?:аем|яем|им|ем)\b(?! (?:ли|потом))",
    r"\bмы передумал", r"\bпродлева(?:ем|ли)\b", r"\bс этого (?:дня|момента)\b", r"\bтеперь (?:всегда|будем)\b", r"\bсо следующ\w+ (?:раза|недели|месяца)\b",
    r"\bdecided\b(?! not to decide)", r"\b(?:the|our|a) decision\b", r"\bagreed\b", r"\bwe(?:'ll| will) go (?:with|for)\b", r"\blet's go (?:with|for)\b", r"\bwe(?:'re| are) going (?:with|for)\b",
    r"\b(?:then|so|okay|ok|right) (?!monday|tuesday|wednesday|thursday|friday|saturday|sunday|where|what|how|that)\w+ it is\b", r"\bso it's \w+ then\b", r"\bwe (?:drop|keep|use|stick with|switch to|won't|will not|stop)\b", r"\bthat's settled\b", r"\bsettled\b",
    r"\bfrom now on\b", r"\bgoing forward\b", r"\bwe choose\b", r"\bfinal(?:ly)? (?:answer|call)\b", r"\blet's (?:freeze|stop|ban|adopt)\b",
)  # fmt: skip

COMMITS = _any(
    r"\b(?:сделаю|напишу|скину|отправлю|узнаю|возьму|подготовлю|проверю|посмотрю|спрошу|позвоню|перезвоню|допишу|доделаю|закрою|обновлю|"
    r"поправлю|найду|соберу|сброшу|пришлю|договорюсь|подпишу|закажу|создам|заведу|разберусь|уточню|подам|займусь|поставлю|переименую|начну|добью|"
    r"закончу|выложу|выкачу|починю|исправлю|согласую|организую|попробую|покажу|свяжусь)\b",
    r"\bi(?:'ll| will|'m going to| am going to) (?!be\b|say\b|have to go)\w+", r"\bi can (?:do|take|write|ask|check|look|send|call|prepare|fix)\b", r"\blet me (?:do|take|write|ask|check|send|talk)\b",
)  # fmt: skip
