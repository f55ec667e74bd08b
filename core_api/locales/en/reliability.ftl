# How far it can be trusted: the report from people's decisions.
cli-reliability-help = Show how often Boardscribe was right: the card, the change, and what that proves.
cli-reliability-board-option = This board only; without it, all.
decimal-mark = .
reliability-title = How often Boardscribe was right: { $where }. { $seen ->
    [one] { $seen } decision of people
   *[other] { $seen } decisions of people
}
reliability-all-boards = all boards
reliability-nothing = Nobody has decided anything yet. Answer questions in the messenger, on the dashboard or with `boardscribe review`: each decision comes here.
reliability-light = Easily taken back
reliability-middling = The team would notice
reliability-grave = Hard to take back
reliability-none-of-these = Nobody was asked about such changes yet.
reliability-counts = { $seen ->
    [one] { $seen } decision
   *[other] { $seen } decisions
}: { $right } right, { $card } on another card, { $change } another change.
reliability-bound = At most { $bound } wrong (with 90% certainty); { $budget } is allowed.
reliability-proved = Proved where the confidence is { $level } or more.
reliability-unproved = Not proved yet: { $lacking ->
    [one] { $lacking } right decision is
   *[other] { $lacking } right decisions in a row are
} lacking.
reliability-calibration = Stated confidence in the card, and what came out
reliability-column-stated = stated
reliability-column-right = right
reliability-column-seen = decisions
reliability-calibration-error = On average what is stated is { $share } away from what came out.
reliability-reasons = Why people rejected: { $counts }.
reliability-undone = Approved and taken back later: { $count }.
reliability-answered = The usual answer comes after { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds } s
}.
