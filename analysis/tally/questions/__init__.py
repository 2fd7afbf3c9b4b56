"""Questions: closed answers, positions and themes of each question, and what they are crossed by."""
