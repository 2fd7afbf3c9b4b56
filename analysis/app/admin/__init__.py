"""Administration: verification, backup and restore, erasure on request, withdrawal, and a consultation's settings."""
