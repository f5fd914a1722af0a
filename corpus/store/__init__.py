"""The archive on disk: the folder and its database, the ledger of files, and the documents with their findings."""
