"""Who is meant by a name as it was said: «Юле», «Вадима», «Тамара Ильинична», "Quentin's", "Liz".

Names are looked up among the people of one board only; two people who fit make no answer, never a guess.
Built once a board with `directory`, then every text is read with `find_people`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core_api.contracts.board import Member
from core_api.language.nicknames import ORDINARY_WORDS, SHORT_FORMS
from core_api.language.script import sound
from core_api.language.spans import Token, words_of
from core_api.language.words import fold

_CYRILLIC = re.compile(r"[а-я]")
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|инич)(?:а|у|ем|ом|е)?$|(?:овн|евн|ичн|инишн)(?:а|ы|е|у|ой|ою)$")
_ADJECTIVE = 2
_DECLENSIONS = tuple(
    (re.compile(ending), cut, cases)
    for ending, cut, cases in (
        (r"ая$", _ADJECTIVE, "ая ой ую"),
        (r"ия$", 1, "я и ю ей ею"),
        (r"я$", 1, "я и е ю ей ею ь"),
        (r"(?:ов|ев|ин|ын)а$", 1, "а ой у ою ы е"),
        (r"[кгхжшчщ]а$", 1, "а и е у ой ей"),
        (r"а$", 1, "а ы е у ой ою"),
        (r"(?:ий|ый|ой)$", _ADJECTIVE, "ий ый ой ого ому им ым ом его ему"),
        (r"й$", 1, "й я ю ем е и"),
        (r"ь$", 1, "ь я ю ем е и"),
        (r"[^еиоуыэю]$", 0, "а у ом ым е ем"),
    )
)
"""The end of a name, how many letters of it change, and what they change to: the first that fits."""
_ORDER = re.compile(r"[а-я]{2}(?:[ыиуаеяо]й|[а-я]и|[иы]те|[еи]шь|[еи]шься|ь)$")
_TO_YOU = frozenset("ты вы тебе вам can could would you please".split())
_LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфыэ",
        "a b v g d e z i y k l m n o p r s t u f y e".split(),
        strict=True,
    )
) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name in a text: who fits it, and where it stands (characters, end exclusive)."""

    members: frozenset[str]
    """Ids of everyone who fits."""
    start: int
    end: int
    words: str

    @property
    def member(self) -> str | None:
        """The one person who fits, else None."""
        return next(iter(self.members)) if len(self.members) == 1 else None


@dataclass(frozen=True, slots=True)
class Directory:
    """The forms in which the people of one board may be named."""

    forms: Mapping[str, frozenset[str]]
    """A folded word (first name, short form, surname; any case) → the people it may mean."""
    surnames: frozenset[str]
    """Those of the forms that are surnames or account names, not first names."""
    sounds: tuple[tuple[str, str], ...] = ()
    """How each name of each person sounds in one script, and whose it is: for names that were misheard."""


def directory(members: Iterable[Member]) -> Directory:
    """All forms of all names of these people."""
    forms: dict[str, set[str]] = {}
    surnames: set[str] = set()
    sounds: dict[tuple[str, str], None] = {}
    for member in members:
        parts = [plain(part) for part in re.split(r"[^\w]+", member.name) if part]
        parts = [part for part in parts if not _PATRONYMIC.search(part)]
        for place, part in enumerate(parts):
            sounds |= dict.fromkeys((sound(name), member.id) for name in (part, *SHORT_FORMS.get(part, ())))
            for form in _first_forms(part) if place == 0 or part in SHORT_FORMS else inflections(part):
                forms.setdefault(form, set()).add(member.id)
                if place and part not in SHORT_FORMS:
                    surnames.add(form)
        if member.username and len(member.username) > 3:
            forms.setdefault(plain(member.username), set()).add(member.id)
            surnames.add(plain(member.username))
    fixed = {form: frozenset(ids) for form, ids in forms.items()}
    return Directory(fixed, frozenset(surnames), tuple(sounds))


def find_people(text: str, people: Directory) -> tuple[PersonMention, ...]:
    """Everyone of the directory whom the text names, in order."""
    tokens = words_of(text)
    found: list[PersonMention] = []
    at = 0
    while at < len(tokens):
        fits = people.forms.get(plain(tokens[at].word))
        if fits is None or _ordinary(text, tokens, at, fits, people):
            at += 1
            continue
        stop, fits = _extend(tokens, at, fits, people)
        start, end = tokens[at].start, tokens[stop - 1].end
        found.append(PersonMention(fits, start, end, text[start:end]))
        at = stop
    return tuple(found)


def resolve(name: str, people: Directory) -> str | None:
    """The id of the one person whom a name means; None when nobody or several fit."""
    tokens = words_of(name)
    sets = [people.forms[word] for token in tokens if (word := plain(token.word)) in people.forms]
    if not sets:
        return None
    common = frozenset.intersection(*sets)
    strange = [token for token in tokens if plain(token.word) not in people.forms]
    if (
        any(not _PATRONYMIC.search(plain(token.word)) for token in strange)
        and len(sets) < 2
        and len(tokens) > 1
    ):
        first_only = plain(tokens[0].word) not in people.surnames
        if first_only and len(common) == 1 and any(_surname_known(people, member) for member in common):
            return None
    return next(iter(common)) if len(common) == 1 else None


def plain(word: str) -> str:
    """A folded word without accents: "Joaquín" → `joaquin`; «й» stays."""
    folded = fold(word)
    if _CYRILLIC.search(folded):
        return folded
    return "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))


def inflections(name: str) -> frozenset[str]:
    """A Russian name in its cases; a name in another script as it is, with its possessive."""
    if not _CYRILLIC.search(name):
        return frozenset((name, *((name[:-1],) if name.endswith("ss") else ())))
    for ending, cut, cases in _DECLENSIONS:
        if ending.search(name) and not (cut == _ADJECTIVE and name in SHORT_FORMS):
            forms = frozenset(name[: len(name) - cut] + case for case in cases.split())
            return forms | {name} | _short_call(name) | _fleeting(name)
    return frozenset((name,))


def _fleeting(name: str) -> frozenset[str]:
    """«Павел» → «Павла», «Пётр» → «Петра»."""
    if re.search(r"[бвгджзклмнпрстфхцчшщ]е[лкц]$", name):
        stem = name[:-2] + name[-1]
        return frozenset(stem + end for end in ("а", "у", "ом", "е"))
    if name == "лев":
        return frozenset(("льва", "льву", "львом", "льве"))
    return frozenset()


def _short_call(name: str) -> frozenset[str]:
    """The spoken call without its ending: «Юль», «Саш», «Марин»."""
    if name.endswith("ья") or len(name) < 4 or name[-1] not in "ая":
        return frozenset()
    return frozenset((name[:-1] + "ь",) if name[-1] == "я" else (name[:-1],))


def _first_forms(name: str) -> frozenset[str]:
    """A first name, its short forms (and the full ones, when a short one stands on the board), in all cases."""
    shorts = SHORT_FORMS.get(name, ())
    fulls = tuple(full for full, short in SHORT_FORMS.items() if name in short)
    forms: set[str] = set()
    for variant in (name, *shorts, *fulls):
        forms |= inflections(variant)
        if _CYRILLIC.search(variant):
            forms.add("".join(_LETTERS.get(char, char) for char in variant))
    return frozenset(forms)


def _surname_known(people: Directory, member: str) -> bool:
    return any(member in people.forms[form] for form in people.surnames)


def _ordinary(text: str, tokens: tuple[Token, ...], at: int, fits: frozenset[str], people: Directory) -> bool:
    """True when the word is more likely an ordinary one: no capital letter, and nothing round it calls anybody."""
    token = tokens[at]
    if token.word not in ORDINARY_WORDS and len(token.word) > 2:
        return False
    if text[token.start].isupper():
        begins = token.start == 0 or text[: token.start].rstrip()[-1:] in ".!?…"
        following = text[token.end : token.end + 1]
        return (
            begins
            and following != ","
            and token.word in ("слава", "will", "may", "mark", "bill", "тема", "поле")
        )
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return not (following in _TO_YOU or _ORDER.search(following))


def _extend(
    tokens: tuple[Token, ...], at: int, fits: frozenset[str], people: Directory
) -> tuple[int, frozenset[str]]:
    """Take in the surname or the patronymic that follows."""
    stop = at + 1
    while stop < len(tokens) and tokens[stop].start - tokens[stop - 1].end <= 2:
        word = plain(tokens[stop].word)
        both = fits & people.forms.get(word, frozenset())
        if both and word in people.surnames:
            fits, stop = both, stop + 1
        elif _PATRONYMIC.search(word) and _CYRILLIC.search(word) and stop == at + 1:
            stop += 1
        else:
            break
    return stop, fits
