"""The proof by laws: random small rulebooks against a naive evaluator that shares no code with the engine."""
