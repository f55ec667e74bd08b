# Asking people in messengers: what can go wrong.

problem-letter-not-found = There is no message “{ $id }”.
problem-letter-not-found-next = See what waits with `boardscribe review`.
