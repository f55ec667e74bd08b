# Boards: reading them, changing them, taking changes back.
problem-board-ref = “{ $ref }” does not name a board.
problem-board-ref-next = Write local:NAME for a board kept here, or file:PATH for a board file.
problem-board-account-missing = There is no account for { $kind } boards here.
problem-board-account-missing-next = Connect them: boardscribe board connect { $kind }
problem-board-not-found = There is no board “{ $board }” here.
problem-board-not-found-next = See what there is with “boardscribe board list”, or import one with “boardscribe board import FILE”.
problem-board-exists = There is a board “{ $board }” already.
problem-board-exists-next = Give the new one another name, or say that it may replace the old one.
problem-board-file-missing = There is no file { $source }.
problem-board-file-missing-next = Check the path of the board file.
problem-board-file-unreadable = The file { $source } cannot be read: { $reason }.
problem-board-file-unreadable-next = Check that it is a file and that you may read it.
problem-board-not-json = { $source } is not a board file: it is not JSON.
problem-board-not-json-next = Use the file that Trello gives under “Export as JSON”.
problem-board-not-a-board = { $source } is JSON, but not a board: it has neither lists nor cards.
problem-board-not-a-board-next = Use the file that Trello gives under “Export as JSON”.
problem-board-lists-missing = The board in { $source } has no lists, so its cards stand nowhere.
problem-board-lists-missing-next = Export the whole board again: a file cut down to its cards is not enough.
problem-board-malformed = { $source } is a board, but something in it cannot be read: { $place }.
problem-board-malformed-next = Mend that place in the file, or export the board again.
problem-board-duplicate = { $source } has two lists, cards or members with the id { $id }.
problem-board-duplicate-next = Remove one of them, or export the board again.
problem-board-card-misplaced = The card “{ $card }” in { $source } stands in a list that the board does not have.
problem-board-card-misplaced-next = Put the card's list into the file, or export the whole board again.
problem-board-read-only = The board { $board } is only read, never changed.
problem-board-read-only-next = Import it as a local board to change it: boardscribe board import FILE.
problem-board-stopped = Changes to the board { $board } are stopped.
problem-board-stopped-next = Allow them again: boardscribe board stop --off { $board }; what was approved is kept until then.
problem-board-set-read-only = The board { $board } has been set to read-only.
problem-board-set-read-only-next = Allow writing again: boardscribe board policy { $board } --writable; what was approved is kept until then.
problem-board-shadow = The board { $board } is in shadow mode: nothing is written there unasked, and no person decided on this.
problem-board-shadow-next = When you trust it: boardscribe board mode { $board } live. Late copies also go with boardscribe board sweep { $board }.
problem-board-cannot = The board { $board } cannot do this: { $kind }.
problem-board-cannot-next = Make the change on the board by hand, or reject the proposal.

problem-card-not-found = There is no such card on the board any more ({ $card }).
problem-card-not-found-next = Pick another card, or reject the proposal.
problem-column-not-found = The board has no column “{ $name }”.
problem-column-not-found-next = Pick a column that is there.
problem-lane-not-found = The board has no lane “{ $name }”.
problem-lane-not-found-next = Pick a lane that is there.
problem-column-closed = The column “{ $column }” is closed.
problem-column-closed-next = Open it on the board, or pick another column.
problem-member-not-found = Nobody on the board is “{ $name }”.
problem-member-not-found-next = Pick a member of the board.
problem-label-not-found = The board has no label “{ $name }”.
problem-label-not-found-next = Pick a label that is there.
problem-item-not-found = The card “{ $card }” has no such checklist item any more.
problem-item-not-found-next = Look at the card's checklist and decide again.

problem-card-changed = Somebody changed the same thing on the card meanwhile, so nothing was written.
problem-card-changed-next = Look at the card as it stands now and decide again.
problem-card-archived = The card was archived meanwhile, so nothing was written.
problem-card-archived-next = Restore the card, pick another one, or reject the proposal.
problem-already-there = The board showed this already; nothing had to be written.
problem-already-there-next = There is nothing to do.
problem-not-shown = The board took the change but does not show it.
problem-not-shown-next = Look at the card on the board; if the change is missing, approve it again.
problem-write-unsure = Nobody knows yet whether the board took the change.
problem-write-unsure-next = Boardscribe looks at the board again before it does anything; you can look too.
problem-write-not-heard = The board did not hear the change; nothing was written.
problem-write-not-heard-next = It is tried again; if this goes on, check the connection to the board.
problem-decided-otherwise = The proposal was decided otherwise meanwhile, so nothing was written.
problem-decided-otherwise-next = Look at the proposal as it stands now.
problem-intent-not-found = There is no such change in the queue.
problem-intent-not-found-next = Look at the list of changes.

problem-change-not-found = There is no such change ({ $change }).
problem-change-not-found-next = See the ids of a meeting’s changes with “boardscribe meeting show MEETING”.
problem-already-undone = This change was taken back already.
problem-already-undone-next = There is nothing to do.
problem-nothing-to-undo = This change left nothing on the board that could be taken back.
problem-nothing-to-undo-next = Change the card by hand, if it needs changing.
problem-undo-running = This change is being taken back right now.
problem-undo-running-next = Wait a moment and look again.
problem-changed-since = Since then somebody changed { $field ->
    [column] the column
    [due] the due date
    [members] the members
    [check] the checklist item
    [checklist] the checklist
    [labels] the labels
    [name] the name
    [description] the description
    [comments] the comment
    [archived] whether it is archived
   *[card] something
  } of the card “{ $card }”.
problem-changed-since-next = Look at the card first. If it is to go back all the same, take it back with force: boardscribe undo --force { $change }

problem-proposal-without-board = This proposal belongs to no board.
problem-proposal-without-board-next = Process the meeting again and name its board.
problem-proposal-without-card = This proposal names no card.
problem-proposal-without-card-next = Pick a card for it.

# Why the gate asks: the card or the board changed between proposal and write.
rule-card-changed = something changed on the board since this was proposed
rule-undo = taken back by a person

# The checklist that is made for the first item.
board-checklist = Checklist

# What a vendor's API answers. { $vendor } is Trello, Kaiten or Kanboard.
problem-vendor-unreachable = { $vendor } cannot be reached right now.
problem-vendor-unreachable-next = It is tried again by itself. If it goes on, check the address and the network: boardscribe doctor.
problem-vendor-busy = { $vendor } asks us to slow down.
problem-vendor-busy-next = It goes on by itself when the pause is over.
problem-pace-full = There are more calls waiting than the board's limit lets through now.
problem-pace-full-next = It goes on by itself when there is room.
problem-vendor-unauthorized = { $vendor } does not accept our key (any more).
problem-vendor-unauthorized-next = Make a new key there and give it: boardscribe board connect, or the settings if it came from there. boardscribe doctor says whether it is accepted.
problem-vendor-forbidden = { $vendor } does not let our account do this.
problem-vendor-forbidden-next = Give our account the right on that board, or make the change by hand.
problem-vendor-plan = The { $vendor } plan of your company does not allow this.
problem-vendor-plan-next = Make the change by hand, or ask whoever pays for { $vendor }.
problem-vendor-not-found = { $vendor } has no such thing (any more), or our account does not see it.
problem-vendor-not-found-next = Look at the board; if it is there, give our account access to it.
problem-vendor-unsupported = { $vendor } cannot do this.
problem-vendor-unsupported-next = Make the change by hand.
problem-revision-changed = Somebody changed the card in the same moment, so nothing was written.
problem-revision-changed-next = Boardscribe looks at the card again before it does anything.
problem-vendor-too-large = The text is longer than { $vendor } takes.
problem-vendor-too-large-next = Shorten it and approve it again.
problem-vendor-invalid = { $vendor } refused the request ({ $status }).
problem-vendor-invalid-next = Make the change by hand, and report this: it should not happen.
problem-vendor-answer = { $vendor } answered something that cannot be read.
problem-vendor-answer-next = Check that the address is that of the API, not of a page; if it is, try again later.
