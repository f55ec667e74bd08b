"""The published `.proto` of the messengers' service says what travels."""

from pathlib import Path

from core_api.wire.command import published
from core_api.wire.descriptors import described
from notifier.actions import SERVICE
from tests.wire.test_messages import compiled

PUBLISHED = Path(__file__).parents[2] / "notifier" / "notifier.proto"


def test_the_published_file_is_the_generated_one() -> None:
    """Field numbers are the fields' places: new fields go to the end, or both ends are renewed together."""
    assert PUBLISHED.read_text(encoding="utf-8") == published("notifier", SERVICE)


def test_the_text_means_to_a_compiler_what_we_send(tmp_path: Path) -> None:
    ours, _notes = described(SERVICE)
    theirs = compiled(tmp_path, PUBLISHED.read_text(encoding="utf-8"))
    theirs.name = ours.name
    assert theirs == ours
