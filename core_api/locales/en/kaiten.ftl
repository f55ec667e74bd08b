# What only a board of Kaiten, or one like it, can answer.
problem-vendor-other-user = { $vendor } answered as another user than before.
problem-vendor-other-user-next = Check the key and whatever stands between us and { $vendor }: boardscribe doctor. Nothing is written until it is clear who we are.
problem-tag-ambiguous = Several labels are called “{ $name }”, and { $vendor } sets labels by name.
problem-tag-ambiguous-next = Rename one of them on the board, or set the label by hand.
