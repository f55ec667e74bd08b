"""What people say when they ask, report, doubt and take back, in Russian and in English.

Patterns only, one file a matter. They read sentences in lower case with ё as е.
"""

from llm_service.extract.cues.answers import (
    COMMITS,
    DECIDED,
    NO,
    SMALL_PROMISE,
    YES,
)
from llm_service.extract.cues.days import (
    BEFORE_DATE,
    DUE_PROMISE,
    DUE_STRONG,
    PAST_DAY,
)
from llm_service.extract.cues.doubt import (
    HEDGED,
    HYPOTHETICAL,
    JOKE,
    LAUGHED,
    NEGATION,
    NO_NEWS,
    NOT_NOW,
    OTHER_TEAM,
    RETRACTED,
    STAYS,
    TAKES_ALL_BACK,
    UNDECIDED,
)
from llm_service.extract.cues.orders import (
    ARCHIVE,
    CREATE,
    DONE_DEED,
    DONE_ORDER,
    LABEL,
    MOVE_VERB,
    RENAME,
    RESTORE,
    START,
)
from llm_service.extract.cues.parts import (
    ADD_ITEM,
    TAKE_OTHER,
    TAKE_SELF,
    THOSE,
    TICK,
    UNDONE_ITEM,
    UNDONE_SO,
    UNTICK,
)

__all__ = [
    "ADD_ITEM",
    "ARCHIVE",
    "BEFORE_DATE",
    "COMMITS",
    "CREATE",
    "DECIDED",
    "DONE_DEED",
    "DONE_ORDER",
    "DUE_PROMISE",
    "DUE_STRONG",
    "HEDGED",
    "HYPOTHETICAL",
    "JOKE",
    "LABEL",
    "LAUGHED",
    "MOVE_VERB",
    "NEGATION",
    "NO",
    "NOT_NOW",
    "NO_NEWS",
    "OTHER_TEAM",
    "PAST_DAY",
    "RENAME",
    "RESTORE",
    "RETRACTED",
    "SMALL_PROMISE",
    "START",
    "STAYS",
    "TAKES_ALL_BACK",
    "TAKE_OTHER",
    "TAKE_SELF",
    "THOSE",
    "TICK",
    "UNDECIDED",
    "UNDONE_ITEM",
    "UNDONE_SO",
    "UNTICK",
    "YES",
]
