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
cli-documents-help = Documents that answers may rest on, beside meetings and boards.
cli-documents-add-help = Take documents in: Markdown, text, Word or PDF. A file of the same name is a new version of its document.
cli-documents-file-argument = One file or several.
cli-documents-board-option = Only for the people of this board; without it for everybody.
cli-documents-title-option = What the document is called in answers; without it its own title, else the file's name.
cli-documents-one-title = A title belongs to one file.
cli-documents-list-help = List the documents.
cli-documents-remove-help = Take a document out: nothing is answered from it any more.
cli-documents-argument = The document's id, its file's name or its title.
documents-none = There are no documents yet. Add one: boardscribe documents add FILE
documents-everybody = everybody
documents-column-title = Title
documents-column-file = File
documents-column-who = For
documents-column-version = Version
documents-column-added = Added
documents-column-id = Id
documents-added = “{ $title }” is in, { $words ->
    [one] { $words } word
   *[other] { $words } words
}: ask about it.
documents-renewed = “{ $title }” is in as version { $version }; the old one is not answered from any more.
documents-removed = “{ $title }” is out: nothing is answered from it any more.
