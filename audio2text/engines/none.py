"""The diarizer that tells nobody apart: every word is said by somebody."""

from audio2text.engines.ports import Voices
from audio2text.sound import Sound
from audio2text.voice_activity import Speech
from core_api.contracts.ports import Report


class NoDiarizer:
    """Leaves every segment without a speaker, on request."""

    def diarize(self, sound: Sound, speech: Speech, speakers: int | None, report: Report) -> Voices:
        """No turns."""
        return Voices()
