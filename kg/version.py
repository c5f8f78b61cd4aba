"""The version of the software; what a generation was made by."""

VERSION = "0.1.0"
EXTRACTOR = f"chengguo-{VERSION}"
API_VERSION = 1  # of the JSON that commands and server give; new keys may come, none change meaning
