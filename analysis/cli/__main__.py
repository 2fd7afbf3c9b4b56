"""``python -m analysis.cli``, for where the command is not installed."""

from analysis.cli import main

main()
