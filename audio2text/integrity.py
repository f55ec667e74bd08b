"""Whether a file breaks off, where the decoder cannot see it: containers that say how long they are, or that they end.

What must never live here: decoding.
"""

from pathlib import Path

_STREAMED = (0, 0xFFFFFFFF)
_TAIL = 70_000
_LAST_PAGE = 0x04


def breaks_off(path: Path) -> bool:
    """True when a RIFF file is shorter than its header says, or an Ogg file has no last page."""
    size = path.stat().st_size
    with path.open("rb") as handle:
        head = handle.read(8)
        if head[:4] == b"RIFF":
            declared = int.from_bytes(head[4:8], "little")
            return declared not in _STREAMED and size < declared + 8
        if head[:4] == b"OggS":
            handle.seek(max(0, size - _TAIL))
            tail = handle.read()
            page = tail.rfind(b"OggS")
            return not (0 <= page < len(tail) - 5 and tail[page + 5] & _LAST_PAGE)
    return False
