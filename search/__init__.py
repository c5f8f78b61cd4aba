"""THE LINE OUT: passages, lexical index, question → query, answer. Start reading at `search.reader`."""
