# What was not delivered to people, the messengers that are set up, and how they are.
cli-messages-help = The messengers, and what was not delivered to people.
cli-messages-send-test-help = Send a hello to a person, to see whether their messenger works.
cli-work-no-messengers-option = Leave asking people in messengers to other processes.
messages-no-messengers = No messenger is set up: people decide on the dashboard and with `boardscribe review`.
messages-approves = people decide there
messages-notices = notices only
messages-none = Everything was delivered.
messages-title = { $count ->
    [one] One message was not delivered
   *[other] { $count } messages were not delivered
}
messages-column-to = To
messages-column-what = What
messages-column-why = Why
messages-column-since = Since
messages-purpose-digest = Digest of a meeting
messages-purpose-question = Question
messages-purpose-reminder = Reminder
messages-purpose-daily = Daily digest
messages-purpose-escalation = Question to everybody
messages-purpose-notice = Answer
messages-purpose-clip = Recording
messages-state-quiet = Quiet hours until { $at }.
messages-state-queued = On its way since { $at }.
messages-state-retrying = Tried again at { $at }.
messages-state-unsure = Nobody knows whether it arrived; tried again at { $at }.
messages-state-refused = The messenger does not take it.
messages-state-outdated = The message is there, but could not be brought up to date.
messages-greeted = { $name } was sent a hello in { $channel }.
message-hello-test = Hello, { $name }! This is a test: Boardscribe can reach you here.
problem-no-messengers = No messenger is set up.
problem-no-messengers-next = Set the token of one in the settings, e.g. BOARDSCRIBE_TELEGRAM_TOKEN; deploy/env.example lists them all.
problem-nowhere-to-ask = { $name } is not known in any messenger that is set up.
problem-nowhere-to-ask-next = Say who they are there with `boardscribe people link`; `boardscribe messages` lists the messengers.
check-messengers = Messengers' service
check-messages = Messages to people
check-telegram = Telegram
check-max = MAX
check-vk = VK
check-express = eXpress
check-matrix = Matrix
check-webhook = The messenger behind your bridge
check-mail = E-mail
check-apprise = Notices by apprise
check-messengers-down = { $problem } Nobody is asked in messengers meanwhile; everything waits on the dashboard and in `boardscribe review`, and nothing is lost.
check-messages-waiting = { $count ->
    [one] One message could not be delivered since { $since }.
   *[other] { $count } messages could not be delivered since { $since }.
} They are tried again; `boardscribe messages` says why. What they ask waits on the dashboard too.
