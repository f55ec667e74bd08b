"""How patterns are put together.

No words of any language live here.
"""

import re


def any_of(*parts: str) -> re.Pattern[str]:
    """One pattern that matches wherever any of the parts does."""
    return re.compile("|".join(f"(?:{part})" for part in parts))
