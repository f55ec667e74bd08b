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
waiting-hint = When the reason is mended: boardscribe board resume
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
