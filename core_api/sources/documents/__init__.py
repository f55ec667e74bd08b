"""Readers of curated documents: Markdown, plain text, Word and PDF become parts that an answer can cite."""
