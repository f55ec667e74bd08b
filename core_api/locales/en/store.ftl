# What the database, the file store and the queue of work could not do.
problem-database-url = This is no database address that we can use ({ $url }).
problem-database-url-next = Set BOARDSCRIBE_DATABASE_URL to sqlite:///PATH or postgresql://….
problem-home-unusable = The home folder cannot be used: { $path }
problem-home-unusable-next = Set BOARDSCRIBE_HOME to a folder that you may write to, or to one that can be made.
problem-database-unreachable = The database cannot be reached: { $detail }
problem-database-unreachable-next = Check that its server runs and that its folder can be written to, then run the command again.
problem-database-busy = Another program keeps the database busy.
problem-database-busy-next = Try again in a minute; if it does not help, see whether another Boardscribe hangs.
problem-database-full = There is no room left on the disk for the database.
problem-database-full-next = Make room on the disk and run the command again: nothing is lost.
problem-database-damaged = The database file is damaged, or it is none of Boardscribe’s: { $detail }
problem-database-damaged-next = Restore the file from a backup, or name another one in BOARDSCRIBE_DATABASE_URL.
problem-database-newer = A newer version of Boardscribe made this database.
problem-database-newer-next = Update Boardscribe.
check-database-damaged = The database file is damaged, or it is none of Boardscribe’s: restore it from a backup, or name another one in BOARDSCRIBE_DATABASE_URL.
check-database-newer = A newer version of Boardscribe made this database: update Boardscribe.
check-disk-unusable = { $path } cannot be used: set BOARDSCRIBE_HOME to a folder that you may write to.

problem-meeting-not-found = There is no such meeting ({ $id }).
problem-meeting-not-found-next = Check the meeting’s id.
problem-proposal-not-found = There is no such proposal ({ $id }).
problem-proposal-not-found-next = See the queue with “boardscribe review”.
problem-proposal-stale = The proposal has changed meanwhile: it has version { $version } now.
problem-proposal-stale-next = Look at the new version and decide again.
problem-already-decided =
    { $answer ->
        [approve] This proposal was approved already
        [edit] This proposal was approved with an edit already
        [other_card] Another card was picked for this proposal already
        [note] This proposal was kept as a note already
       *[reject] This proposal was rejected already
    } by { $name }.
problem-already-decided-next = The first decision counts; a change that was made can be taken back with “boardscribe undo”.
problem-card-exists = There is a card with this id already ({ $card }).
problem-card-exists-next = Do it again.
problem-blob-not-found = The meeting’s file is no longer in the store.
problem-blob-not-found-next = Hand the recording in again.

problem-job-not-found = There is no such work in the queue ({ $id }).
problem-job-not-found-next = Look at the state of the meeting.
problem-fence-lost = Another process is doing this work already.
problem-fence-lost-next = There is nothing to do.
problem-draining = The work was broken off: the program is stopping.
problem-draining-next = It goes on at the next start.
problem-stage-timeout = { $kind ->
        [transcribe] Transcription
        [summarize] Writing the minutes
        [apply] Writing to the board
        [sweep] The nightly sweep of the boards
        [index] Indexing what can be found
       *[advance] Going through the meeting
    } took longer than it may ({ $seconds } s).
problem-stage-timeout-next = Run the command again; if it does not help, take a smaller model.
problem-worker-lost = The program died { $attempts ->
        [one] once
       *[other] { $attempts } times
    } over this work: there is probably too little memory.
problem-worker-lost-next = Take a smaller model or add memory, then run the command again.
