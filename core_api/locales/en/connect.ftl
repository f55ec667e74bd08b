# Connecting boards of Trello, Kaiten and Kanboard.
cli-board-connect-help = Connect the boards of Trello, Kaiten or Kanboard, step by step: keys with the least rights, then a board in shadow mode.
cli-board-disconnect-help = Forget the account of Trello, Kaiten or Kanboard. What was done stays on record.
cli-connect-kind-argument = trello, kaiten or kanboard.
cli-connect-url-option = The address of Kaiten or Kanboard, e.g. https://company.kaiten.ru.
cli-connect-user-option = The user of Kanboard that the token belongs to.
cli-connect-key-file-option = A file with the keys, instead of typing them: JSON, lines such as token=…, or the token alone.
cli-connect-board-option = A board to take in, by name or id; may be given several times. Without it you choose from a list.
cli-connect-yes-option = Ask nothing: columns mean what is guessed, nobody is linked. For scripts.

connect-title = Connecting { $vendor }
connect-steps-trello =
    Two things are needed, a key and a token. Both can be taken back in Trello at any time.

    1. The key. Open https://trello.com/power-ups/admin and press New: a name (say, Boardscribe) and your
       workspace are enough, leave the iframe address empty. Then: API key → Generate a new API key.
    2. The token. When the key is typed, an address is shown here. Open it signed in as the account in whose
       name Boardscribe is to write (best: one of its own, a member of these boards only) and press Allow.
       It asks for reading and writing only, never for the account itself, and ends after 30 days.

    The token is not shown while you type it. Nothing is kept until all of it works.
connect-steps-kaiten =
    One thing is needed, an API key. It acts as the user who made it, so let that be a user of its own.

    1. The user. Have an administrator of Kaiten invite a user for Boardscribe, and give it access only to the
       spaces with your boards, with the right to edit cards there. It must not be an administrator.
    2. The key. Sign in as that user, open its profile (the picture in the corner) → API key, make one, copy it.
       The page: https://COMPANY.kaiten.ru/profile/api-key

    The key is not shown while you type it. Nothing is kept until all of it works.
connect-steps-kanboard =
    One thing is needed, a user's own API token. It may do what that user may, so let it be a user of its own.

    1. The user. An administrator: Settings → Users management → New user, role User (not Administrator, not Manager).
       In each project of yours: Configure this project → Permissions → add that user as Project member.
    2. The token. Sign in as that user: the picture in the corner → My profile → API → Generate a new token.

    The application's token (user jsonrpc, under Settings → API) works too, but it may do everything in every
    project, and what it writes has no author: take the user's.

    The token is not shown while you type it. Nothing is kept until all of it works.
connect-trello-key = API key (empty: leave):
connect-trello-authorize = Now open this address, press Allow, and copy the token that it shows:
connect-trello-token = Token (not shown):
connect-trello-secret = The API key's secret, if Trello is to tell us of changes at once (webhooks); empty: without:
connect-kaiten-url = Address of your Kaiten, e.g. company.kaiten.ru (empty: leave)
connect-kaiten-token = API key (not shown while you type; empty: leave):
connect-kanboard-url = Address of your Kanboard, e.g. https://board.example.org (empty: leave)
connect-kanboard-user = User name:
connect-kanboard-token = API token (not shown while you type; empty: leave):
connect-no-tls = This address is not encrypted (http): the token travels in the open. Fine on this machine or in a closed network only.
connect-checking = Asking { $vendor } who we are …
connect-from-settings = The keys of { $vendor } come from the settings (BOARDSCRIBE_…); nothing needs to be typed.
connect-from-service = The boards are reached through a service of its own (BOARDSCRIBE_BOARDS_URL), which has the keys of { $vendor }.
connect-hello = { $vendor } knows us: { $name }
connect-excess = More rights than needed: { $rights }. It works; safer is an account with less.
connect-expires = The token ends on { $date }; boardscribe doctor reminds you in time.
connect-again = Once more (was it copied whole?), or leave with Enter: nothing has been kept.
connect-left = You left: nothing was kept and nothing has changed.
connect-boards = { $count ->
    [one] 1 board can be seen:
   *[other] { $count } boards can be seen:
}
connect-place = Where
connect-only-board = It sees one board: { $name }
connect-choose = Which ones? Numbers or names, e.g. “1 3” (empty: leave)
connect-roles = Wrong? Number and meaning, e.g. “3 waiting” (queue, working, waiting, done); Enter: all right
connect-members = Its members. Whoever is known here can be asked, and may get a say:
connect-link = Whom to remember: numbers such as “1, 3”; under another name as “2=Anna Brown”; or “all”; Enter: nobody
connect-kept = The keys are in { $path }, which your user alone can read.
connect-taken-shadow = { $name } is connected in shadow mode: it asks about everything and changes nothing by itself.
connect-taken-live = { $name } is connected; it is live, as it was before.
connect-linked = Known now: { $names }
connect-next =
    Next:
      boardscribe process MEETING --board { $ref } --dry-run    what a meeting would change
      boardscribe board policy { $ref }                         what is allowed there, and who decides
      boardscribe people grant NAME approver --board { $ref }   who decides there (until then: this terminal)
      boardscribe board mode { $ref } live                      when you trust it
disconnect-done = The keys of { $vendor } are forgotten here.
disconnect-trello = Take the token back there too: https://trello.com/my/account, under Applications.
disconnect-kaiten = Remove the key there too: sign in as that user, profile → API key.
disconnect-kanboard = Remove the token there too: sign in as that user, My profile → API.
disconnect-boards = What was done on { $boards } stays on record; these boards cannot be reached now.
column-state = State
board-state-away = away: { $why }
board-state-ok = reachable
board-state-here = kept here

problem-accounts-unreadable = The file with the boards' keys cannot be read: { $path }
problem-accounts-unreadable-next = Remove it and connect your boards again: boardscribe board connect
problem-address-unreadable = “{ $url }” is not an address.
problem-address-unreadable-next = Copy it from the browser while the board is open, e.g. https://board.example.org.
problem-address-too-much = The address must hold no user, no password and nothing after “?” or “#”.
problem-address-too-much-next = Give only the address of the site; the token is asked by itself.
problem-address-in-the-clear = { $host } is on the internet and its address is not encrypted (http): the key would travel in the open, so nothing was sent.
problem-address-in-the-clear-next = Give the address with https. Without encryption only this machine and private networks (such as 10.… and 192.168.…) are reached.
problem-address-unknown = Nobody knows the address of { $host } at the moment.
problem-address-unknown-next = Check how the name is spelled, and that this machine can look up names.
problem-key-file-unreadable = The file with the keys cannot be read: { $path }
problem-key-file-unreadable-next = It must be a small text file that you may read.
problem-key-file-incomplete = { $path } is incomplete: { $names } is missing.
problem-key-file-incomplete-next = Write it as JSON or as lines such as token=…; an address and a user may also come as --url and --user.
problem-account-incomplete = These are not all the keys that { $kind } needs.
problem-account-incomplete-next = boardscribe board connect { $kind } asks for each of them.
problem-connect-no-keys = Nothing may be asked, and there are no keys of { $vendor }.
problem-connect-no-keys-next = Name a file with --key-file, or set BOARDSCRIBE_… (boardscribe doctor --env-example).
problem-connect-no-board = Several boards can be seen, and none was named.
problem-connect-no-board-next = Name one with --board, or leave --yes out and choose.
problem-rights-missing = { $vendor } gives us less than we need: { $rights } is missing.
problem-rights-missing-next = Make a new key with these rights, or give them to our account there.
problem-no-boards-seen = { $name } sees no board there.
problem-no-boards-seen-next = Make that account a member of your board (with the right to edit cards), then connect again.
problem-board-not-listed = No board in the list is “{ $name }”.
problem-board-not-listed-next = Give its number, its name or its id; if it is not in the list, give our account access to it.
problem-board-ambiguous = Several boards fit “{ $name }”: { $found }.
problem-board-ambiguous-next = Give the number, or the id in brackets.
problem-role-line = That is not a column and its meaning.
problem-role-line-next = Type for example “3 waiting”. The meanings: queue, working, waiting, done.
problem-link-line = “{ $text }” is not a member in the list.
problem-link-line-next = Type for example “1, 3”, “2=Anna Brown” or “all”.
problem-account-in-settings = The account of { $kind } comes from the settings: { $names }
problem-account-in-settings-next = Remove these variables (from .env too), and it is forgotten.
problem-not-connected = No account of { $kind } is kept here.
problem-not-connected-next = There is nothing to forget. To connect: boardscribe board connect { $kind }
problem-board-not-seen = Our account does not see the board { $board } any more.
problem-board-not-seen-next = Give it access to the board again, or look whether the board was closed.

check-trello = Trello
check-kaiten = Kaiten
check-kanboard = Kanboard
check-vendor-ok = Answers; we are { $name } there.
check-vendor-expires = Answers; we are { $name } there. The token ends on { $date }: make a new one with boardscribe board connect { $kind }.
check-vendor-excess = Answers; we are { $name } there, with more rights than needed ({ $rights }). An account with less is safer.
check-vendor-rights = Answers, but rights are missing ({ $rights }): boardscribe board connect { $kind }. Until then nothing can be written there; the rest works.
check-vendor-refused = Does not accept our key: boardscribe board connect { $kind }. Its boards can be neither read nor changed; meetings are still understood, and what was approved is kept.
check-vendor-away = Does not answer. Its boards can be neither read nor changed now; meetings are still understood, and what was approved is written when it is back.
check-accounts-damaged = The file with the boards' keys cannot be read: remove { $path } and connect your boards again.
check-accounts = Boards' keys

# Webhooks: boards that tell of changes by themselves
cli-board-hook-help = Have a board tell of changes by itself (webhook), so that open questions about a card are looked at again at once.
cli-hook-remove-option = Have it tell no longer.
hook-registered = { $board } tells of changes from now on; boardscribe doctor watches that it goes on doing so.
hook-removed = { $count ->
    [0] { $board } had no webhook of ours.
   *[other] { $board } tells of nothing any more.
}
hook-by-hand-kaiten =
    Kaiten takes one webhook a space, and only a person can set it up (it is a paid feature): space → Settings →
    Webhooks → outgoing, with this address. It is secret: whoever knows it can send us hints.
hook-by-hand-kanboard =
    Kanboard has one webhook for the whole server, and only an administrator can set it up: Settings → Webhooks,
    Webhook URL. It is secret: whoever knows it can send us hints.
hook-off-by-hand-kaiten = Only a person can take it away: space → Settings → Webhooks, the one with this address:
hook-off-by-hand-kanboard = Only an administrator can take it away: Settings → Webhooks, empty the URL if it is this one:
problem-hook-no-address = It is not known where boards can reach this installation.
problem-hook-no-address-next = Set BOARDSCRIBE_PUBLIC_URL to the address under which the API is reached from outside, start boardscribe serve, and try again.
problem-hook-secret-missing = Without the secret of the Power-Up nobody can tell whether a webhook is Trello's.
problem-hook-secret-missing-next = Connect again and give the secret: boardscribe board connect trello
problem-hook-forged = This delivery is not signed as it should be.
problem-hook-forged-next = If it was Trello: the secret of the Power-Up has changed, or the address is not BOARDSCRIBE_PUBLIC_URL. Connect again: boardscribe board connect trello
problem-hook-by-hand = The webhooks of this kind of board can only be set up by a person.
problem-hook-by-hand-next = boardscribe board hook says where.
problem-hook-elsewhere = The keys of the boards lie with their own service, so webhooks cannot be checked here.
problem-hook-elsewhere-next = Take BOARDSCRIBE_BOARDS_URL away where webhooks are to come in; without them boards are read when something is to be done there.
problem-hook-no-vendor = The board { $board } tells of nothing by itself.
problem-hook-no-vendor-next = Only boards of Trello, Kaiten and Kanboard have webhooks.
check-hooks = Webhooks
check-hooks-ok = { $count ->
    [one] 1 board tells of changes by itself.
   *[other] { $count } boards tell of changes by themselves.
}
check-hooks-failing = Trello could not deliver { $count ->
    [one] once
   *[other] { $count } times in a row
}: is BOARDSCRIBE_PUBLIC_URL reached from outside? Until then changes are noticed only when a card is read anyway.
check-hooks-off = Trello has switched a webhook off after too many failures: boardscribe board hook --remove { $ref }, then boardscribe board hook { $ref }. Until then changes are noticed only when a card is read anyway.
