# History of cards and the audit's export.
cli-history-help = Tell why a card is as it is: what was changed, in whose words, who decided, and what others changed on the board.
cli-history-card-argument = The card: its number, its id, its name or a part of its name.
cli-history-board-option = Only this board, e.g. local:demo-en. Needed when cards of several boards fit.
cli-history-check-option = Instead of one card: check whether the records of all cards add up.
cli-history-which = Name either a card or --check.
cli-export-help = Write out the minutes of a meeting (export MEETING) or the audit (export changes).
cli-export-changes-help = Write all changes on boards to standard output, the oldest first.
cli-export-format-option = jsonl: one JSON object a line, everything that is recorded. csv: a table for spreadsheets, one row a changed field, commas between, UTF-8 with a byte order mark; cells that a spreadsheet would calculate begin with an apostrophe.
cli-export-board-option = Only this board's changes.
cli-export-since-option = Only changes made since then, e.g. 2026-03-01 or 2026-03-01T10:00:00+03:00.
history-nothing = Boardscribe has changed nothing on this card.
history-meeting = “{ $title }” { $when }
history-by-gate = Done without asking.
# Where it was decided: in the history and on the dashboard.
decided-where = { $channel ->
    [cli] in the terminal
    [dashboard] in the dashboard
    [telegram] in Telegram
    [max] in MAX
    [vk] in VK
    [express] in eXpress
    [matrix] in Matrix
    [webhook] over the webhook
    [web] on the approval page
   *[other] over the API
}
history-approved = Approved by { $name } ({ $where }).
history-done = Done by { $name } ({ $where }).
history-undo = Taken back by { $name } ({ $where }).
history-why = Why without asking: { $rule } ({ $confidence } sure).
history-asked = Why it asked: { $rule } ({ $confidence } sure).
history-model = Understood by { $model }, prompt { $prompt }.
history-no-model = Understood without a language model.
history-already = The board showed it already: nothing was written.
history-takes-back = Takes back { $change }.
history-undone = Undone by { $change }.
history-undone-by = Undone { $at } by { $name } ({ $change }).
history-foreign = Somebody { $field ->
    [column] moved the card on the board
    [due] changed the due date on the board
    [members] changed the members on the board
    [check] changed a checklist item on the board
    [checklist] changed the checklist on the board
    [labels] changed the labels on the board
    [name] renamed the card on the board
    [description] changed the description on the board
    [comments] changed our comment on the board
    [archived] archived the card on the board, or brought it back
   *[card] removed the card from the board, or brought it back
}
history-seen = ({ $how ->
    [write] seen when we wrote
    [webhook] the board told us
   *[snapshot] seen when the board was read
})
history-checked = { $cards ->
    [one] 1 card
   *[other] { $cards } cards
}, { $changes ->
    [one] 1 change
   *[other] { $changes } changes
} of ours, { $foreign } by others: { $wrong ->
    [0] all of it adds up.
    [one] 1 card does not add up.
   *[other] { $wrong } cards do not add up.
}
history-gap = { $card } ({ $board }): by the records, { $field } is “{ $told }”, and on the card it is “{ $found }”.
problem-card-unknown = Nothing is known of a card “{ $text }”.
problem-card-unknown-next = Kept are cards that a meeting named and cards that Boardscribe wrote to. For any other, name its board too: boardscribe history CARD --board BOARD.
dashboard-history = History of the card
dashboard-history-close = Close the history
