# Reading of files that are handed in.
problem-transcript-empty = There are no words in this file.
problem-transcript-empty-next = Check that it is the right file and that it was saved completely.
problem-source-missing = There is no file { $name }.
problem-source-missing-next = Check the path.
problem-source-unreadable = { $name } cannot be opened.
problem-source-unreadable-next = Check that it is a file, not a folder, and that you may read it.
problem-source-empty = { $name } is empty.
problem-source-empty-next = Download or export it again: it was probably cut off before its first byte.
problem-source-unsupported = { $name } is of a kind that Boardscribe does not read ({ $found }).
problem-source-unsupported-next = Give a recording (audio or video), a transcript (.vtt, .srt, .txt, .json, .docx) or a Telegram chat exported as JSON.
problem-source-playlist = { $name } is a playlist: it only tells where a recording is.
problem-source-playlist-next = Download the recording itself and give that file.
problem-source-mislabelled = { $name } is not what its name says: its content is { $found ->
    [media] audio or video
    [docx] a Word document
   *[text] text
}.
problem-source-mislabelled-next = Check that it is the right file; if it is, rename it to match its content.
problem-source-too-large = { $name } is too large: more than { $limit } MB of text.
problem-source-too-large-next = Split it, one meeting a file.
problem-source-undecodable = The text of this file is in an unknown encoding, or the file is damaged.
problem-source-undecodable-next = Save it as UTF-8 and try again.
problem-source-damaged = { $name } is damaged and cannot be opened.
problem-source-damaged-next = Download or export it again; for a Word document, open it in Word and save it anew.
problem-source-json-broken = { $name } begins as JSON but is not complete or not valid.
problem-source-json-broken-next = Export it again: it was probably cut off.
problem-source-json-unknown = This JSON holds neither segments with text nor a Telegram chat.
problem-source-json-unknown-next = Give a transcript with a list "segments", or a Telegram chat exported as JSON.
problem-source-telegram-chats = This export holds { $count } chats; exactly one is needed.
problem-source-telegram-chats-next = In Telegram open the chat itself and export its history as JSON.
problem-source-no-cues = This looks like subtitles, but not one cue in it can be read.
problem-source-no-cues-next = Export the subtitles again, or give the text as .txt.
degraded-source-times-repaired = Some times in the file could not be read; the words are kept at the nearest time.
degraded-source-parts-unread = A small part of the file was broken or without times, and was left out.
sources-voice-message = [voice message]
sources-video-message = [video message]
sources-audio-file = [audio file]
sources-video-file = [video]
sources-sticker = [sticker]
sources-animation = [animation]
sources-photo = [photo]
sources-file = [file { $name }]
sources-poll = [poll] { $question } ({ $options })
sources-forwarded = [forwarded from { $name }]
sources-reply = [in reply to { $name }]
sources-deleted-account = Deleted account
