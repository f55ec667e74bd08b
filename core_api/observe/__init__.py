"""What a program tells of itself while it runs: its logs. Imports nothing of ours."""
