"""THE LINE IN: documents, sections, sentences, mentions, records, links, resolve.

Start reading at `ingest.pipeline`.
"""
