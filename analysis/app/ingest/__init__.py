"""Taking in: files are uploaded, read in processes of their own, divided, described and recorded."""
