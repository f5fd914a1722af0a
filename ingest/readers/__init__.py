"""One module a file format. Each states MEDIA_TYPES, VERSION and `read(path) -> Draft`; `ingest.read` finds it by folder."""
