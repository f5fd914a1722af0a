"""Rich Text Format (Microsoft's specification 1.9.1)."""
