"""The words by which somebody tries to steer the program itself instead of speaking to people: patterns only.

All of them are for folded text on one line (`unmask.plainly`). What a match means is decided in `steering`.
"""

import re
from typing import Final

_MACHINE_RU = (
    r"ас+ист?ент(?!\w* (?:врач|директор|руководител|менеджер))|чат-?бот|бот|нейро-?сеть|нейросет\w+|"
    r"ней росеть|нейронк\w+|ии|"
    r"искусственн\w+ интеллект\w*|языков\w+ модел\w+|(?:борд|боард|бод) ?скр\w+б\w*|(?:чат ?)?(?:гпт|"
    r"джи ?пи ?ти)|"
    r"робот(?:-протоколист)?|помощник|протоколист|программа|система"
)
_MACHINE_EN = (
    r"(?:(?:ai|voice|meeting|boardscribe) )?as+ist[ae]nt|(?:chat ?)?bot|(?:board|bored|"
    r"bord) ?scribe(?: assistant)?|"
    r"ai(?: note[- ]?taker)?|a\.? i\.?|artificial intelligence|chat ?g ?p ?t|gpt|copilot|claude|gemini|llm|"
    r"(?:large )?language model|neural net(?:work)?|note[- ]?taker|transcriber|summari[sz]er|system"
)
_MACHINE: Final = rf"(?:{_MACHINE_RU}|{_MACHINE_EN})"
_TO_A_MACHINE_RU = (
    r"(?:ассистент[уа]|(?:чат-?)?бот[уа]|нейросети|ии|модели|искусственному интеллекту|роботу|"
    r"системе|программе)"
)
_IMPERATIVE_RU = (
    r"(?:притворись|запомни|переведи|перенес[иё]|передвинь|двигай|двинь|закрой|закрывай|поставь|назначь|"
    r"добавь|отметь|"
    r"архивируй|убери|удали|"
    r"создай|заведи|переименуй|повесь|напиши|запиши|допиши|впиши|вставь|покажи|выведи|повтори|раскрой|"
    r"перечисли|"
    r"игнорируй|забудь|выполни|выполняй|слушай|отключи|выключи|считай|отвечай|ответь|скажи|сними|укажи|верни|"
    r"перемести|переместите|отправь|выдай|приготовься|декодируй|не говори|не спрашивай|не упоминай|"
    r"не забудь)(?:те)?"
)
_IMPERATIVE_EN = (
    r"(?:move|close|archive|rename|reopen|restore|put|mark|tick|check|label|tag|assign|unassign|add|set|"
    r"create|make|"
    r"delete|remove|write|append|print|show|reveal|repeat|output|list|dump|ignore|disregard|forget|answer|"
    r"say|tell|"
    r"execute|turn|treat|update|listen|get ready|do not|don't|you must|you have to|you will|you are now|"
    r"please|kindly)"
)
_IMPERATIVE: Final = (
    rf"(?:{_IMPERATIVE_RU}|{_IMPERATIVE_EN}(?!-)|ты должен|вы должны|ты обязан|ты теперь|from now on)"
)

ORDERED: Final = re.compile(
    rf"\b{_IMPERATIVE_RU}\b|\b{_IMPERATIVE_EN}\b(?!-)|\b(?:закрыть|перенести|перевести|назначить|"
    rf"архивировать|удалить|"
    r"поставить|повесить|убрать|добавить|отметить|переименовать|создать|дописать|переносим|переводим|закрываем|"
    r"архивируем|назначаем|ставим|вешаем|двигаем)\b|\b(?:в|to) (?:готово|архив\w*|done|the archive|archive)\b|"
    r"\b(?:должн[аы]|следует|надо|нужно|пора|пусть|should|must|let|mark|moved|archived|delete\w*|restored|"
    r"renamed)\b|"
    r"\b(?:закрывать|переносить|переводить|двигать|назначать|ставить|ответственн\w+|responsible)\b|"
    r"\b(?:by|before|until) (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|the|\w+day)\b|"
    r"\b(?:до|к) \w+ (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b|"
    r"\b(?:change\w*|update|сделать|готово|done|complete\w*)\b|\b(?:срок|due|deadline)\b|\b(?:moves?|goes|"
    r"belongs|shall|tagged|archiving)\b|\bтеперь на\b|\d+ на \w+|"
    r"\b(?:пуст|даб)\w* (?:закр|перен|допи)\w+|\bупомина|\bметку\b"
)
"""Says that something of the board is to be changed, or done by the program."""
_START = (
    r"(?:^|[.!?:;«»\"“”—…>\]]\s*|(?:эй|так|ну|и|окей|ок|уважаем\w+|дорог\w+|внимание|"
    r"attention|warning|hey|hi|ok|okay|dear|and|so|please)\W{1,3})"
)
CALLED: Final = re.compile(
    rf"{_START}{_MACHINE}\b\W*(?:\w+\W+){{0,4}}?\b{_IMPERATIVE}\b"
    rf"|,\s*{_MACHINE}\s*[,.!?]|,\s*{_MACHINE}$"
)
"""A machine is called by its name and told to do something."""
HEADED: Final = re.compile(
    r"(?:^|[.!?«»\"“”]\s*)(?:system|система|систем|developer|разработчик|assistant|ассистент|tool|bots?|"
    r"боту?|ai|ии|"
    r"root|admin|администратор|role|роль)(?: (?:message|prompt|prom[pt]t?|промп?т|сообщение))?\s*:"
    r"|(?:^|[.!?«]\s*)(?:system (?:message|prom\w+)|системн\w+ (?:сообщени|промп?т|инструкци)\w*|"
    r"систем промп?т)\b"
    r"|\b(?:order|приказ)\s*:"
)
"""Begins as a message of a system, a developer or a tool."""
ADDRESSED: Final = re.compile(
    rf"(?:^|[.!?:;,«»\"“”]\s*)(?:to|for|attention|для|всем)\W{{1,2}}(?:(?:all|any|every|the|meeting|ai|всех|"
    rf"всем|умн\w+) )*"
    rf"(?:{_MACHINE}s?|agents?|note[- ]?takers|models?|бот(?:ов|ам)|агент\w+|ассистент(?:ов|ам)|модел(?:ей|ям)|"
    rf"нейросет(?:ей|ям)|помощник\w+)\b"
    rf"|\b(?:note|message|instructions?|orders?|commands?|lines?|phrase|this is) (?:is )?(?:to|for) "
    rf"(?:the |any |all |an? )?{_MACHINE}s?\b"
    rf"|\b(?:give|giving) the (?:system|bot|ai|assistant) (?:an order|orders)"
    rf"|\bto the (?:assistant|bot|ai|model)\s*:|\bbots? (?:shall|must|should)\b|\bhalf of the (?:command|"
    rf"order)\b"
    rf"|(?:приказ|инструкци|указани|команд|сообщени|фраз|скажу|говорю|распоряжени)\w* (?:для |"
    rf"к )?{_TO_A_MACHINE_RU}\b"
    rf"|(?:приказ|инструкци|указани|команд|фраз|скажу|говорю)\w* (?:для )?(?:бота|модели|нейросети|ии)\b"
    rf"|(?:^|[«\"“:]\s*){_TO_A_MACHINE_RU}\s*:|\bбот\w* (?:назначить|закрыть|перенести)"
)
"""Said to be for a machine."""
_ANY_MACHINE = (
    r"(?:\bassistants?\b|\b(?:chat ?)?bots?\b|\bagents?\b|\bnote[- ]?takers?|\blanguage models?|\bllms?|"
    r"\bai\b|\bcopilot|"
    r"\btranscribers?|\bsummari[sz]ers?|\bchat ?gpt|\bboardscribe|\bасс?ист[еи]нт\w*|\b(?:чат-?)?бот(?:ы|у|ам|"
    r"ов|а)?\b|"
    r"\bнейро-?сет\w+|\bнейронк\w+|\bии\b|\bязыков\w+ модел\w+|\bагент(?:ы|у|ам)\b|\bпомощник\w*|\bпротоколист\w*|"
    r"\bпротоколиру\w+|\bботомозг\w*)"
)
PRESSED: Final = re.compile(
    r"\bdisregard\b|\byou (?:must|have to|are (?:now|to|required)|will now)\b|\b(?:do not|don't) (?:tell|"
    r"mention|ask|reveal)"
    r"|\bnever mention|\b(?:previous|prior|earlier|above) (?:instructions|orders|rules|message)|"
    r"\binstructions? (?:follow|below)"
    r"|\b(?:ты|вы|тебе|вам) (?:должен|должны|обязан\w?|надлежит|следует|приказано)|\bне (?:говори|упоминай|"
    r"сообщай|показывай)"
    r"|\bникому не|\b(?:предыдущ|прежн|прошл)\w+ (?:указани|инструкци|команд|распоряжени)|\bприказываю\b|"
    r"\bвыполн\w+ (?:следующ|команд)"
)
"""The way in which orders are given to what cannot refuse."""
MACHINES: Final = re.compile(_ANY_MACHINE)
ENDED: Final = re.compile(
    r"\b(?:спасибо|thank you|thanks),? (?:бот|bot|ассистент|assistant)|\bend of (?:the )?(?:order|command)"
    r"|конец (?:приказа|команды)"
)

_ALL = r"(?:all |any |every |your |the |my |these |those )*"
SWEEPING: Final = re.compile(
    rf"\b(?:ignore|disregard|forget|override) {_ALL}(?:of )?{_ALL}(?:(?:previous|prior|above|earlier|"
    rf"other|old)\W+)*"
    r"(?:in ?structions?|rules?|prompts?|orders?|guidelines)\b"
    r"|\b(?:forget|ignore) (?:the )?(?:rules|everything) above"
    r"|(?:игнорируй\w*|забудь\w*|отмени\w*|не слушай\w*)\W+(?:\w+\W+){0,3}?(?:инструкци|инструкцы|указани|"
    r"правил|распоряжени|вказівк)\w*"
    r"|(?:прежн|прошл|предыдущ)\w+ (?:инструкци|указани|правил|распоряжени)\w* (?:отмен|не действ|больше)\w*"
    r"|\bignorier\w*\W+(?:\w+\W+){0,4}?(?:anweisung|regel|instruktion)\w*"
    r"|\bignor[ae]\w*\W+(?:\w+\W+){0,3}?(?:instruc[ct]ion|regla|istruzion|regol|consigne|règle)\w*"
    r"|\b(?:oublie|olvida|dimentica|esque[cç]a)\w*\W+(?:\w+\W+){0,3}?(?:consigne|instruc|règle|regla|"
    r"istruzion|regra)\w*"
    r"|\b(?:zignoruj|zapomnij|pomiń)\w*\W+(?:\w+\W+){0,3}?(?:instrukcj|polece)\w*"
    r"|(?:забудь|ігноруй)\w*\W+(?:\w+\W+){0,3}?(?:вказівк|інструкці)\w*"
    r"|\b(?:ignoriruy|ignoriruj|zabud)\w*\W+(?:\w+\W+){0,3}?(?:instrukt|pravil|ukazan)\w*"
    r"|忽略.{0,8}指令|無視|无视|무시"
)
"""Tells the program to forget what it was told."""
TEMPLATE: Final = re.compile(
    r"<\s*\|.{0,20}\|\s*>|<\||\|>|im_(?:start|end)|\[/?inst\]|<</?sys>>|\[/?(?:tool|system|assistant|user|"
    r"developer)[_\w ]*\]"
    r"|#{2,}\s*(?:instruction|system|response|инструкци|систем|ответ)\w*"
    r"|</?(?:system|instructions?|transcript|assistant|user|tool\w*|board|data|function\w*)\b[^>]{0,40}>"
)
"""A model's own markers."""
TOOL: Final = re.compile(
    r"[\"'](?:operation|kind|outright|card|card_id|tool|function|arguments|confidence|route|vetoes|"
    r"requests|value)[\"']\s*:"
    r"|\boutright\W{1,3}(?:true|да)\b|\bvetoes\W{1,3}(?:empty|none|пуст\w*)|\bconfidence\W{1,3}(?:one|1|"
    r"единица)\b"
    r"|\b\w+_(?:card|due|member|board|list|label|comment)\w*\s*[(,]|\btool_call\b|\bmove outright\b"
    r"|^\s*s\d{1,5}\s*\[|\"\"\"\s*\}|\}\s*\]\s*\}|`{3}"
    r"|-{3}\s*(?:end|конец)\b|>>>|<<<|‹‹‹|›››|\bend of (?:the )?(?:transcript|data|passages)\b"
    r"|\bконец (?:расшифровки|данных|отрывков)"
)
"""Tool calls and the marks that part data from instructions."""
SECRETS: Final = re.compile(
    r"\b(?:repeat|print|reveal|show|output|dump|leak|paste|tell|put|list)\b.{0,30}\b(?:(?:your|"
    r"the) (?:own )?(?:system )?"
    r"(?:prompt|instructions|configuration)|your (?:\w+ )?(?:settings|keys|tokens)|all (?:settings|keys)|"
    r"cards of (?:the )?other boards?|stands before the transcript)"
    r"|(?:повтори|покажи|выведи|раскрой|перечисли|вставь|выдай|впиши)\w*\b.{0,40}(?:сво[ийяюе]\w* |"
    r"системн\w+ |все |другой |других )"
    r"(?:системн\w+ )?(?:промп?т|инструкци|настройк|ключ|токен|досок|доски|доске)\w*|\bстоит до расшифровки"
    r"|\bwhat stands before the transcript"
)
"""Asks for what the program keeps to itself."""
TOPIC: Final = re.compile(
    r"инъекци|джейлбрейк|jailbreak|injection|\bfilter|фильтр|red team|\bwe tested\b|протестировал|проверили модель"
)
"""Speaks of such attacks as people whose product must stand them."""

META: Final = re.compile(
    rf"{_ANY_MACHINE}|инструкци|\bуказани[еяйю]|распоряжени|\bприказ|директив|\bрежим\w* (?:админ|отлад|"
    rf"разраб|бога|супер)|"
    r"\bвыполни\w* (?:команд|следующ)|\bкоманд[ау]\s*:|\bмодел[ьи],|\bдля модел|\bсистем(?:е|ам|у|ами)?\b|"
    r"протоколировани|"
    r"расшифров|\bпромп?т|\bтво[яей]\w* (?:нов\w+ )?(?:задач|роль|цель|работ)|\bпритвор|\bпредставь\b|"
    r"\bзапомни|автоматическ|"
    r"\bавтоматом\b|нейрон|\bалгоритм|\bалиса\b|\bмаруся\b|\bсири\b|гигачат|джарвис|администратор|"
    r"\binstructions?\b|\bdirectives?\b|\bdirections\b|\boverride|\bthe command\b|\bcommand\s*:|\b(?:admin\w*|"
    r"debug|root|god|"
    r"developer|sudo) mode|\bmodel,|\bfor the (?:model|machine|system)|\bsystems?\b|\bminute-taking|"
    r"\btranscri|\bprompt|"
    r"\byour (?:new |next |only )?(?:task|job|role|goal|mission)|\bpretend|\bimagine\b|\bremember this|"
    r"\bautomat|\bneural|"
    r"\balgorithm|\bsoftware\b|\balexa\b|\bsiri\b|\bcortana\b|\bjarvis\b|\bgoogle,|\bgpt|\badministrator"
    r"|\bробот|\brobot|\bумн(?:ая|ое|ый|ой)\b|\bsmart\b|\bджемини|\bgemini|\bгрок\b|\bgrok\b|дипсик|deepseek|"
    r"\bимператив|"
    r"\bimperative|\bцитат|\bquote from|\bрегламент|\bhandbook|\bслэш|\bslash\b|\bсам[аои]? (?:собой |"
    r"по себе )?(?:окаж|перейд|закро)|"
    r"\b(?:finds|moves|closes) itself|\bby itself"
)
"""Words of machines, and of giving them orders: rare where colleagues ask each other for a change."""
FROM_TEXT: Final = re.compile(
    r"\b(?:на|по) (?:сайте|ссылке)|\bon the (?:site|page|website)|\bat the link|\bfollow the link|"
    r"\b(?:описани\w+|комментари\w+|письм\w+|чат\w*|тикет\w*|смс|сообщени\w+)\b.{0,30}\b(?:сказано|написано|"
    r"написали|стоит|просят)\b|"
    r"\b(?:description|comment|letter|mail|channel|ticket|message|text|note)\b.{0,30}\b(?:says?|reads?|asks?|"
    r"wants?|tells?)\b|"
    r"\bit (?:says|reads)\b|\b(?:на|в) (?:н[её]м|ней|них) (?:написано|сказано)|"
    r"\b(?:posted|left) (?:a|an|in|on)\b|\bголосов\w+ сообщени|\bприслал\w* голосов"
)
"""Names a text, a page or a recording as the source of what is asked."""
PASSED_ON: Final = re.compile(
    r"\b(?:попросил|просил|велел|передал|приказал|требует|требуют|потребовал|распорядил|хочет, чтоб|хотят, чтоб)\w*"
    r"|\b(?:сказал[аи]?|говорит|говорят|пишет|пишут|написал[аи]?)\b[^.!?]{0,20}(?:,? что(?:бы)?\b|:)"
    r"|\bсказал[аи]?\b(?=[^.!?]{0,15}\w+(?:ть|ти)\b)|\b(?:ответил\w*|ответ от|позвонил\w*|звонил\w*)\b"
    r"|\b(?:answered|replied|called and|phoned|texted|emailed)\b"
    r"|\bот имени\b|\bпо просьбе\b|\bon behalf of\b|\bat the request of\b"
    r"|\b(?:asked|told|instructed|ordered|begged) (?:me|us|you|everyone|everybody|that|for)\b|\bpass (?:it )?on\b"
    r"|\b(?:he|she|they|customer|client|lead|manager|bank|lawyer|office)\b.{0,12}\b(?:says?|said|wants?|"
    r"demands?|insists?|requires?)\b"
)
"""Passes on what somebody else wants."""
_READS = (
    r"(?:пиш(?:ет|ут)|написал\w*|написано|прислал\w*|прилетел\w*|читаю|зачита\w+|зачитываю|цитирую|"
    r"дословно|висит текст|"
    r"spam|спам\w*|writes?|wrote|says|said|reads?|reading|quoting|messaged|literally|came in|message|mail|"
    r"ticket|comment|"
    r"письм\w+|сообщени\w+|комментари\w+|тикет\w*|слак\w*)"
)
READ_OUT: Final = re.compile(rf"\b{_READS}\b[^.!?]{{0,60}}?[:«\"“](?P<said>.+)", re.DOTALL)
"""Words of somebody else, read out."""
RELAYED: Final = re.compile(
    r"\b(?:гендир\w*|генеральн\w+|директор\w*|начальни\w+|шеф\w*|босс\w*|руководств\w+|"
    r"служб\w+ безопасности|безопасник\w*|"
    r"админ\w*|хозяин|учредител\w+)\b.{0,30}\b(?:сказал|велел|приказал|распоря|передал|просил|требу|"
    r"потребовал|разрешил)\w*"
    r"|\bпо распоряжению\b"
    r"|\b(?:ceo|cto|cfo|boss|director|management|security|admin\w*|legal|head office|headquarters|"
    r"owner)\b.{0,20}"
    r"\b(?:says?|said|told|tells|ordered|orders|wants?|asked|demands?|sent word)\b|\bby order of\b"
)
"""An order passed on from somebody with power who is not here."""
UNASKED: Final = re.compile(
    r"\bбез (?:подтвержден|вопрос|проверк|спрос|согласован|одобрен|обсужден)\w*|\bне спрашива\w+|"
    r"\bникого не спраш"
    r"|\bwithout (?:asking|confirmation|approval|review|questions)|\bno (?:more )?(?:questions|"
    r"discussion)\b|\bdo(?: not|n't) ask"
    r"|\bneeds? no approval|\b(?:treat|consider) (?:this|it) as approved|\bсчитай\w* (?:это |"
    r"уже )*(?:одобр|соглас)\w+"
    r"|(?:уже|already)\b.{0,40}(?:соглас|одобр|approv|confirm|нажал|pressed)\w*"
    r"|(?:соглас|одобр|approv|consent)\w*.{0,40}\b(?:телеграм|личк|чат|слак|почт|telegram|slack|private|"
    r"chat|message)\w*"
    r"|\bapproval is (?:already )?there|\bподтверждение (?:уже )?есть|\b(?:apply )?button was pressed|"
    r"\bкнопк\w* .{0,20}нажал\w*"
    r"|\bзачем (?:\w+ )?спраш|\bwhy (?:even )?ask|\bнечего спраш|\bобсуждению не|\bне обсужда|\bnot up for|"
    r"\bno need to ask"
    r"|\bутвержден\w* приказ|\bapproved by (?:order|the|our)|\bподтверждаю\b|\bi (?:hereby )?confirm\b"
    r"|\bсчитаем,? что|\bдопустим\b|\blet'?s (?:say|assume|pretend)|\bassum(?:e|ing)\b"
    r"|\beven if nobody said|\bдаже если не говорили|\btell nobody|\bникому не говори"
)
"""Says that nobody need be asked."""
RULES: Final = re.compile(
    r"\bтенев\w+ режим|\bshadow mode|\bkill switch|\bаварийн\w+ выключател|\bпорог\w* уверенности|"
    r"\bconfidence threshold"
    r"|\b(?:все|all) (?:изменения|changes)\b.{0,20}\bавтомат\w*|\b(?:all )?changes (?:are|is) automatic"
    r"|\bсними\w* ограничени|\blift the limits|\bрежим\w* (?:отладки|разработчика)|\b(?:debug|developer|"
    r"god) mode"
)
"""Speaks of what the program is allowed."""
SWEEPS_BOARD: Final = re.compile(
    r"\b(?:все|всю|весь|всем|всех|каждую|each|all|every|entire|whole) (?:the |of the |our )?"
    r"(?:карточ|задач|доск|бэклог|беклог|тикет|столб|колонк|cards?\b|tasks?\b|tickets?\b|board\b|backlog\b|"
    r"columns?\b|"
    r"lists?\b)\w*|\bвс[её] (?:остальное|подряд)|\bи остальн\w+|\band the (?:others|rest)\b|\beverything\b"
)
"""Means all of the board at once."""
UNNAMED: Final = re.compile(
    r"\b(?:тот,? кто|кто бы|тому,? кто|whoever|whatever|the one who|anyone who)\b.{0,40}\b(?:протокол|запис|"
    r"расшифров|notes|recording|minutes|"
    r"transcrib\w*)\w*"
    r"|\bif you (?:can |could )?(?:hear|read|see|process)|\bif you are (?:an?|the|listening)|\bесли (?:ты|"
    r"вы)\b.{0,15}(?:слыш|чита|вид)"
    r"|\bслушает\b.{0,20}\bему\b|\blistens?\b.{0,40}\btell it\b"
    r"|\bwhen you (?:write|process|summari[sz]e|prepare)\b|\bкогда будешь (?:писать|разбирать|составлять)"
    r"|\bin the (?:minutes|summary|notes)\b.{0,20}\b(?:please|say|write|put)\b"
    r"|\bв (?:протоколе|итогах|резюме)\b.{0,20}\b(?:укажи|напиши|запиши)\w*"
    r"|\b(?:программ|систем)\w*\b.{0,30}\b(?:догада|пойм)\w+|\b(?:software|system)\b.{0,25}\b(?:clever|"
    r"smart|will see)\b"
    r"|\b(?:smart|умн\w+) (?:system|систем)\w*|\bкоторый это расшифровывает"
)
"""Means whoever writes the minutes, without a name."""
