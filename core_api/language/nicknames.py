"""First names and the short forms people say for them, Russian and English.

Tables only. A short form may belong to several names («Саша»): the reader must not guess between people.
"""

_RU = """
александр: саша саня шура алекс санек сашка
александра: саша саня шура алекс сашка
алексей: леша лёха леха алеша лёшка
алена: аленка
алина: алинка аля
алла: аллочка
анастасия: настя ася настена настюша
анатолий: толя толик
ангелина: геля
андрей: андрюша андрюха дрон
анна: аня анюта нюра анечка
антон: антоша тоха
антонина: тоня
арина: ариша аринка
аркадий: аркаша
арсений: сеня арс
артем: тема артемка тёма
артур: артурик
богдан: бодя
борис: боря
вадим: вадик вадя
валентин: валя
валентина: валя
валерий: валера
валерия: лера валера
варвара: варя
василий: вася
вера: верочка
вероника: ника вера
виктор: витя
виктория: вика
виталий: виталик
владимир: вова володя вовка
владислав: влад слава владик
вячеслав: слава славик
галина: галя
геннадий: гена
георгий: гоша жора егор
герман: гера
глеб: глебка
григорий: гриша
дарья: даша дашка
даниил: даня данила данил
данила: даня
денис: деня дэн ден
дмитрий: дима митя димон димка
евгений: женя жека
евгения: женя
егор: егорка гоша
екатерина: катя катерина катюша катька
елена: лена алена леночка
елизавета: лиза
захар: захарка
зинаида: зина
зоя: зоечка
иван: ваня ванек
игорь: игорек гоша
илья: илюша илюха
инна: инночка
ирина: ира иришка
карина: кариша
кирилл: кира кирюша кирюха кирюша
константин: костя костян
кристина: крис
ксения: ксюша оксана
лариса: лара
лев: лева
леонид: леня
лидия: лида
любовь: люба
людмила: люда мила
максим: макс максимка
маргарита: рита марго
марина: маришка
мария: маша маруся машка
марк: марик
матвей: мотя
михаил: миша мишаня мишка
надежда: надя
наталья: наташа ната наталия
наталия: наташа ната наталья
никита: никитос ника
николай: коля колян
нина: ниночка
оксана: ксюша ксана
олег: олежа
олеся: леся
ольга: оля лёля
павел: паша пашка
петр: петя
полина: поля
раиса: рая
регина: рина
роман: рома ромка
ростислав: слава
руслан: русик
рустам: рустик
савелий: сава
светлана: света светик лана
святослав: слава
семен: сеня
сергей: сережа серега
снежана: снежа
софия: соня софья
софья: соня софия
станислав: стас слава
степан: степа
таисия: тая
тамара: тома
татьяна: таня
тимофей: тима
тимур: тима
ульяна: уля
федор: федя
эдуард: эдик
элеонора: эля
эльвира: эля
юлия: юля юлька юлечка
юрий: юра
яков: яша
яна: яночка
ярослав: слава ярик
ярослава: слава
"""

_EN = """
abigail: abby
agnieszka: aga agusia
alexander: alex sasha al xander
alexandra: alex sasha lexi
alfred: alfie fred
alice: ally
allison: ally
amanda: mandy
amelia: amy millie
andrew: andy drew
angela: angie
anthony: tony
antonio: toni tony
arthur: art
barbara: barb babs
beatrice: bea
benjamin: ben benny
bernard: bernie
bradley: brad
caroline: carrie
catherine: kate cathy katie cat
charles: charlie chuck chas
charlotte: charlie lottie
christina: chris tina chrissy
christine: chris chrissy
christopher: chris kit
clifford: cliff
cynthia: cindy
daniel: dan danny
danielle: dani
david: dave davey
deborah: deb debbie
dominic: dom
donald: don
dorothy: dot dottie
douglas: doug
edward: ed eddie ted ned
edwin: ed
eleanor: ellie nell
elizabeth: liz beth lizzie betty eliza libby
emily: em
emma: em
ethan: eth
frances: fran
francesca: fran
francis: frank
frederick: fred freddie
gabriel: gabe
gabriella: gabby
geoffrey: geoff
gerald: gerry jerry
gregory: greg
harold: harry hal
harriet: hattie
henry: harry hank
isaac: ike
isabel: izzy bel
isabella: bella izzy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
janet: jan
jeffrey: jeff
jennifer: jen jenny
jeremy: jerry
jessica: jess jessie
john: johnny jack
jonathan: jon
joseph: joe joey
josephine: jo josie
joshua: josh
judith: judy
julia: jules
julian: jules
katarzyna: kasia kaska
katherine: kate katie kathy kat
kathleen: kath kathy
kenneth: ken kenny
kimberly: kim
krzysztof: krzysiek krzys
laura: laurie
lawrence: larry
leonard: len leo
leonardo: leo
lillian: lily
louis: lou
louise: lou
lucas: luke
madeleine: maddie
madison: maddie
malgorzata: gosia malgosia
margaret: maggie meg peggy
martin: marty
matthew: matt
maximilian: max
megan: meg
melissa: mel
michael: mike mick mikey
michelle: shelly
mohamed: mo
mohammed: mo
natalie: nat
nathan: nate nat
nathaniel: nate nathan nat
nicholas: nick nicky
nicole: nicky nikki
oliver: ollie
olivia: liv livvy
pamela: pam
patricia: pat patty trish
patrick: pat paddy
penelope: penny
peter: pete
philip: phil
phillip: phil
rachel: rach
raymond: ray
rebecca: becky becca
richard: rick dick ricky rich
robert: rob bob bobby robbie
ronald: ron
russell: russ
samantha: sam
samuel: sam sammy
sarah: sally
sebastian: seb
stanley: stan
stephanie: steph
stephen: steve
steven: steve
stuart: stu
susan: sue suzy
tabitha: tabby
terence: terry
teresa: terry tess
theodore: theo ted teddy
theresa: terry tess
thomas: tom tommy
timothy: tim
tobias: toby
tomasz: tomek
valerie: val
vanessa: nessa
veronica: ronnie
victoria: vicky tori
vincent: vince
virginia: ginny
walter: walt
wesley: wes
william: will bill billy liam
wojciech: wojtek
zachary: zach zack
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    rows = (line.replace("ё", "е").split(":") for line in table.strip().splitlines())
    return {name: tuple(dict.fromkeys(short.split())) for name, short in rows}


SHORT_FORMS: dict[str, tuple[str, ...]] = _read(_RU) | _read(_EN)
"""A folded first name → its short forms, folded."""

ORDINARY_WORDS: frozenset[str] = frozenset(
    "вера веры вере веру верой надежда надежды надежде надежду любовь света свет свете свету светом слава"
    " славы славе славу роза рома гала тема темы теме тему темой лана поля полю поле полей даня крис тая"
    " майя лев льва дрон дана рая рае марк марка марки марке кира мила яна жора макс ася will art mark may"
    " bill rob sue pat grace dot ray rich don mo al cat drew frank jack hope faith joy dick harry nick"
    " tony ben liam bea luke max pete dan sally penny ginny kit chuck stan len lou ed ted rose june april".split()
)
"""Names that are ordinary words as well: without a capital letter they count only as a call to somebody."""
