# Messages in messengers. Bold type, quotes and links are set by notifier/wording.

# A question
message-question = { $number ->
    [0] To check
   *[other] To check · { $number } of { $total }
}
message-of-meeting = “{ $title }”, { $at }
message-board = board “{ $name }”
message-column = column “{ $name }”
message-said = Said in the meeting
message-match = Match with the card: { $level ->
    [high] high
    [medium] medium
   *[low] low
}
message-why = Why it asks: { $reason }.
message-react = Answer with a reaction:
message-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}

# What is asked now
step-field = What shall be changed?
step-value = { $field ->
    [due] Write the new due date, like “next Friday” or “in two weeks”
    [column] Write which column
    [members] Write who it is
    [labels] Write the label
    [name] Write the new name
    [description] Write what to add to the description
    [comments] Write the comment
    [checklist] Write the checklist item
    [check] Write which checklist item
    [card] Write the name of the new card
   *[none] Write the new value
}
step-card = { $found ->
    [0] No other card is like it. Press “Search” and write a number or words of the name
   *[other] Which card is it about?
}
step-search = { $found ->
    [-1] Write the card's number or words of its name
    [0] Nothing was found. Write the card's number or other words of its name
   *[other] This was found. Which card is the right one?
}
step-reason = What is wrong with it?

# What became of a question
message-outcome-approved = Approved
message-outcome-edited = Edited and approved
message-outcome-other_card = Moved to another card
message-outcome-noted = Kept as a note
message-outcome-rejected = Rejected
message-outcome-applying = Being written to the board
message-outcome-applied = Done on the board
message-outcome-failed = Could not be written
message-outcome-unknown = Not known yet whether the board took it
message-outcome-undone = Undone
message-outcome-superseded = Replaced by another proposal
message-outcome-expired = Nobody answered in time, nothing was changed
message-outcome-waiting = Decided, but not written yet
message-decided = Decided by { $name }, { $at }
message-decided-by-name = Decided by { $name }
message-reason = Reason: { $reason }
reason-wrong-card = wrong card
reason-wrong-change = wrong change
reason-already-done = done already
reason-not-said = nobody said this
reason-not-needed = not needed

# A digest
message-digest-meeting = What the meeting came to
message-digest-reminder = A reminder: your answer is awaited
message-digest-daily = Your answer is awaited
message-digest-escalation = Nobody has answered, so now it is up to you
message-digest-done = Done without asking: { $count }
message-digest-asks = { $total ->
    [0] There is nothing to ask you
   *[other] { $count ->
        [0] Everything is decided
        [one] { $count } question for you
       *[other] { $count } questions for you
    }
}
message-digest-others = { $count ->
    [one] Others are asked { $count } more question
   *[other] Others are asked { $count } more questions
}

# Getting acquainted
message-hello = Hello! This is Boardscribe.
    It listens to your team's meetings, brings what was agreed onto the board, and asks when it is not sure. Its questions will come here.

    What else you can do: /help
message-linked = Done, { $name }!
    From now on questions about your boards come here. What else you can do: /help
message-link-code-wrong = This code did not fit.
    It works once and not for long. Ask your administrator for a new one.
message-not-linked = We have not met yet.
    Ask your Boardscribe administrator for a one-time code and send it here: /start CODE

    The administrator can also link you: `boardscribe people link NAME --{ $channel } { $user }`
message-help = What you can do
    /ask question — an answer from past meetings, with quotes
    /today — what waits for you today
    /board — cards without news
    /undo — take back a recent change
    /quiet 22:00-08:00 — quiet hours, /quiet off — none
    /mute — send nothing unasked, /unmute — send again
    /lang ru, /lang en — the language
    /help — this list

    Send a recording, a voice message or a transcript, and it becomes a new meeting.
message-text-not-understood = Buttons and commands are understood here, free text is not.
    Ask about meetings: /ask question
    All commands: /help

# Questions to meetings and to the board
message-ask-empty = Write your question after the command, like: /ask when do we open sales?
message-answer-working = Looking through the meetings…
message-answer = { $answer }
message-answer-none = { ask-not-discussed }
message-board-unknown = There is no “{ $text }” among your boards.
    Your boards: { $names }
message-board-none = None of the boards is yours yet.
message-board-stale = { $count ->
    [0] No card of “{ $board }” is forgotten
    [one] { $count } card of “{ $board }” is without news
   *[other] { $count } cards of “{ $board }” are without news
}
    { $count ->
    [0] The meeting “{ $meeting }” spoke of every card at work.
    [1] The meeting “{ $meeting }” did not mention it.
   *[other] The meeting “{ $meeting }” did not mention them.
    }
message-today = Today
    Waiting for you: { $waits }. Changed without asking: { $auto }, decided by people: { $people }.
message-today-none = Nothing has changed today, and there is nothing to decide.
message-nothing-waits = There is nothing left to decide.
message-item-citation = “{ $text }”, { $at }
message-item-stale = { $text } — column “{ $column }”
message-item-waiting = { $count ->
    [one] “{ $text }”: { $count } question waits
   *[other] “{ $text }”: { $count } questions wait
}
message-item-change-auto = { $text } · { $operation } · without asking, { $at }
message-item-change-by = { $text } · { $operation } · { $name }, { $at }

# How to be asked
message-quiet-set = Quiet hours: from { $begins } to { $ends }.
    No questions come then; they wait.
message-quiet-off = There are no quiet hours any more.
message-muted = Nothing comes any more unless you ask for it.
    Questions wait on the dashboard and in the terminal. To get them again: /unmute
message-unmuted = Questions come here again.
message-language-which = Which language? /lang ru is Russian, /lang en is English.
message-language-set = All right, English from now on.

# Taking back
message-undo-list = What shall be undone?
message-undo-none = { undo-nothing }
message-undone = Undone: “{ $card }”
message-undone-more = Undone: “{ $card }”. What else shall be undone?

# Meetings that are sent in
message-meeting-which-board = Which board is “{ $title }” about?
message-meeting-received = Received: “{ $title }”.
    You will hear when it has been worked through.
message-meeting-progress = “{ $title }”: { $stage ->
    [transcribing] turning speech into text
    [summarizing] writing the minutes
    [matching] looking at the board
   *[received] waiting its turn
}
message-meeting-done = “{ $title }” is worked through
    Done without asking: { $done }. Waiting for a decision: { $asks }.
message-meeting-failed = “{ $title }” could not be worked through
message-file-too-large = { $channel ->
    [telegram] The file is too large: Telegram hands bots only files up to { $limit } MB.
   *[other] The file is too large: the messenger hands bots only files up to { $limit } MB.
    }
    Hand it in on the dashboard under “Meetings”, or with the command `boardscribe process`.{ $channel ->
    [telegram] {" "}For sending large recordings here, an administrator can run a Bot API server of your own and name its address in BOARDSCRIBE_TELEGRAM_URL: that one has no such limit.
   *[other] {""}
    }
message-file-kind = “{ $name }” does not look like a recording or a transcript of a meeting.
    Send a recording (sound or video), a voice message, or a transcript: vtt, srt, txt, json, docx.

# When an answer did not work out
message-too-many = Too many messages at once. Wait a minute and write again.
message-no-role = { $name }, you have no role on any board yet.
    Your administrator gives you one: `boardscribe people grant`
message-not-deciding = { $name }, meetings are sent in by those who decide on at least one board.
    Your administrator gives you such a role: `boardscribe people grant`
message-value-not-understood = “{ $text }” could not be understood.
message-search-none = Nothing was found for “{ $text }”.
    Write the card's number or other words of its name.
message-cancelled = All right, nothing was changed.
message-decided-by = This question was decided already: { $name }, { $at }.
message-stale = The card has changed since, so this question no longer holds.
message-expired = The time to answer is over.
    The question is still on the dashboard and can be decided there.
message-revoked = You no longer decide about this board.
    If that is a mistake, ask your administrator.
message-listen-no-sound = There is nothing to listen to: this meeting has no recording, only text.
message-write-paused = Changes to the board “{ $board }” are stopped.
    Decisions are kept, and written once writing is allowed again.
message-problem = That did not work
message-problem-unsaid = An error prevented it.
message-problem-unsaid-next = Details are on the dashboard and in the installation's log.
message-approval-link = It can be decided on a page until { $until }

# The menu of commands in Telegram: at most 256 signs each
command-ask = An answer from past meetings, with quotes
command-today = What waits for you today
command-board = Cards without news
command-undo = Take back a recent change
command-quiet = Quiet hours: /quiet 22:00-08:00
command-mute = Send nothing that I did not ask for
command-unmute = Send me questions again
command-lang = Language: ru or en
command-help = What I can do
