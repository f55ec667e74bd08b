# What goes wrong in messengers, in words that fit each of them. { $vendor } is the messenger's name.
problem-channel-missing = The messenger “{ $channel }” is not set up here.
problem-channel-missing-next = Set its address and key in the settings and start again; deploy/env.example lists them.
problem-chat-closed = This person does not want messages from the bot, or has never written to it.
problem-chat-closed-next = Let them open the bot and press Start. Until then their questions wait in the dashboard and in the terminal.
problem-message-gone = That message is not there any more.
problem-message-gone-next = Nothing needs to be done: the question itself is still in the dashboard and in the terminal.
problem-message-refused = { $vendor } does not take this message.
problem-message-refused-next = The question waits in the dashboard and in the terminal. If it happens again, report it.
problem-message-unsure = The answer of { $vendor } was lost, so it is not known whether the message was delivered.
problem-message-unsure-next = Look into the chat. The question also waits in the dashboard and in the terminal.
problem-file-gone = That file is not at the messenger any more.
problem-file-gone-next = Send it again, or upload it in the dashboard.
problem-file-too-large = That file is larger than the messenger hands over to bots.
problem-file-too-large-next = Upload it in the dashboard, or with `boardscribe process`.
problem-webhook-none = The messenger “{ $channel }” brings nothing to this address.
problem-webhook-none-next = Take the address out of the messenger's settings: its news are asked for.
problem-webhook-forged = A request to a messenger's webhook did not come from the messenger.
problem-webhook-forged-next = If messages do not arrive, check that the secret in the settings and at the messenger is the same.
problem-journal-unusable = What messengers bring cannot be kept in { $path }.
problem-journal-unusable-next = Check that the folder exists, that it may be written to and that the disk is not full. A file that is damaged can be moved away: what was not fetched from it yet is lost then.

# The service.
check-channel-ok = { $channel }: the bot is { $who }.
check-channel-deaf = { $channel }: messages go out, but nothing is received yet; it is tried again by itself.
check-channel-down = { $channel }: does not work at the moment. { $problem } Questions wait in the dashboard and in the terminal, the other messengers work.
check-channel-slow = { $channel }: no answer yet. Questions wait in the dashboard and in the terminal, the other messengers work.
check-channel-none = No messenger is set up. Set for example BOARDSCRIBE_TELEGRAM_TOKEN; deploy/env.example lists all of them.

messages-service-help = Messengers as a service of their own.
messages-serve-help = Serve messengers over HTTP and gRPC until a signal ends it. Tokens and the key come from the environment: BOARDSCRIBE_TELEGRAM_TOKEN, BOARDSCRIBE_MESSAGES_KEY and so on.
messages-port-option = The port for HTTP, messengers' webhooks included; 0 is any free one.
messages-tls-client-ca-option = A PEM file: only callers with a certificate that this authority signed come in. Messengers have none, so webhooks do not reach the service then.
messages-serving = Messengers are served at { $http } and { $grpc }. Channels: { $names }.
