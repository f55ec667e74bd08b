# Recordings: what can be wrong with one, and with what turns it into text.
problem-no-speech-model = No speech model is set, so a recording cannot be turned into text.
problem-no-speech-model-next = Either hand in a ready transcript (.vtt, .srt, .txt, .docx), or set BOARDSCRIBE_ASR_MODEL: to `small` or another faster-whisper model whose files lie in the models folder, or to `demo-en` to try English speech without any download (one word in eight is wrong).
problem-speech-model-missing = The speech model “{ $model }” is not here.
problem-speech-model-missing-next = Put its files into { $folder }. On a machine with internet access: python -c "from faster_whisper import download_model; download_model('{ $model }', output_dir='{ $folder }')", then copy the folder. Nothing is downloaded by itself. A ready transcript works without a model.
problem-speech-model-incomplete = The folder of the speech model “{ $model }” lacks { $files }.
problem-speech-model-incomplete-next = Copy the missing files into { $folder }; a converted model needs its tokenizer.json as well.
problem-speech-model-broken = The speech model in { $folder } cannot be loaded.
problem-speech-model-broken-next = Copy the folder anew: a file may be cut off, or it is no faster-whisper (CTranslate2) model.
problem-speech-model-failed = The speech model “{ $model }” stopped in the middle of the recording, most likely for want of memory.
problem-speech-model-failed-next = Try again when nothing else uses the graphics card, or take a smaller model.
problem-speech-model-english-only = The speech model “{ $model }” knows English only, and Russian was asked for.
problem-speech-model-english-only-next = Take a model without “.en” in its name, or ask for English.
problem-demo-english-only = The demonstration recogniser (demo-en) knows English only.
problem-demo-english-only-next = For Russian set BOARDSCRIBE_ASR_MODEL to a faster-whisper model, or hand in a ready transcript.
problem-demo-engine-missing = The demonstration recogniser is not installed.
problem-demo-engine-missing-next = Install it: pip install pocketsphinx==5.1.1 (or `make setup`).
problem-voice-activity-missing = The network that finds speech in a recording is not installed.
problem-voice-activity-missing-next = It comes with faster-whisper: pip install faster-whisper==1.2.1 (or `make setup`).
problem-voice-model-missing = The weights that tell voices apart are not here.
problem-voice-model-missing-next = Install them: pip install --no-deps resemblyzer==0.1.4 (or `make setup`), or put { $file } into { $folder }.
problem-voice-model-broken = The weights that tell voices apart cannot be read: { $file }
problem-voice-model-broken-next = Install them anew: pip install --no-deps --force-reinstall resemblyzer==0.1.4
problem-diarizer-unknown = There is no diarizer “{ $name }”.
problem-diarizer-unknown-next = Set BOARDSCRIBE_DIARIZER to one of: { $known }.

problem-media-not-found = There is no file “{ $file }”.
problem-media-not-found-next = Check the name and the folder.
problem-media-unreadable = The file “{ $file }” may not be read.
problem-media-unreadable-next = Give yourself, or the user that the service runs as, the right to read it.
problem-media-empty = The file “{ $file }” is empty.
problem-media-empty-next = The recording or the upload probably failed: take the file from its source again.
problem-media-cut-off = The recording “{ $file }” breaks off: what is there of it cannot be decoded.
problem-media-cut-off-next = Upload it again in full, or export it from its source anew.
problem-media-no-sound-in-it = The recording “{ $file }” holds less than a tenth of a second of sound.
problem-media-no-sound-in-it-next = Check that it is the right file and that recording was on.
problem-not-media = “{ $file }” is neither a sound nor a video file, whatever its name says.
problem-not-media-next = Give a recording (wav, mp3, m4a, ogg, flac, mp4, mkv, webm, …) or a transcript (.vtt, .srt, .txt, .docx).
problem-media-playlist = “{ $file }” is a playlist: it only points to other files.
problem-media-playlist-next = Give the recording itself.
problem-media-codec-unknown = The sound of “{ $file }” is coded in a way that cannot be read here.
problem-media-codec-unknown-next = Export it as wav, mp3, m4a or ogg.
problem-no-audio-track = The video “{ $file }” has no sound.
problem-no-audio-track-next = Export it with its audio track, or give the separate sound recording.
problem-media-too-long = The recording “{ $file }” is longer than { $hours } hours.
problem-media-too-long-next = Cut it into parts and hand them in one by one.
problem-no-speech = Nobody speaks in the recording “{ $file }”: it is silent, or holds only noise or music.
problem-no-speech-next = Listen to it. If you hear people, they are too quiet: check which microphone was recorded, or raise the level.
problem-no-words = There is speech in “{ $file }”, but not one word of it could be recognised.
problem-no-words-next = Check the language, take a larger speech model, or hand in a ready transcript.
problem-disk-full = There is no room on the disk to decode “{ $file }”.
problem-disk-full-next = Free some: every hour and every channel of a recording needs 115 MB in the temporary folder (TMPDIR).

degraded-demo-engine = The text comes from the demonstration recogniser: English only, without punctuation, one word in eight wrong at best. Do not rely on it.
degraded-gpu-unusable = There is a graphics card, but the speech model does not run on it (are cuBLAS 12 and cuDNN 9 installed?); the processor did the work, more slowly.
degraded-audio-damaged = Parts of the recording are damaged; what could be decoded was taken.
degraded-audio-cut-off = The recording breaks off before its end; what is there was taken.
degraded-channels-not-separate = The channels of the recording do not hold one speaker each, so speakers were not told apart.
degraded-voice-model-missing = Speakers were not told apart: the weights for it are not installed (`boardscribe doctor` explains).
degraded-voice-model-broken = Speakers were not told apart: the weights for it cannot be read.
