"""One file an engine: recognisers turn sound into words, diarizers tell voices apart.

`ports` says what each must offer. Heavy packages are imported inside functions only, when an engine is used.
"""
