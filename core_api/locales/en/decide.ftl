# The approval page behind a signed link.
decide-title = Boardscribe asks
decide-for = This page is for { $name } alone. Whoever has its link can decide in that name, so please do not pass it on.
decide-next = Next question
decide-answer = Your answer
decide-send = Send
decide-listen = Listen to the quote
decide-again = Nothing was done yet: the page had been open for too long, or your browser keeps no cookies. Please press once more.
problem-decide-gone = This link leads nowhere (any more).
problem-decide-gone-next = It may have run out, or the decision is no longer yours. Open the newest message about it, or decide on the dashboard or with `boardscribe review`.
