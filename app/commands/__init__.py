"""The commands of `kg`: reports (in), questions (out), homes (state)."""
