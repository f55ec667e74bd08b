"""Matrix, by its client-server API: reactions are its buttons."""
