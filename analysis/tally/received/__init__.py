"""What was received: the ledger, its check, and when and how responses came."""
