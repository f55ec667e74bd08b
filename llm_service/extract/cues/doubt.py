"""Doubt, denial, supposition, what is taken back or not ours.

Patterns over lower-case sentences (`Sentence.low`); what a match comes to is decided elsewhere.
"""

import re

from llm_service.extract.cues.pattern import any_of

NEGATION = re.compile(
    r"(?:\bnobody\b|\bno one\b|\bникто\b|\bнельзя\b|\bрано\b|\bне\b|\bни\b|\bнет\b|\bnot\b|n't\b|\bdont\b|"
    r"\bcant\b|\bnever\b|\bno need to\b|\bwithout\b|"
    r"\bбез\b|\brather than\b|\binstead of\b|\bвместо\b)(?:(?<=t)\W+\w+(?:\W+\w+)?|(?<!t)\W+(?:надо|"
    r"нужно|стоит|будем|буду|хочу|хотим|get|to)?(?:\W*\w+)?)?\W*$"
)
"""Matched against the words before an act."""

HYPOTHETICAL = any_of(
    r"\bесли\b", r"(?<!надо )(?<!нужно )(?<!хорошо )(?<!хотел )(?<!хотела )\bбы\b", r"\bб\b",
    r"\bпредположим", r"\bдопустим", r"когда-нибудь", r"теоретически", r"\bесли бы",
    r"\bif\b(?! you (?:like|want|don't mind))", r"\bwhat if\b", r"\bsuppos(?:e|ing)\b", r"\bimagine\b",
    r"\bsomeday\b", r"\bone day\b", r"hypothetical", r"\bunless\b",
    r"\b(?:we|you|i|they|it|he|she|that) (?:could|would|might)\b(?! you)",
    r"\bwould be (?:nice|great|cool)\b", r"\bi wish\b", r"\bin theory\b", r"\bwhether\b", r"\bdepends on\b",
    r"зависит от", r"\bhow about\b", r"\bwhy don't\b", r"\bwhen (?:you|we|they|it|he|she)\b",
    r"\bas soon as\b", r"\bкак только\b", r"\bкогда (?:\w+ )?(?:начн|буд|сдела|законч|прид|появ)",
)  # fmt: skip

COUNTERFACTUAL = any_of(
    r"\bесли бы\b", r"\bвот бы\b", r"\bif only\b", r"\bif (?:we|i|they|you|he|she|it) had\b", r"\bi wish\b",
)  # fmt: skip
"""Of a world that is not: never news of this one."""

HEDGED = any_of(
    r"\bнаверно", r"\bможет\b", r"\bвозможно\b", r"\bвроде\b", r"\bкажется\b", r"\bпожалуй\b",
    r"скорее всего", r"не уверен", r"\bподума", r"потом реш", r"\bпосмотрим\b", r"\bхотя\b",
    r"\bили подожди", r"\bили нет\b", r"не знаю", r"\bmaybe\b", r"\bperhaps\b", r"\bprobably\b",
    r"\bi think\b", r"\bi guess\b", r"\bnot sure\b", r"\bsort of\b", r"\bpossibly\b", r"\bor don't\b",
    r"\bdon't know\b", r"\bmight\b", r"\bi suppose\b", r"\bideally\b", r"по идее", r"\bi would rather\b",
    r"\bа может\b", r"\bдумаю\b", r"\bhopefully\b",
)  # fmt: skip

NOT_NOW = any_of(
    r"\b(?:when|once|until|till|after|as soon as|before)\b(?! (?:the meeting|lunch))",
    r"\b(?:remind|forgot|forget)\b",
    (
        r"\b(?:asked|said|says|told|wanted|wants?|planned|plans?|hoped|almost|nearly|should have|supposed|"
        r"wish)\b"
    ),
    r"\bgoing to\b",
    r"\b(?:когда|после|пока|как только|до тех пор)\b",
    r"\b(?:напомни\w*|забыл\w*|забыть|хотел\w*|хочу|хочет|собирал\w*|просил\w*|"
    r"попросил\w*|сказал\w*|говорил\w*|планиру\w+|чуть не|почти|надо было|должн\w+)\b",
)  # fmt: skip
"""The act is told of, wished for or tied to something else: worth a question, never done unasked."""

UNDECIDED = any_of(
    r"потом реш", r"let me sleep on", r"\bsleep on it\b", r"not (?:picking|deciding)", r"can see both",
    r"не спор", r"кто (?:из (?:вас|нас) )?прав", r"\bуточн(?:ю|и|им|ите|ить)\b", r"перезвон",
    r"\bразбер(?:усь|емся|ись|итесь)\b", r"\bузна(?:ю|й|йте|ем)\b", r"\bспрошу\b", r"\bспроси\b",
    r"talk about (?:that|it|this) later", r"let me (?:talk|check|ask)",
    r"i(?:'ll| will) (?:ask|check|find out)", r"agree to disagree", r"не соглас", r"i don't agree",
    r"i disagree", r"a bit of both", r"clear as mud", r"вернемся к этому",
    r"обсудим (?:потом|позже|отдельно)", r"we (?:can|will|'ll) see", r"\bpark (?:it|that|this)\b",
    r"take (?:it|this|that) offline", r"\bзавтра решим\b", r"или подожди",
)  # fmt: skip

RETRACTED = any_of(
    r"\bотбой\b", r"\bотстав(?:ить|ь|им)\b", r"\bне (?:надо|нужно)\W*$", r"\bзабудь(?:те)?\b(?! про)",
    r"\bотмена\b", r"\bотменя(?:й|ем|ю)\b", r"\b(?:я|мы) передумал",
    r"\bберу (?:свои |эти )?(?:слова )?(?:назад|обратно)\b",
    r"\bпусть (?:\w+ ){0,2}(?:остается|остаются|останется)\b",
    r"\bоставь(?:те)?(?: (?:ее|его|их|это|все|там|где|как)|\W*$)", r"\bоставляем\b", r"\bоставим\b",
    r"\bне трога", r"\bне лезем\b", r"\bвсе как было\b", r"\bне заказываем\b",
    r"\bзабираю (?:слова|обратно)\b", r"\bвычерк(?:ни|иваем)\b", r"\bскинь со счетов\b",
    r"\bне буд(?:ем|у|ете?)\b", r"\bнет,? не\b", r"\bstrike that\b", r"\bscrap (?:that|it|this)\b",
    r"\bscratch (?:that|it)\b", r"\bnever ?mind\b", r"\bforget (?:it|that|about it|i said)\b",
    r"\bleave (?:it|that|this|them)\b", r"\btake (?:it|that|this) back\b", r"\bon second thoughts?\b",
    r"\bcancel (?:that|it)\b", r"\blet's not\b", r"\bnot accepted\b", r"\bundo that\b",
    r"\bdon't do anything\b", r"\bdon't touch\b", r"\bstays? (?:put|where|in the|as it)",
    r"\bkeep (?:it|that) (?:where|as|in)\b", r"\bdon't (?:move|close|touch|change|bother)\b",
    r"\bactually,? no\b", r"\bno,? don't\b", r"\bwe(?:'re| are) not\b.*\bafter all\b", r"\bhands off\b",
    r"\bi was wrong\b", r"\bdon't go\b", r"\bignore (?:me|that|what i)\b", r"\bdisregard (?:me|that)\b",
    r"\b(?:exactly |just )?as it was\b", r"\bas you were\b", r"\bfalse alarm\b", r"\bmy mistake\b",
    r"\bhold off\b", r"\bactually,? (?:don't|keep|leave)\b",
    r"\bcall it off\b", r"\bforget what i\b", r"\bi take (?:it|that) back\b",
    r"\bне слушай(?:те)? меня\b", r"\bне обращай(?:те)? внимания\b", r"\bложная тревога\b",
    r"\b(?:я|мы) погорячил", r"\bпроехали\b", r"\bзабе(?:й|йте)\b", r"\bотмотай",
    r"\b(?:остается|стоит|висит|работает|живет|идет|лежит) как (?:было|был|была|есть|стоял\w*|работал\w*|"
    r"висел\w*|лежал\w*|шло|шел|жил\w*)\b", r"\bвсе-таки не\b", r"\bмоя ошибка\b",
    r"\b(?:это я|я) оговорил", r"\bзабудем\b", r"\bвсе по-старому\b", r"\bоставля(?:й|йте)\b",
)  # fmt: skip

TAKES_ALL_BACK = any_of(
    r"\b(?:беру|забираю) (?:свои |эти )?(?:слова )?(?:назад|обратно)\b", r"\btake (?:it|that) back\b",
    r"\bnot accepted\b", r"\bстоп,? не\b", r"\bвсе отменя", r"\bscrap (?:all|everything)",
)  # fmt: skip
"""Everything that the meeting asked for on this card so far is taken back, however long ago."""

STAYS = any_of(
    r"\bпусть (?:\w+ ){0,2}(?:вис|лежи|стои)", r"\bpусть\b", r"где (?:висит|стоит|лежит)",
    r"\bstays? (?:put|where|in|as)", r"\bостается\b", r"\bleave it where\b", r"\bоставляем (?:в|там)\b",
)  # fmt: skip
"""The card stays in its column: only moves are taken back."""

OTHER_TEAM = any_of(
    (
        r"\b(?:проводит|делает|ведет|организует|занимается) (?:город|район|министерств\w*|управ\w*|заказчик|"
        r"служба|головн\w+|соседн\w+)"
    ),
    r"\bthe \w+ (?:people|guys|folks) are (?:doing|choosing|handling|running)\b",
    r"\bleave (?:it|that) (?:with|to) them\b",
    r"\bне мы\b", r"\bне нам\b", r"\bне наш(?:а|е|и|у|ей|его|их|ему)?\b", r"\bне к нам\b", r"\bне у нас\b",
    r"\bу них сво[йяеи]\b", r"\bих (?:доск|трекер|карточк|задач|зон)", r"\bна их доск",
    r"\bдруг(?:ая|ой|ую|ие) (?:команд|отдел)", r"\bчужая\b", r"\bу н(?:их|его) свой трекер\b",
    r"\bэто (?:делает|делают|ведет|ведут) (?!я\b|мы\b)\w+", r"\bnot (?:us|ours)\b",
    r"\bnot our (?:card|board|thing|problem|team|job|ticket|area|call)\b",
    r"\btheir (?:own )?(?:board|team|tracker|thing|card|job|designer)\b",
    r"\bbelongs? to (?:the )?\w+(?: \w+)? (?:people|team|squad|folks|guys|department)\b",
    r"\b(?:another|other|different) (?:team|squad|department)\b", r"\bsomeone else's\b",
    r"\bthat's the \w+ (?:squad|team|people|folks)\b", r"\bisn't ours\b", r"\bare not ours\b",
    r"\bthe \w+ (?:team|squad) (?:owns?|does|handles|is doing)\b", r"\bне наша зона\b",
)  # fmt: skip

JOKE = any_of(
    r"\bшуч", r"\bшутк", r"\bха-?ха", r"\bахах", r"\bприкол", r"\bjust kidding\b", r"\bkidding\b",
    r"\bjoke\b", r"\bjoking\b", r"\bhaha", r"\blol\b", r"\bдед мороз", r"\bна (?:луну|марс)\b",
    r"\bhell freezes\b", r"\bwhen pigs fly\b", r"delete (?:everything|the whole)", r"удалим все\b",
)  # fmt: skip

LAUGHED = any_of(
    r"\bпосмеялись\b", r"\bочень смешно\b", r"^\W*смешно\b", r"\b(?:это|я) (?:была? )?шут(?:ка|ил[аи]?)\b",
    r"\bшутки в сторону\b", r"\bшучу\b", r"\bпошутил[аи]?\b", r"\bhad our (?:laugh|fun)\b",
    r"\b(?:just |only |i'm )?(?:kidding|joking)\b", r"\bvery funny\b", r"\b(?:was|is|that's) a joke\b",
    r"\bjokes aside\b", r"\ball jokes\b", r"\benough (?:jokes|joking|silliness)\b", r"\bseriously though\b",
)  # fmt: skip
"""Says that what was just said was a joke."""

NO_NEWS = any_of(
    r"без изменений", r"без новостей", r"нет новостей", r"новостей нет", r"ничего нового",
    r"пока (?:ничего|тихо|без)", r"все (?:по-?прежнему|как было|так же)",
    r"не (?:начинал|брал|трогал|добрал|успел|дош)", r"руки не дош", r"\bnothing new\b",
    r"\bno (?:news|updates?|progress)\b", r"\bno changes?\W*$", r"\bnothing (?:yet|to report)\b",
    r"\bsame as (?:last|before)\b", r"\bhaven't (?:started|touched|looked|had time|begun|got to)\b",
    r"\bhave not (?:started|touched|looked|had time|begun)\b", r"\bdone nothing\b",
    r"\bdidn't (?:get to|touch|start)\b", r"\bno time for\b", r"\bstill (?:the same|just) \b",
    r"is just blocked",
)  # fmt: skip
