# Документы: как их добавляют, читают и как по ним отвечают.
problem-document-unsupported = { $name } — не документ из тех, что читает Boardscribe.
problem-document-unsupported-next = Подойдёт Markdown (.md), простой текст (.txt), Word (.docx) или PDF.
problem-document-damaged = Файл { $name } повреждён, прочитать его не получается.
problem-document-damaged-next = Скачайте или выгрузите его заново; если на экране он открывается, сохраните оттуда новую копию.
problem-document-locked = Файл { $name } закрыт паролем.
problem-document-locked-next = Сохраните копию без пароля и добавьте её.
problem-document-empty = В файле { $name } нет текста.
problem-document-empty-next = Скан — это только картинки: сначала распознайте в нём текст.
problem-document-too-large = Файл { $name } слишком велик: в нём очень много текста, или он распаковывается без меры.
problem-document-too-large-next = Разделите его, например по главам, и добавьте части.
problem-document-not-found = Документа «{ $name }» нет.
problem-document-not-found-next = Все документы покажет `boardscribe documents list`.
problem-document-not-named = Под «{ $name }» подходит несколько документов: { $found }.
problem-document-not-named-next = Укажите номер, который показывает `boardscribe documents list`.
