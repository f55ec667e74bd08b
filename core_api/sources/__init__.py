"""Where meetings come from: files that are text already, told apart by their content and read into a transcript.

Recordings are only recognised as such here; `audio2text` hears them. Nothing here stores or decides anything.
"""
