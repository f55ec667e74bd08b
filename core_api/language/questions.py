"""What a question is about: its words without those that only ask."""

from collections.abc import Iterable

from core_api.language.words import stem, stems, tokens

QUESTION_WORDS: frozenset[str] = frozenset(
    "who whom whose what which when where why how much many did does do done decide decided happen happened "
    "say said tell told long often about any someone anybody agree agreed plan planned meeting discuss "
    "discussed кто кого кому кем чей чья чье что чего чему чем какой какая какое какие каком какую каких "
    "когда где куда откуда почему зачем как сколько насколько ли будет будут было был была решили решено "
    "сказал сказала сказали говорил говорила говорили говорит говорят думает думают считает talk talked "
    "summarize summarise summary summarized describe explain discussion discussions discussing opinion "
    "opinions mentioned расскажи опиши перескажи обсуждение обсуждении итог итоги мнение talks think thinks "
    "saying says обсуждал обсуждала обсуждали обсудили договорились случилось встреча встрече насчет "
    "касательно про поводу".split()
)
"""Words that ask, not words that are asked about."""

_OF_A_KIND: frozenset[str] = frozenset(
    "promise promised promises promising commit committed commitment commitments decision decisions take took taken"
    " make made give gave given something anything everything all us we team meetings обещал обещала обещали обещает"
    " пообещал пообещала пообещали обещания обещание обещано дал дала дали давал взял взяла взяли решил решила решения"
    " решение решений решать принял приняла приняли приняты принято себя нибудь все всё встреч встречи"
    " встречах команда мы".split()
)
"""Words that only say what kind of thing is asked for, where all of a kind is."""


def asked_about(question: str) -> list[str]:
    """The stems of the question's words that are asked about, in order."""
    return [stem(token) for token in _content(question)]


def subject(question: str, names: Iterable[str] = ()) -> list[str]:
    """The same without who is asked about and without what kind of thing is asked for; empty where that is all."""
    left_out = {word for name in names for word in stems(name)}
    kept = (stem(token) for token in _content(question) if token not in _OF_A_KIND)
    return [word for word in kept if word not in left_out]


def is_of_a_kind(question: str) -> bool:
    """Whether nothing in particular is asked about: all that was promised, all that was decided."""
    return all(token in _OF_A_KIND for token in _content(question))


def _content(question: str) -> list[str]:
    content = [token for token in dict.fromkeys(tokens(question)) if token not in QUESTION_WORDS]
    return [token for token in content if stems(token)]
