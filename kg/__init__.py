"""THE GRAPH: record types, statements, store, check, network, encoder, words. Start reading at `kg.records`."""
