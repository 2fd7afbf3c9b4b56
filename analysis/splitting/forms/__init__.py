"""Forms: questions, answers, tables and boxes that somebody filled in."""
