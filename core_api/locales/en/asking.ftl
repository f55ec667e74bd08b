# Asking people in messengers: what can go wrong.

problem-letter-not-found = There is no message “{ $id }”.
problem-letter-not-found-next = See what waits with `boardscribe review`.

problem-letter-unsure = { $channel } did not say whether it took a message.
problem-letter-unsure-next = It is sent again in a while; what waits for a decision is also in `boardscribe review`.

# The title of a meeting that was sent in a messenger without a caption
meeting-sent-by = A recording from { $name }
