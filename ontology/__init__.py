"""THE WORDS: classes, properties, shapes and lexicons, as data. Start reading at `ontology/schema.ttl`."""
