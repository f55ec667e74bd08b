"""Pure decisions: no clock, no disk, no network. It knows the vocabulary and the language, and nothing else."""
