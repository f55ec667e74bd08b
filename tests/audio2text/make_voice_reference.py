"""Makes `voice_reference.json` with the original Resemblyzer under torch: what our NumPy encoder must equal.

Not a test and never imported. Run once, in an environment that has torch, librosa and resemblyzer:
`python tests/audio2text/make_voice_reference.py tests/audio2text/voice_reference.json`.
"""

import json
import sys
from pathlib import Path

import numpy as np
from resemblyzer import VoiceEncoder
from resemblyzer.audio import wav_to_mel_spectrogram

sys.path.insert(0, str(Path(__file__).parent))
from voices import synthetic_voice


def main(target: Path) -> None:
    """Write three seeds with their mel sums and the 256 figures of each."""
    encoder = VoiceEncoder("cpu", verbose=False)
    cases = []
    for seed, pitch in ((1, 110.0), (2, 180.0), (3, 240.0)):
        wave = synthetic_voice(seed, pitch, seconds=2.0)
        mel = wav_to_mel_spectrogram(wave)
        vector = encoder.embed_utterance(wave, rate=2.5)
        cases.append(
            {
                "seed": seed,
                "pitch": pitch,
                "mel_frames": len(mel),
                "mel_first": [float(value) for value in mel[50]],
                "vector": [float(value) for value in vector],
            }
        )
    target.write_text(json.dumps(cases) + "\n", encoding="utf-8")
    assert np.isfinite([case["vector"] for case in cases]).all()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
