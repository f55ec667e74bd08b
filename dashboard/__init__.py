"""The queue on a page: a thin client of the API."""
