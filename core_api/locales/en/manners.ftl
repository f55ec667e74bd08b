# How people want to be asked, who is asked on a board, and how people's ids elsewhere look.
problem-identity-malformed = { $kind ->
    [telegram] “{ $id }” is no user id of Telegram: that is a number.
    [max] “{ $id }” is no user id of MAX: that is a number.
    [vk] “{ $id }” is no user id of VK: that is a number.
    [express] “{ $id }” is no user id of eXpress: that is a HUID such as 6fafda2c-6505-57a5-a088-25ea5d1d0364.
    [matrix] “{ $id }” is no user id of Matrix: that looks like @anna:example.org.
    [email] “{ $id }” is no e-mail address.
   *[other] “{ $id }” cannot be an id: it is empty or too long.
}
problem-identity-malformed-next = { $kind ->
    [telegram] Give the number, not the user name, which can pass to somebody else.
    [max] Give the number, not the name that is shown.
    [vk] Give the number after “id” in the person's address, not their short name.
    [express] An administrator of eXpress sees it in the user's card.
    [matrix] Give it with the @ and the server, as it stands in the person's profile.
    [email] Give it as anna@example.org.
   *[other] Give the id as it stands there.
}
problem-identity-place = { $kind ->
    [board] A member of a board needs the board.
   *[other] Only a member of a board has a place; this is an identity of another kind.
}
problem-identity-place-next = Give the board's reference as “place” with the kind “board”, and leave it out with the others.
problem-channel-not-linked = { $name } is not known in { $channel ->
    [telegram] Telegram
    [max] MAX
    [vk] VK
    [express] eXpress
    [matrix] Matrix
    [mail] e-mail
   *[other] { $channel }
} yet.
problem-channel-not-linked-next = Say first who the person is there: boardscribe people link NAME
problem-quiet-hours-unreadable = “{ $text }” is no span of hours.
problem-quiet-hours-unreadable-next = Give it as 22:00-08:00, or “none” when no hour is quiet.
problem-duration-unreadable = “{ $text }” is no span of time.
problem-duration-unreadable-next = Give it as 30m, 4h or 1d, or “none”.
problem-kind-without-card = A “{ $kind }” has no card yet, so nobody is assigned to it.
problem-kind-without-card-next = Leave it out of what assignees confirm.
problem-ask-group-unreadable = “{ $text }” is no group chat.
problem-ask-group-unreadable-next = Give the messenger and the chat's id, as telegram:-1001234567890; “none” for no group. The messengers: { $channels }.

cli-people-show-help = Show one person: who they are elsewhere, their roles, and how they are asked.
cli-people-quiet-option = The hours in which nobody writes to the person unasked, on their own clock, e.g. 22:00-08:00; “none”: no hour is quiet.
cli-people-channel-option = The messenger in which the person is asked; “none”: the first in which they are known.
cli-people-mute-option = Whether nothing is sent to the person unasked; what waits for them stays in the dashboard and the terminal.
cli-people-webhook-option = The user id in the messenger behind the signed webhook.
people-column-language = Language
people-column-timezone = Time zone
people-column-asked = Asked
people-language-ru = Russian
people-language-en = English
people-unsaid = the installation's
people-nowhere = not known anywhere else
people-no-roles = none
people-asked-muted = is sent nothing unasked
people-asked-anywhere = where they are known first
people-asked-in-telegram = in Telegram
people-asked-in-max = in MAX
people-asked-in-vk = in VK
people-asked-in-express = in eXpress
people-asked-in-matrix = in Matrix
people-asked-in-webhook = over the webhook
people-asked-in-mail = by e-mail
people-asked-in-web = on the approval page
people-asked-in-apprise = over apprise
people-asked-always = at any hour
people-asked-quiet = not from { $begins } to { $ends }
people-identity-webhook = { $id } over the webhook

cli-policy-ask-first-option = Who is asked first: the leads, whoever the card is assigned to, or whoever handed the meeting in.
cli-policy-assignee-confirms-option = Kinds of change that the card's assignee may decide on without a role, with commas between them; “none”.
cli-policy-remind-option = After how long one reminder is sent, e.g. 4h; “none”: no reminder.
cli-policy-escalate-option = After how long all others who may decide are asked too, e.g. 1d; “none”: never.
cli-policy-ask-group-option = A group chat that is told of each meeting too; “none”: no group.
policy-ask-first = Asked first
policy-ask-first-leads = the leads
policy-ask-first-card-owner = whoever the card is assigned to
policy-ask-first-meeting-owner = whoever handed the meeting in
policy-assignee-confirms = Assignee may confirm
policy-remind = Reminder
policy-escalate = Others are asked
policy-ask-group = Group that is told
policy-after = after { $span }
policy-never = never
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

# The sound of a quote
problem-no-sound = There is no sound to listen to: the meeting came as a text, or nothing was recorded there.
problem-no-sound-next = Read the quote. To be able to listen to it another time, hand the recording itself in.
dashboard-listen = Listen

# Whose meeting it is
cli-process-owner-option = Whose meeting it is, by name: they are asked first where a board says so. Without it: whoever hands it in, if they are known.
meeting-owner = { $name }'s meeting

# One-time codes
problem-link-code-wrong = This code is wrong, used, or older than 15 minutes.
problem-link-code-wrong-next = Have a new one made: boardscribe people code NAME
problem-link-code-locked = Too many wrong codes came from you.
problem-link-code-locked-next = Wait { $minutes } minutes and have a new code made: boardscribe people code NAME
cli-people-code-help = Make a one-time code by which a messenger's user becomes known as the person.
people-code = { $name } sends “/start { $code }” to the bot within { $minutes } minutes, in any messenger, and is known there. It works once.
