"""How a question is answered: where to look, what was found, what of the answer is true, what holds no more."""
