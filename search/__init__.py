"""THE LINE OUT: passages, indexes, question to query, answer. Start reading at `search.answer`."""
