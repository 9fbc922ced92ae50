"""Forward chaining over the facts of one case: two chainers with one meaning, and a validator before both."""
