# The terminal: help, headings, prompts.
cli-help = Boardscribe turns meetings into kanban board changes: by itself when it is sure, with your word when it is not.
cli-json-option = Print one JSON object instead of text.
cli-demo-help = Show the whole loop on the sample meeting: no keys, no downloads needed.
cli-demo-language-option = Which sample meeting to play.
cli-demo-pause-option = Wait for Enter between the steps.
cli-process-help = Take a meeting (recording, video, transcript, chat export) through to the board.
cli-process-input-argument = Audio, video, .vtt, .srt, .txt, .json, .docx or a Telegram chat export (result.json).
cli-process-board-option = local:NAME, trello:ID, kaiten:ID, kanboard:ID, or file:PATH of a board in the shape of Trello's JSON export (read-only, implies --dry-run).
cli-process-started-at-option = When the meeting began, e.g. 2026-03-03T10:00:00+03:00. Relative dates are counted from it.
cli-process-title-option = The meeting's title; without it the file's name.
cli-process-language-option = The meeting's language; without it it is found out.
cli-process-minutes-language-option = The language that the minutes are written in, whatever was spoken (see BOARDSCRIBE_MINUTES_LANGUAGE).
cli-process-asr-model-option = The speech model for this run (see BOARDSCRIBE_ASR_MODEL).
cli-process-again-option = Hand the same file in as another meeting.
cli-process-dry-run-option = Say what would be done; change and keep nothing.
cli-review-help = Go through what waits for a decision: approve, edit, another card, only a note, reject.
cli-review-board-option = Only this board's questions.
cli-retrieve-help = Search texts of a file through the index that `ask` uses, in a fresh store; JSON lines in and out, for scorers.
cli-retrieve-passages-option = A file of JSON lines, a text each: {"{"}"id", "text"{"}"}.
cli-retrieve-queries-option = A file of JSON lines, a question each: {"{"}"id", "text"{"}"}.
cli-retrieve-top-option = So many texts for each question at most.
cli-ask-help = Answer a question from past meetings, with citations.
cli-ask-question-argument = The question, in Russian or English.
cli-ask-meeting-option = Only from this meeting.
cli-undo-help = Take back one change, or all of a meeting.
cli-undo-change-argument = The change's id, as `process` and `meeting show` print it.
cli-undo-meeting-option = Take back every change of this meeting, the newest first.
cli-undo-force-option = Also when somebody has changed the same field since, or the change is more than 30 days old.
cli-undo-which = Name either a change or --meeting.
cli-board-help = Boards: import, list, show, stale, mode, role, stop, policy, waiting, resume, sweep, delete, connect, disconnect, hook.
cli-board-argument = A board, e.g. local:demo-en.
cli-board-import-help = Make a local board from a file in the shape of Trello's JSON export. It starts in shadow mode.
cli-board-import-file-argument = The exported JSON file.
cli-board-import-name-option = The local board's name; without it one is made from the board's title.
cli-board-import-replace-option = Replace a local board of the same name.
cli-board-list-help = List the boards that are kept here or connected, also those that are away.
cli-board-show-help = Show a board: columns with their roles, and cards.
cli-board-stale-help = Show of which cards the last meeting spoke, which are silent and for how long.
cli-board-mode-help = shadow: ask about everything, change nothing by itself. live: change the board when sure.
cli-board-mode-argument = shadow or live.
cli-board-role-help = Say what a column means, where the guess is wrong.
cli-board-role-column-argument = The column's name or id.
cli-board-stop-help = The kill switch: stop all writing to a board at once.
cli-board-stop-off-option = Allow writing again.
cli-meeting-help = Meetings: list, show, plan.
cli-meeting-argument = The meeting's id.
cli-meeting-list-help = List the meetings, the newest first, with how far each has come.
cli-meeting-show-help = Show what came out of a meeting.
cli-meeting-plan-help = Plan a meeting again on the board as it stands now; whatever is new asks.
cli-serve-help = Serve the API on this machine, with an embedded worker.
cli-serve-no-worker-option = Only the API; run `boardscribe work` elsewhere.
cli-work-help = Run an extra worker.
cli-dashboard-help = Open the dashboard in the browser (it talks to a running `boardscribe serve`).
cli-doctor-help = Say what is missing and how to mend it.
cli-doctor-env-example-option = Print every setting as an example .env file.
cli-bad-moment = “{ $text }” is no ISO date and time, e.g. 2026-03-03T10:00:00+03:00.
cli-bad-settings = The settings cannot be used: { $detail }
env-example-head = Boardscribe's settings. Copy to .env and take the # off the lines that you change.

# Words used in tables and panels
speaker = Speaker { $number }
quoted = “{ $text }”
nothing = nothing
new-card = new card
decision = Decision:
action = To do:
asks = To decide
undone = {" "}(undone)
runner-up = Could also be: { $name }
why-asks = Why it asks: { $reason } ({ $confidence } sure).
route-auto = by itself
route-review = asks
column-card = Card
column-change = What changes
column-said = Who said it
column-route = How
column-id = Id
column-ref = Board
column-name = Name
column-cards = Cards
column-mode = Mode
column-title = Title
column-date = Date
column-board = Board
column-stage = Stage
field-column = column
field-due = due
field-members = members
field-check = checklist item
field-checklist = checklist
field-labels = labels
field-name = name
field-description = description
field-comments = comment
field-archived = archived
field-card = card
operation-comment = Comment
operation-move = Move
operation-due = Due date
operation-assign = Assign
operation-unassign = Unassign
operation-check = Tick
operation-uncheck = Untick
operation-add_check = Add to checklist
operation-label = Label
operation-unlabel = Remove label
operation-rename = Rename
operation-describe = Describe
operation-create = New card
operation-archive = Archive
operation-restore = Restore
operation-withdraw = Take back
role-queue = queue
role-working = working
role-waiting = waiting
role-done = done
mode-shadow = shadow (asks about everything, changes nothing by itself)
mode-live = live
mode-stopped = stopped
section-overview = Overview
section-decisions = Decisions
section-actions = Action items
section-would = What it would do
section-waiting = Waiting for your decision
section-applied = Changed on the board
section-questions = Open questions
section-stale = Not mentioned in this meeting
next-review = { $count ->
    [one] 1 change waits for you: boardscribe review
   *[other] { $count } changes wait for you: boardscribe review
}
stage-decode = Reading the recording
stage-listen = Looking for speech
stage-transcribe = Turning speech into text
stage-diarize = Telling the speakers apart
stage-summarize = Writing the minutes
meeting-stage-received = received
meeting-stage-transcribing = being transcribed
meeting-stage-summarizing = minutes being written
meeting-stage-matching = being matched to the board
meeting-stage-asking = waits for people
meeting-stage-done = done
meeting-stage-stopped = stopped
meeting-stage-failed = failed
meeting-none = No meetings yet: boardscribe process FILE
meeting-planned-again = { $count ->
    [0] Nothing new: what was asked is asked still.
    [one] 1 new question: boardscribe review
   *[other] { $count } new questions: boardscribe review
}
board-none = No boards yet: boardscribe board connect trello, kaiten or kanboard; or boardscribe board import FILE
board-imported = { $ref }: { $cards } cards imported.
board-roles = Columns: { $roles }. Mend a wrong guess with `boardscribe board role`.
board-shadow-hint = It is in shadow mode. When you trust it: boardscribe board mode { $ref } live
board-now-shadow = { $ref } is in shadow mode: nothing changes by itself, everything asks.
board-now-live = { $ref } is live: sure changes are made, the others ask.
board-role-set = { $column } = { $role }
board-stopped = All writing to { $ref } has stopped.
board-resumed = { $ref } may be written to again.
stale-title = { $count ->
    [0] Every card at work was mentioned in “{ $meeting }”.
    [one] 1 card at work was not mentioned in “{ $meeting }”:
   *[other] { $count } cards at work were not mentioned in “{ $meeting }”:
}
review-empty = Nothing waits for a decision.
review-title = { $number } of { $total } · { $meeting }
review-prompt = [a]pprove, [e]dit, another [c]ard, only a [n]ote, [r]eject, [s]kip, [q]uit
review-edit-prompt = New value (a column, a day such as “next Friday”, a person, a text; empty: back)
review-card-prompt = Number or part of the name of the right card (empty: back)
review-reason-prompt = Why? { $reasons }
review-came-back = “{ $card }” is asked again: { $reason }
review-left = { $count ->
    [0] Nothing is left to decide.
    [one] 1 is left to decide.
   *[other] { $count } are left to decide.
}
ask-not-discussed = Not found in what was recorded.
undo-nothing = There is nothing to take back.
serving = The API listens on { $url } (documentation: { $url }/docs).
serving-token = Its key is in { $path }.
working = The worker is running; Ctrl-C stops it.
dashboard-at = The dashboard is at { $url }.
doctor-home = This installation lives in { $path }

# doctor and /ready
check-state-ok = ok
check-state-degraded = limited
check-state-down = missing
check-database = Database
check-speech = Speech to text
check-speakers = Telling speakers apart
check-model = Language model
check-embedder = Matching by meaning
check-disk = Disk
check-dashboard = Dashboard
check-database-ok = { $kind } answers.
check-database-down = The database does not answer: check BOARDSCRIBE_DATABASE_URL. Nothing works without it.
check-disk-ok = { $free } GB free in { $path }.
check-disk-low = Only { $free } GB free in { $path }: long recordings may not fit.
check-speech-ok = { $model } is there.
check-speech-none = No speech model is named. Transcripts can be imported; for recordings put a faster-whisper model into { $path }/whisper and set BOARDSCRIBE_ASR_MODEL to its name.
check-speech-demo = demo-en understands clear English only and is meant for the demo; set BOARDSCRIBE_ASR_MODEL for real meetings.
check-speech-demo-missing = demo-en needs pocketsphinx: make setup EXTRAS=demo
check-speech-missing = { $model } is not in { $path }: put model.bin, config.json and tokenizer.json there.
check-speakers-ok = { $diarizer } is ready.
check-speakers-missing = The voice encoder's weights are missing: run `make setup`, or pip install --no-deps resemblyzer==0.1.4
check-model-ok = { $model } at { $url } answers.
check-model-none = No language model: minutes are extracted, and nearly every change asks. Set BOARDSCRIBE_LLM_URL and BOARDSCRIBE_LLM_MODEL.
check-model-down = { $model } at { $url } does not answer. Until it does, minutes are extracted, and nearly every change asks.
check-model-resting = { $model } at { $url } failed several times in a row and is left alone for { $seconds } s. Until then minutes are extracted, and nearly every change asks.
check-embedder-ok = { $model } is used.
check-embedder-none = Words are compared, not meanings. For more: make setup EXTRAS=semantic and set BOARDSCRIBE_EMBED_MODEL.
check-embedder-missing = { $model } needs sentence-transformers: make setup EXTRAS=semantic
check-dashboard-ok = boardscribe dashboard
check-dashboard-absent = Streamlit is not installed: make setup

# The demo
demo-intro = A stand-up goes in, the board changes. Watch:
demo-board = Board { $ref }: { $cards } cards, live.
demo-working = Working on { $name } …
demo-took = ({ $seconds } s)
demo-press-enter = Enter to go on
demo-step-heard = Heard
demo-about-heard-recording = The recording as text, with who said what. (demo-en hears clear English and is for trying out only; your own meetings get a real speech model.)
demo-about-heard-transcript = The meeting as text: who said what. (This one came as a transcript; recordings need a speech model.)
demo-heard-facts = { $segments } utterances, { $speakers } speakers, { $length }.
demo-step-understood = Understood
demo-about-understood = What the meeting came to, in the very words that were said. No language model was asked.
demo-understood-facts = { $facts ->
    [one] 1 fact
   *[other] { $facts } facts
}, { $decisions ->
    [one] 1 decision.
   *[other] { $decisions } decisions.
}
demo-step-matched = Matched
demo-about-matched = Each fact is looked up on the board: existing cards first, never a pile of new ones.
demo-untouched = { $count ->
    [one] 1 thing was said that must not change the board (a joke, an if, something taken back);
   *[other] { $count } things were said that must not change the board (jokes, ifs, things taken back);
}{" "}{ $stale ->
    [0] every card at work was mentioned.
    [one] 1 card at work was not mentioned.
   *[other] { $stale } cards at work were not mentioned.
}
demo-step-applied = Applied by itself
demo-about-applied = Plainly named card, plainly said change: these went through alone, each with its words and its undo.
demo-step-asked = Asked
demo-about-asked = Everything less than sure waits for a person.
demo-asked-count = { $count ->
    [one] 1 change waits. For example:
   *[other] { $count } changes wait. For example:
}
demo-step-approved = Approved
demo-about-approved = One of them approved, as `boardscribe review` or the dashboard would do it.
demo-step-undone = Undone
demo-about-undone = One change taken back. Undo is a change with a record of its own.
demo-step-answered = Answered
demo-about-answered = A question about the meeting, answered with its source.
demo-next = Everything is kept in { $home }. Look at it: boardscribe board show { $ref }, boardscribe serve, boardscribe dashboard.
    Next, for your own team:
      1. A meeting:  boardscribe process meeting.vtt --dry-run     (recordings: boardscribe doctor says which speech model to add)
      2. A board:    boardscribe board connect trello   (or kaiten, kanboard; it starts in shadow mode)
      3. A model:    set BOARDSCRIBE_LLM_URL and BOARDSCRIBE_LLM_MODEL (any OpenAI-compatible server)
prompt-again = Type one of: { $answers }
