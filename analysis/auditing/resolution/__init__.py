"""Resolution: which codings count now, in the codebook and at the places of today."""
