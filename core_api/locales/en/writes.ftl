# Writes to boards: what waits, what came back, the nightly sweep, removing a card for good.
cli-board-waiting-help = List what was decided and is not on the boards: why it waits, and since when.
cli-board-waiting-argument = Only this board, e.g. trello:5f0c…; without one, all.
cli-board-resume-help = Have what waits go on. The board is asked first, so nothing is written twice.
column-why = Why it waits
column-since = Since
waiting-none = Nothing waits to be written.
waiting-title = { $count ->
    [one] { $count } decided change waits to be written
   *[other] { $count } decided changes wait to be written
  }
waiting-hint = Once the cause is gone: boardscribe board resume
waiting-resumed = { $count ->
    [0] Nothing waits.
    [one] { $count } change goes on.
   *[other] { $count } changes go on.
  }
waiting-still = { $count ->
    [one] { $count } change still waits
   *[other] { $count } changes still wait
  }: boardscribe board waiting
waiting-on-board = { $count ->
    [one] { $count } decided change waits to be written to this board
   *[other] { $count } decided changes wait to be written to this board
  }: boardscribe board waiting
check-writes = Writing to boards
check-writes-ok = Nothing waits.
check-writes-waiting = { $count ->
    [one] { $count } decided change waits
   *[other] { $count } decided changes wait
  } to be written, since { $since }. See why with “boardscribe board waiting”, mend it, then “boardscribe board resume”. The rest works.

# Three ways: what stood there when a change was proposed, what stands there now, what we would write.
meanwhile-was = when proposed:
meanwhile-now = now:
meanwhile-ours = we would write:

# Taking back.
problem-undo-too-old = This change of the card “{ $card }” was made more than { $days } days ago.
problem-undo-too-old-next = Look at the card first. If it is to go back all the same, take it back with force: boardscribe undo --force { $change }

# Removing a card for good.
cli-board-delete-help = Remove a card for good, after you typed its name. Nothing takes it back.
cli-board-delete-card-argument = The card's id, or its number.
delete-warning = The card “{ $card }” of { $board } will be removed for good, with its comments and checklists. Nothing takes that back; archiving does nearly always.
delete-prompt = Type the card's name to remove it (Enter: leave it):
delete-left = Nothing was removed.
delete-done = “{ $card }” is removed ({ $change }).
operation-delete = Removed for good
rule-removed = removed for good by a person
problem-delete-by-people = Only a person may remove a card for good.
problem-delete-by-people-next = Archive the card instead: that can be taken back.
problem-delete-not-allowed = Removing cards for good is not allowed here, or the board { $board } cannot do it.
problem-delete-not-allowed-next = Archive the card instead. Whoever runs this installation may set BOARDSCRIBE_ALLOW_DELETE=true.
problem-delete-name-differs = That is not the name of the card: “{ $card }”.
problem-delete-name-differs-next = Type the name exactly as it stands on the board; nothing was removed.

# The nightly sweep.
cli-board-sweep-help = Take away what is on a board twice because an answer came too late. It is done every night by itself.
sweep-done = { $looked ->
    [one] { $looked } thing of ours was checked
   *[other] { $looked } things of ours were checked
  }, { $removed ->
    [0] and there are no extra copies
    [one] and { $removed } extra copy was taken away
   *[other] and { $removed } extra copies were taken away
  }.
rule-late-duplicate = made twice, because the board answered too late
problem-duplicate-touched = This is on the board twice, because the board answered too late, and somebody worked on the second copy.
problem-duplicate-touched-next = Look at “{ $card }” and remove by hand what is too much.

# The mark on cards without news.
rule-stale-mark = cards without news bear a mark on this board
degraded-stale-label-missing = The board has no such label, so cards without news were not marked: see “boardscribe board policy”.
