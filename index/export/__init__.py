"""What leaves the archive in files: tables as JSON Lines, CSV and SQLite, days as iCalendar, a matter as an evidence sheet."""
