# The approval page behind a signed link.
decide-title = Boardscribe asks
decide-told = Boardscribe
decide-for = This page is for { $name } alone. Whoever has its link can decide in that name, so please do not pass it on.
decide-next = Next question
decide-answer = Your answer
decide-send = Send
decide-listen = Listen to the quote
decide-again = Nothing was done yet: the page had been open for too long, or your browser keeps no cookies. Please press once more.
problem-decide-gone = This link does not work.
problem-decide-gone-next = It may have run out, or somebody else decides the question now. Open the newest message about it: its link is fresh. You can also decide on the dashboard or with `boardscribe review`.
