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
}: { $right } right, { $card } on another card, { $change } another change{ $nobodys ->
    [0] {""}
   *[other] , { $nobodys } done already
}.
reliability-bound = At most { $bound } wrong (with 90% certainty); { $budget } is allowed.
reliability-proved = Proved where the confidence is { $level } or more.
reliability-unproved = Not proved yet: { $lacking ->
    [one] { $lacking } right decision is
   *[other] { $lacking } right decisions in a row are
} lacking.
reliability-calibration = Stated confidence, and what came out
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
check-gate = Automatic changes
check-gate-narrowed = Too many automatic changes were wrong lately, so { $count ->
    [one] one kind of changes asks
   *[other] { $count } kinds of changes ask
} again: { $boards }. See “boardscribe reliability”; right decisions bring them back.
reliability-gate = { $board }: { $mode }
reliability-coverage = Of the last { $all ->
    [one] { $all } change
   *[other] { $all } changes
} { $alone ->
    [one] { $alone } was
   *[other] { $alone } were
} made unasked.
reliability-column-kind = change
reliability-column-limit = unasked from
reliability-column-why = why
reliability-why-shipped = as long as nothing is proved
reliability-why-board = the board asks for more
reliability-why-certified = proved by decisions
reliability-why-asks = always asked about
reliability-why-narrowed = asks: { $wrong } of the last { $seen } were wrong; { $lacking ->
    [one] about { $lacking } right one brings it back
   *[other] about { $lacking } right ones bring it back
}
reliability-limits = { $board }: what is done unasked
reliability-mode = Mode: { $mode }.
reliability-asked-always = Always asked about: { $kinds }.
dashboard-reliability-nothing = Nothing is known yet
reliability-without-model = Without a language model only what is plainly said of a plainly named card is done unasked.
