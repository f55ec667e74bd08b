# The immediate answer to a press; only the presser sees it.
toast-accepted = Accepted, applying it
toast-noted = Kept as a note
toast-rejected = Rejected
toast-already-decided = Decided already
toast-already-decided-by = Decided already: { $name }
toast-not-yours = This is not yours to decide
toast-stale = The question has changed, see the new message
toast-expired = The time to answer is over; it is still on the dashboard
toast-revoked = You no longer decide about this board
toast-unknown-button = This button no longer works
toast-shown = One moment…
toast-too-many = Too many presses at once, wait a minute
toast-undoing = Undoing…
