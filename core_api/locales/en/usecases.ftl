# What the use cases refuse.
problem-file-missing = There is no file { $path }.
problem-file-missing-next = Check the path.
problem-file-unreadable = { $name } cannot be read: { $detail }
problem-file-unreadable-next = Check the file's rights and the free space on the disk.
problem-timezone-unknown = There is no time zone “{ $zone }”.
problem-timezone-unknown-next = Set BOARDSCRIBE_TIMEZONE to a name such as Europe/Moscow.
problem-glossary-unreadable = The glossary { $path } cannot be read.
problem-glossary-unreadable-next = It must be a JSON object of what is heard and what is meant, e.g. {"{"}"room": "RUMA"{"}"}.
problem-role-unknown = “{ $role }” is no role of a column.
problem-role-unknown-next = Choose one of: { $roles }.
problem-no-meeting-yet = No meeting about { $board } has been processed yet.
problem-no-meeting-yet-next = boardscribe process FILE --board { $board }
problem-edit-empty = Nothing was entered.
problem-edit-empty-next = Enter the new value, or reject the proposal.
problem-day-not-understood = “{ $text }” is no day that can be understood.
problem-day-not-understood-next = Say it like “next Friday”, “in two weeks” or 2026-03-06.
problem-nothing-to-edit = This change ({ $operation }) has nothing to edit.
problem-nothing-to-edit-next = Approve it, choose another card, or reject it.
problem-card-not-named = { $found ->
    [0] No card fits “{ $text }”.
   *[other] { $found } cards fit “{ $text }”.
}
problem-card-not-named-next = Give the card's number, or more of its name.
problem-dashboard-missing = The dashboard is not installed.
problem-dashboard-missing-next = `make setup` brings it; then start `boardscribe serve` beside it.
degraded-no-board = No board was named, so nothing was matched.
rule-second-look = the first card was wrong; this is the next best
model-costs = The model: { $requests ->
    [one] { $requests } request
   *[other] { $requests } requests
  }, { $tokens } tokens.
model-costs-kept = Answered before, and free: { $count }.
model-costs-money = Cost: { $cost } { $currency }.
problem-model-download = { $model } could not be fetched: { $detail }
problem-model-download-next = Check the name and the connection, or put the model's files into the models folder by hand.
rule-planned-again = planned again, so a person decides
problem-fact-not-found = There is no fact { $id } in these minutes.
problem-fact-not-found-next = Look the meeting up again: boardscribe meeting show.
problem-meeting-not-ready = The meeting { $id } has no plan yet.
problem-meeting-not-ready-next = Wait until it has been matched to its board.
problem-meeting-without-board = The meeting { $id } has no board.
problem-meeting-without-board-next = Hand it in again with --board.
problem-meeting-told-otherwise = This file is the meeting { $id } already, understood as begun on { $started } and in the language it was told then.
problem-meeting-told-otherwise-next = Leave those options out, or hand it in as another meeting with --again (and take the first back: boardscribe undo --meeting { $id }).
problem-other-card-impossible = This change cannot be made on “{ $name }”.
problem-other-card-impossible-next = Choose another card, or reject the proposal.
