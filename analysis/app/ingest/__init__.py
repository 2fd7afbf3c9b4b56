"""Ingest: files are uploaded, read in processes of their own, segmented, described and recorded."""
