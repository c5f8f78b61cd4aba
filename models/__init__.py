"""The embedding model: corpora → teacher → training → frozen int8 files. Start reading at `__main__.py`."""
