# What can be found: the index, and how far it is up to date.
cli-reindex-help = Index everything that `ask` looks through anew: after another embedding model, or after an upgrade. It is also done every night by itself.
reindex-done = { $entries ->
        [one] One entry can be found.
       *[other] { $entries } entries can be found.
    }
reindex-meaning = { $model } has read { $embedded } of them. { $waiting ->
        [0] Nothing is left to read.
       *[other] { $waiting } it may not read, or could not.
    }

stage-index = Indexing

check-index = Search
check-index-words = { $entries ->
        [one] One entry
       *[other] { $entries } entries
    }, found by their words.
check-index-meaning = { $entries ->
        [one] One entry
       *[other] { $entries } entries
    }, found by words and meaning ({ $model } has read { $embedded }).
check-index-behind = { $sources ->
        [one] One meeting, board or document is
       *[other] { $sources } meetings, boards or documents are
    } not found as they stand now. A worker sees to it at night; at once: boardscribe reindex
check-index-waiting = { $waiting ->
        [one] One entry is
       *[other] { $waiting } entries are
    } found by words only: { $model } has not read them yet, or may not. At once: boardscribe reindex
