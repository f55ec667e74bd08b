problem-chat-encrypted = The room with this person is encrypted, and Boardscribe cannot read or write in encrypted rooms.
problem-chat-encrypted-next = Let them leave that room and write to the bot in a direct chat without encryption. If the homeserver encrypts every new room, ask its administrator to switch that off.
matrix-declined = I cannot read encrypted rooms. I have invited you to a direct chat without encryption.
