"""A meeting's report in the stable JSON shape that scripts and scorers read (`boardscribe process --json`)."""

from typing import Any

from core_api.contracts.board import CardRef
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence
from core_api.contracts.proposal import Proposal, Written
from core_api.contracts.report import MeetingReport
from core_api.locales import Translate
from core_api.usecases import costs

Json = dict[str, Any]

_ARGUMENTS = {
    "text": "text",
    "column_id": "list",
    "date": "date",
    "member_id": "member",
    "item_id": "item",
    "label_id": "label",
    "name": "name",
}
"""The field of an operation → its name in the JSON contract."""


def as_json(report: MeetingReport, say: Translate) -> Json:
    """The report as one JSON object; `say` words what was not available, and unnamed speakers."""
    transcript = report.transcript or Transcript(language=report.meeting.language or "en")
    minutes = report.minutes

    def cite(evidence: tuple[Evidence, ...]) -> list[Json]:
        return [_evidence(item, transcript, say) for item in evidence]

    return {
        "meeting": {
            "id": report.meeting.id,
            "title": report.meeting.title,
            "started_at": report.meeting.started_at.isoformat(),
            "language": transcript.language,
            "participants": [speaker_name(transcript, who.number, say) for who in transcript.speakers],
            "duration": transcript.duration,
        },
        "transcript": {"id": report.transcript_id, "segments": len(transcript.segments)},
        "summary": {
            "overview": minutes.overview if minutes else "",
            "key_points": list(minutes.key_points) if minutes else [],
            "topics": [
                {"title": topic.title, "text": topic.text, "evidence": cite(topic.evidence)}
                for topic in (minutes.topics if minutes else ())
            ],
        },
        "decisions": [
            {"text": decision.text, "evidence": cite(decision.evidence)}
            for decision in (minutes.decisions if minutes else ())
        ],
        "action_items": [
            {
                "text": item.text,
                "owner": item.owner,
                "due": item.due.isoformat() if item.due else None,
                "evidence": cite(item.evidence),
            }
            for item in (minutes.action_items if minutes else ())
        ],
        "proposals": [
            _proposal(item.proposal) | {"evidence": cite(item.proposal.evidence)} for item in report.proposals
        ],
        "heard": [
            {
                "text": item.text,
                "outcome": item.outcome,
                "reason": say(f"heard-{item.reason}"),
                "evidence": cite(item.evidence),
            }
            for item in report.heard
        ],
        "model": costs.as_json(minutes.calls if minutes else ()),
        "stale": [
            {
                "card": _card(item.card),
                "reason": say(f"stale-{item.reason}"),
                "silent": item.silent,
                "alert": item.alert,
            }
            for item in report.stale
        ],
        "discussed": [
            {"card": _card(item.card), "news": item.news, "evidence": cite(item.evidence)}
            for item in report.discussed
        ],
        "degraded": [say(f"degraded-{note}") for note in report.notes],
    }


def arguments(operation: Written) -> Json:
    """The operation's arguments under the names of the contract; empty ones are left out."""
    dumped = operation.model_dump(mode="json")
    return {name: dumped[field] for field, name in _ARGUMENTS.items() if dumped.get(field) not in (None, "")}


def speaker_name(transcript: Transcript, number: int | None, say: Translate) -> str:
    """The speaker's name, «Спикер 1» or "Speaker 1" while it is unknown, empty for nobody."""
    if number is None:
        return ""
    return transcript.name_of(number) or say("speaker", number=number)


def _proposal(proposal: Proposal) -> Json:
    return {
        "id": proposal.id,
        "operation": proposal.operation.kind,
        "card": _card(proposal.card),
        "arguments": arguments(proposal.operation),
        "confidence": round(proposal.confidence, 4),
        "route": proposal.verdict.route,
        "rule": proposal.verdict.rule,
        "runner_up": _card(proposal.runner_up),
    }


def _card(card: CardRef | None) -> Json | None:
    return {"id": card.id, "name": card.name} if card else None


def _evidence(evidence: Evidence, transcript: Transcript, say: Translate) -> Json:
    return {
        "segment": evidence.segment,
        "start": evidence.start,
        "end": evidence.end,
        "speaker": speaker_name(transcript, evidence.speaker, say),
        "quote": evidence.quote,
    }
