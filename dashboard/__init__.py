"""The approval desk in the browser: a thin client of the API that holds no truth of its own."""
