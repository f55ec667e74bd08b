"""The signs in front of lines: one look tells what a message is about. Signs only, no words."""

ASKS = "🟡"
CARD = "📌"
SAID = "🎙"
WARNS = "⚠️"
SILENT = "🔕"
STEP = "✏️"
OCCASIONS = {"meeting": "📋", "reminder": "🔔", "daily": "🗓", "escalation": "⏫"}
OUTCOMES = {
    "approved": "✅",
    "edited": "✏️",
    "other_card": "🔀",
    "noted": "💬",
    "rejected": "❌",
    "applying": "⏳",
    "applied": "✅",
    "failed": "⚠️",
    "unknown": "❓",
    "undone": "↩️",
    "superseded": "♻️",
    "expired": "⌛",
    "waiting": "⏸",
}
