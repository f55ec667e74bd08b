# The dashboard: the approval desk in the browser.
dashboard-settings = Settings
dashboard-language = Language
dashboard-actor = Decisions are recorded under this name
dashboard-sections = Sections
dashboard-view-queue = To decide
dashboard-view-changes = Changes
dashboard-view-meetings = Meetings
dashboard-view-ask = Ask
dashboard-view-stale = Forgotten
dashboard-view-reliability = Reliability
dashboard-try-again = Try again
dashboard-look-up = Nothing was written. The reason is at the top of the page.
dashboard-more = Show { $count } more
dashboard-close = Close
dashboard-clear = Clear these lines
dashboard-percent = { $value }%

# A proposal
dashboard-group = { $when } · { $count } to decide
dashboard-why = Why it asks: { $reason } ({ $confidence } sure).
dashboard-shadow-auto = Shadow mode: would do this by itself
dashboard-shadow-review = Shadow mode: would ask about this
dashboard-shadow-board = “{ $board }” is in shadow mode: nothing is changed unless you apply it here.
dashboard-shadow-board-next = When you trust what you see: boardscribe board mode { $ref } live
dashboard-more-quotes = { $count ->
    [one] 1 more quote
   *[other] { $count } more quotes
}
dashboard-board-filter = Board
dashboard-all-boards = All boards

# Deciding
dashboard-apply = Apply
dashboard-edit = Edit
dashboard-other = Other card
dashboard-note = Only a note
dashboard-reject = Reject
dashboard-edit-label = { $kind ->
    [move] Column
    [due] Day
    [assign] Who
    [unassign] Who
    [label] Label
    [unlabel] Label
    [comment] Comment
    [describe] What to add to the description
    [add_check] Checklist item
   *[other] Name
}
dashboard-edit-hint = { $kind ->
    [move] One of:
    [due] As you would say it: “by Friday”, “in two weeks”, 2026-03-06. Counted from the day of the meeting.
    [assign] One of:
    [unassign] One of:
    [label] One of:
    [unlabel] One of:
   *[other] It is written as it stands here.
}
dashboard-edit-apply = Apply like this
dashboard-other-label = The right card
dashboard-other-apply = Apply to this card
dashboard-reject-why = What is wrong with it?
dashboard-decided = { $answer ->
    [note] Kept as a note only: { $title }
    [other_card] Handed to the other card: { $title }
   *[reject] Rejected: { $title }
}
dashboard-state = { $state ->
    [approved] Being written to the board: { $title }
    [applying] Being written to the board: { $title }
    [applied] On the board: { $title }
    [failed] Could not be written: { $title }
    [unknown] Not known yet whether the board has it: { $title }
    [rejected] Rejected: { $title }
    [superseded] Replaced by another proposal: { $title }
    [expired] Out of date: { $title }
    [undone] Undone: { $title }
    [shadow] Waits for a decision: { $title }
   *[open] Back in the queue: { $title }
}
dashboard-worker-away = Nobody is doing the work just now: is `boardscribe serve` or `boardscribe work` running?

# Nothing to decide
dashboard-empty-none = No meeting yet
dashboard-empty-none-next = Hand one in under “Meetings”, or in the terminal:
    boardscribe process meeting.vtt --board local:NAME
dashboard-empty-busy = “{ $title }” is being worked on
dashboard-empty-busy-next = What needs your decision will appear here. How far it is can be seen under “Meetings”.
dashboard-empty-failed = “{ $title }” could not be finished
dashboard-empty-failed-next = What stopped it, and a way to try again, is under “Meetings”.
dashboard-empty-done = All decided
dashboard-empty-done-next = What was done, and a way to take it back, is under “Changes”.

# Changes
dashboard-no-changes = Nothing has been changed on a board yet
dashboard-no-changes-next = What you apply under “To decide”, and what Boardscribe does by itself on live boards, is listed here.
dashboard-by-gate = { $at } · without asking: { $rule }
dashboard-by-person = { $at } · decided by { $name } ({ $where })
dashboard-undo = Undo
dashboard-redo = Put it back
dashboard-undo-anyway = Undo all the same
dashboard-leave = Leave it
dashboard-undo-done = Taken back: { $card }
dashboard-undo-record = Undo
dashboard-undone = Undone

# Meetings
dashboard-no-meetings = No meeting yet
dashboard-no-meetings-next = Hand in a transcript or a recording above, or in the terminal:
    boardscribe process meeting.vtt --board local:NAME
dashboard-stage-received = Received
dashboard-stage-transcribing = Being transcribed
dashboard-stage-summarizing = Minutes being written
dashboard-stage-matching = Being matched to the board
dashboard-stage-asking = Waits for decisions
dashboard-stage-done = Done
dashboard-stage-stopped = Stopped
dashboard-stage-failed = Stopped by an error
dashboard-work-transcribe = Turning speech into text
dashboard-work-summarize = Writing the minutes
dashboard-work-apply = Writing to the board
dashboard-work-advance = Putting the meeting in order
dashboard-details = Minutes
dashboard-retry = Try again
dashboard-retried = Queued again.
dashboard-hand-in = Hand in a meeting
dashboard-hand-in-file = Recording, transcript or chat export
dashboard-hand-in-board = Board
dashboard-no-board = No board: minutes only
dashboard-hand-in-send = Hand in
dashboard-hand-in-nothing = Choose a file first.
dashboard-handed-in = Received: { $title }
dashboard-heard = { $count ->
    [one] 1 thing heard that changes nothing
   *[other] { $count } things heard that change nothing
}
dashboard-no-minutes = There are no minutes yet.
dashboard-empty-minutes = Nothing was said that belongs into minutes.
dashboard-undo-all = Undo every change of this meeting
dashboard-undo-all-sure = Take back every change of this meeting? What people changed since stays.
dashboard-undo-all-yes = Yes, undo all
dashboard-undone-count = { $count ->
    [one] 1 change was taken back.
   *[other] { $count } changes were taken back.
}

# Asking
dashboard-question = Question about meetings, cards and documents
dashboard-question-example = What did we decide about the summer season?
dashboard-question-empty = Type a question first.
dashboard-ask = Ask
dashboard-thinking = Looking through the meetings …
dashboard-not-discussed-next = Try other words, or look into the meeting itself under “Meetings”.

# Forgotten cards
dashboard-no-boards = No board yet
dashboard-no-boards-next = Import one in the terminal: boardscribe board import FILE
dashboard-stale-no-meeting = No meeting about this board yet
dashboard-stale-no-meeting-next = boardscribe process FILE --board { $ref }

# Health
dashboard-health = { $count ->
    [0] Everything works
   *[other] Limited: { $names }
}

problem-api-unreachable = The API at { $url } cannot be reached.
problem-api-unreachable-next = Start it with `boardscribe serve`, then try again. Nothing is lost meanwhile.
problem-api-slow = The API at { $url } takes too long to answer.
problem-api-slow-next = Try again in a moment; what you decided may have been recorded already.
problem-api-key-wrong = The API did not accept the dashboard's key.
problem-api-key-wrong-next = Start the dashboard with `boardscribe dashboard` of the same installation, or set BOARDSCRIBE_API_TOKEN to the API's key.
problem-api-foreign = Something else than Boardscribe answers at { $url } ({ $status }).
problem-api-foreign-next = Look at BOARDSCRIBE_API_PORT and at what else uses this port.
problem-api-other-version = The API at { $url } is of another version than this dashboard.
problem-api-other-version-next = Restart `boardscribe serve` and `boardscribe dashboard` after an upgrade.
