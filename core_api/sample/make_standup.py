"""Makes the English sample recording from its text: flite speaks, sox shapes, PyAV encodes.

What lives here: the synthesis of ``standup-en.ogg`` and of ``standup-en.timings.json`` (who spoke when) from
``standup-en.json``. The same text and the same tools give the same files.
What must never: anything that the product needs at run time. Nobody imports this module; the recording is
committed, and flite and sox are needed only to make it anew.
"""

from __future__ import annotations

import argparse
import array
import json
import shutil
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

HERE = Path(__file__).resolve().parent
RATE = 16_000
"""Samples a second of everything that is made here."""
BIT_RATE = 32_000
"""Bits a second of the Opus stream: four minutes stay under one megabyte."""
LEAD_IN = 0.5
"""Seconds of silence before the first turn and after the last one."""
LEVEL_DB = -3
"""Peak of every turn, so that no voice is quieter than another."""


class MissingToolError(Exception):
    """A program that the synthesis needs is not installed."""


@dataclass(frozen=True)
class Voice:
    """One voice: a flite voice, and the sox effects that make another person of it."""

    flite: str
    effects: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """One turn of the talk: who, in which voice, after how many seconds of silence, what."""

    speaker: str
    voice: str
    pause: float
    text: str


@dataclass(frozen=True)
class Span:
    """Where one turn lies in the recording, in seconds."""

    speaker: str
    start: float
    end: float
    text: str


def read_script(path: Path) -> tuple[dict[str, Voice], list[Turn]]:
    """Give the voices by name and the turns in order."""
    script = json.loads(path.read_text(encoding="utf-8"))
    voices = {name: Voice(v["flite"], tuple(v["effects"])) for name, v in script["voices"].items()}
    turns = [Turn(t["speaker"], t["voice"], float(t["pause"]), t["text"]) for t in script["turns"]]
    return voices, turns


def tool(name: str) -> str:
    """Give the path of an installed program; MissingToolError, with what to do, when it is absent."""
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"{name} is not installed. On Debian: apt-get install flite sox")
    return found


def speak(turn: Turn, voice: Voice, folder: Path) -> array.array[int]:
    """Synthesise one turn: 16-bit samples at RATE, no silence at either end. A failed tool raises."""
    raw, shaped = folder / "raw.wav", folder / "shaped.wav"
    subprocess.run([tool("flite"), "-voice", voice.flite, "-t", turn.text, "-o", str(raw)], check=True)
    trim = ["silence", "1", "0.02", "0.2%", "reverse", "silence", "1", "0.02", "0.2%", "reverse"]
    effects = [*voice.effects, "rate", "-v", str(RATE), *trim, "norm", str(LEVEL_DB)]
    # -R and -D: no random numbers and no dither, so that the samples are the same every time
    subprocess.run(
        [tool("sox"), "-R", "-D", str(raw), "-b", "16", "-c", "1", str(shaped), *effects], check=True
    )
    with wave.open(str(shaped), "rb") as reader:
        samples = array.array("h", reader.readframes(reader.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def assemble(voices: dict[str, Voice], turns: list[Turn]) -> tuple[array.array[int], list[Span]]:
    """Speak all turns; give the samples of the whole and where each turn lies. No such voice: KeyError."""
    samples = array.array("h", bytes(2 * int(LEAD_IN * RATE)))
    spans: list[Span] = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in turns:
            if spans:
                samples.extend(array.array("h", bytes(2 * int(turn.pause * RATE))))
            start = len(samples) / RATE
            samples.extend(speak(turn, voices[turn.voice], Path(folder)))
            spans.append(Span(turn.speaker, round(start, 3), round(len(samples) / RATE, 3), turn.text))
    samples.extend(array.array("h", bytes(2 * int(LEAD_IN * RATE))))
    return samples, spans


def encode(samples: array.array[int], path: Path) -> None:
    """Write the samples as Opus in Ogg, mono, without a clock or a random serial number in the file."""
    options = {"fflags": "+bitexact", "serial_offset": "1"}
    with av.open(str(path), "w", format="ogg", options=options) as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        size = RATE // 50
        for start in range(0, len(samples), size):
            piece = np.frombuffer(samples[start : start + size], dtype=np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_timings(spans: list[Span], seconds: float, path: Path) -> None:
    """Write who spoke when, one turn a line, so that a change shows in a diff."""
    lines = (json.dumps(vars(span), ensure_ascii=False) for span in spans)
    body = ",\n    ".join(lines)
    path.write_text(f'{{\n  "duration": {seconds},\n  "turns": [\n    {body}\n  ]\n}}\n', encoding="utf-8")


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line; the defaults make the committed files."""
    parser = argparse.ArgumentParser(description="Make the English sample recording. Needs flite and sox.")
    for option, name, meaning in (
        ("--script", "standup-en.json", "the text and the voices, to read"),
        ("--audio", "standup-en.ogg", "the recording, to write"),
        ("--timings", "standup-en.timings.json", "who spoke when, to write"),
    ):
        parser.add_argument(option, type=Path, default=HERE / name, metavar="PATH", help=meaning)
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Make the recording; exit code 0, or 3 when a program is missing."""
    arguments = parse_arguments(argv)
    try:
        samples, spans = assemble(*read_script(arguments.script))
    except MissingToolError as missing:
        sys.stderr.write(f"{missing}\n")
        return 3
    encode(samples, arguments.audio)
    seconds = round(len(samples) / RATE, 3)
    write_timings(spans, seconds, arguments.timings)
    size = arguments.audio.stat().st_size
    sys.stdout.write(f"{arguments.audio.name}: {seconds} s, {size} bytes, {len(spans)} turns\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
