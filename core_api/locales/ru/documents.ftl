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
cli-documents-help = Документы, на которые опираются ответы, — вместе со встречами и досками.
cli-documents-add-help = Добавить документы: Markdown, текст, Word или PDF. Файл с тем же именем — новая версия документа.
cli-documents-file-argument = Один файл или несколько.
cli-documents-board-option = Только для участников этой доски; без неё — для всех.
cli-documents-title-option = Как называть документ в ответах; по умолчанию — его собственный заголовок или имя файла.
cli-documents-one-title = Название можно дать только одному файлу.
cli-documents-list-help = Показать документы.
cli-documents-remove-help = Убрать документ: по нему больше не отвечают.
cli-documents-argument = Номер документа, имя файла или название.
documents-none = Документов пока нет. Добавьте первый: boardscribe documents add ФАЙЛ
documents-everybody = для всех
documents-column-title = Название
documents-column-file = Файл
documents-column-who = Для кого
documents-column-version = Версия
documents-column-added = Добавлен
documents-column-id = Номер
documents-added = Документ «{ $title }» добавлен ({ $words ->
    [one] { $words } слово
    [few] { $words } слова
   *[other] { $words } слов
}): можно спрашивать.
documents-renewed = Документ «{ $title }» обновлён до версии { $version }; по прежней больше не отвечают.
documents-removed = Документ «{ $title }» убран: по нему больше не отвечают.
