"""Letters: what mail programs save, as EML and as Outlook's MSG."""
