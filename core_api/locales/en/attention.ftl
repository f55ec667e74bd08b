# Of which cards a meeting spoke, and which are silent.
attention-headline = { $meeting } · { $day }
attention-news = With news
attention-discussed = Talked about, nothing new said
attention-stale = At work, but not mentioned
attention-all-mentioned = Every card at work was mentioned.
attention-silent = { $count ->
    [one] { $count } meeting in a row
   *[other] { $count } meetings in a row
}
attention-alerts = Cards gone silent: { $count }. Not mentioned for { $after ->
    [one] { $after } meeting in a row or more.
   *[other] { $after } meetings in a row or more.
}
attention-touched = changed on the board { $day }
cli-policy-silent-meetings-option = After how many meetings in a row without a mention a card at work counts as gone silent; 0: not watched.
policy-silent-meetings = A card gone silent
policy-silent-after = { $count ->
    [one] { $count } meeting in a row without a mention
   *[other] { $count } meetings in a row without a mention
}
message-digest-unmentioned = { $count ->
    [one] { $count } card at work was not mentioned
   *[other] { $count } cards at work were not mentioned
}
message-digest-silent = gone silent
message-digest-silent-more = and { $count } more
message-item-stale-silent = { $count ->
    [one] { $text } — column “{ $column }”, { $count } meeting in a row
   *[other] { $text } — column “{ $column }”, { $count } meetings in a row
}
