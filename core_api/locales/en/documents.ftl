# Curated documents: handing them in, reading them, answering from them.
problem-document-unsupported = { $name } is no document that Boardscribe reads.
problem-document-unsupported-next = Give Markdown (.md), plain text (.txt), Word (.docx) or PDF.
problem-document-damaged = { $name } is damaged and cannot be read.
problem-document-damaged-next = Download or export it again; if it opens on your screen, save it anew from there.
problem-document-locked = { $name } is locked with a password.
problem-document-locked-next = Save a copy without the password and hand that in.
problem-document-empty = There is no text in { $name }.
problem-document-empty-next = A scanned document is only pictures: run it through text recognition first.
problem-document-too-large = { $name } is too large to be read: it is long, or takes too much to unpack.
problem-document-too-large-next = Split it, a chapter a file, and hand the parts in.
problem-document-not-found = There is no document “{ $name }”.
problem-document-not-found-next = `boardscribe documents list` shows them all.
problem-document-not-named = “{ $name }” fits { $found } documents.
problem-document-not-named-next = Give the id that `boardscribe documents list` shows.
